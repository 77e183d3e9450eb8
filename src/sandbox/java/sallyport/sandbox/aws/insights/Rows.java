package sallyport.sandbox.aws.insights;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.world.Account;
import sallyport.sandbox.aws.world.LogEvent;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** Log events as rows, with the fields of the service and those found in a message that is JSON. */
public final class Rows {
    /** Fields that are discovered in one event at most, as the service documents. */
    private static final int MOST_DISCOVERED = 200;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);

    private Rows() {}

    public static Row of(String group, LogEvent event) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("@timestamp", TIME.format(event.timestamp()));
        fields.put("@message", event.message());
        fields.put("@logStream", event.stream());
        fields.put("@log", Account.ID + ":" + group);
        fields.put("@ingestionTime", TIME.format(event.ingestedAt()));
        fields.put("@ptr", event.id());
        int brace = event.message().indexOf('{');
        if (brace >= 0) {
            discover(event.message().substring(brace), fields);
        }
        return new Row(fields);
    }

    private static void discover(String json, Map<String, String> fields) {
        try {
            discover("", Json.MAPPER.readTree(json), fields);
        } catch (JacksonException notJson) {
            // A message that only looks like JSON has no fields of its own.
        }
    }

    private static void discover(String path, JsonNode node, Map<String, String> fields) {
        if (node.isObject()) {
            node.properties()
                    .forEach(entry -> discover(
                            path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(), entry.getValue(), fields));
        } else if (node.isArray()) {
            for (int index = 0; index < node.size(); index++) {
                discover(path + "." + index, node.get(index), fields);
            }
        } else if (fields.size() < MOST_DISCOVERED && !path.isEmpty() && !node.isNull()) {
            fields.put(path, node.asString());
        }
    }

    /** The start of the period of so many milliseconds that a time lies in. */
    static String bin(String time, long millis) {
        long at = LocalDateTime.parse(time, TIME).toInstant(ZoneOffset.UTC).toEpochMilli();
        return TIME.format(Instant.ofEpochMilli(at - Math.floorMod(at, millis)));
    }
}
