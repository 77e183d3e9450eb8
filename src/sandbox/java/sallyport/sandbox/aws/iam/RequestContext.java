package sallyport.sandbox.aws.iam;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The condition keys of one request and their values; letter case of keys does not matter. */
public record RequestContext(Map<String, String> values) {
    public static final RequestContext EMPTY = new RequestContext(Map.of());

    public RequestContext {
        var lower = new TreeMap<String, String>();
        values.forEach((key, value) -> lower.put(lower(key), value));
        values = Map.copyOf(lower);
    }

    private static String lower(String key) {
        return key.toLowerCase(Locale.ROOT);
    }

    Optional<String> value(String key) {
        return Optional.ofNullable(values.get(lower(key)));
    }

    public RequestContext with(String key, String value) {
        var more = new TreeMap<>(values);
        more.put(lower(key), value);
        return new RequestContext(more);
    }
}
