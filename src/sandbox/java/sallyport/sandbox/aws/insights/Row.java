package sallyport.sandbox.aws.insights;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A log event, or a line of a statistic, as fields with values. Immutable. */
public record Row(Map<String, String> fields) {
    Optional<String> value(String field) {
        return Optional.ofNullable(fields.get(field));
    }

    Row with(String field, Optional<String> value) {
        var changed = new LinkedHashMap<>(fields);
        value.ifPresentOrElse(present -> changed.put(field, present), () -> changed.remove(field));
        return new Row(changed);
    }
}
