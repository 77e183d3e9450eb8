package sallyport.sandbox.aws.api;

import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import sallyport.sandbox.aws.wire.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The small shapes that ECS answers are made of. */
final class EcsJson {
    private EcsJson() {}

    /** Seconds since 1970 with milliseconds as decimals, the timestamps of the JSON protocols. */
    static double seconds(Instant at) {
        return at.toEpochMilli() / 1000.0;
    }

    static ArrayNode texts(Collection<String> texts) {
        var made = Json.MAPPER.createArrayNode();
        texts.forEach(made::add);
        return made;
    }

    static ArrayNode array(Collection<? extends JsonNode> nodes) {
        var made = Json.MAPPER.createArrayNode();
        nodes.forEach(made::add);
        return made;
    }

    /** Name and value pairs in the order of their names. */
    static ArrayNode pairs(Map<String, String> map, String nameKey, String valueKey) {
        return array(map.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(entry -> Json.object().put(nameKey, entry.getKey()).put(valueKey, entry.getValue()))
                .toList());
    }

    static ObjectNode missing(String arn) {
        return Json.object().put("arn", arn).put("reason", "MISSING");
    }

    static ObjectNode page(String name, Pages<String> page) {
        var answer = Json.object();
        answer.set(name, texts(page.items()));
        page.next().ifPresent(token -> answer.put("nextToken", token));
        return answer;
    }
}
