package sallyport.sandbox.aws.api;

import java.util.List;
import java.util.function.BiConsumer;
import sallyport.sandbox.aws.world.LogEvent;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.databind.util.RawValue;

/** Log events as their JSON text: a page has ten thousand, and a tree of each takes longer than all else of a read. */
final class LogEventJson {
    /** Characters of an event, its message included. */
    private static final int USUAL = 256;

    private LogEventJson() {}

    /** As GetLogEvents writes them. */
    static RawValue read(List<LogEvent> events) {
        return array(events, LogEventJson::told);
    }

    /** As FilterLogEvents writes them. */
    static RawValue found(List<LogEvent> events) {
        return array(events, (event, text) -> {
            told(event, text);
            text.append(",\"logStreamName\":\"");
            quote(event.stream(), text);
            text.append("\",\"eventId\":\"").append(event.id()).append('"');
        });
    }

    private static RawValue array(List<LogEvent> events, BiConsumer<LogEvent, StringBuilder> members) {
        var text = new StringBuilder(events.size() * USUAL).append('[');
        for (var event : events) {
            text.append(text.length() == 1 ? "{" : ",{");
            members.accept(event, text);
            text.append('}');
        }
        return new RawValue(text.append(']').toString());
    }

    private static void told(LogEvent event, StringBuilder text) {
        text.append("\"timestamp\":").append(event.timestamp().toEpochMilli()).append(",\"message\":\"");
        quote(event.message(), text);
        text.append("\",\"ingestionTime\":").append(event.ingestedAt().toEpochMilli());
    }

    private static void quote(String value, StringBuilder text) {
        if (isPlain(value)) {
            text.append(value);
        } else {
            JsonStringEncoder.getInstance().quoteAsString(value, text);
        }
    }

    /** Of nothing that JSON escapes. */
    private static boolean isPlain(String value) {
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                return false;
            }
        }
        return true;
    }
}
