package sallyport.sandbox.aws.api;

import sallyport.sandbox.aws.world.LogEvent;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.databind.util.RawValue;

/** Log events as their JSON text: a page has ten thousand, and a tree of each takes longer than all else of a read. */
final class LogEventJson {
    /** Characters beside the message. */
    private static final int USUAL = 160;

    private LogEventJson() {}

    /** As GetLogEvents writes it. */
    static RawValue read(LogEvent event) {
        return new RawValue(text(event).append('}').toString());
    }

    /** As FilterLogEvents writes it. */
    static RawValue found(LogEvent event) {
        var text = text(event).append(",\"logStreamName\":\"");
        quote(event.stream(), text);
        return new RawValue(text.append("\",\"eventId\":\"")
                .append(event.id())
                .append("\"}")
                .toString());
    }

    private static StringBuilder text(LogEvent event) {
        var text = new StringBuilder(event.message().length() + USUAL)
                .append("{\"timestamp\":")
                .append(event.timestamp().toEpochMilli())
                .append(",\"message\":\"");
        quote(event.message(), text);
        return text.append("\",\"ingestionTime\":").append(event.ingestedAt().toEpochMilli());
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
