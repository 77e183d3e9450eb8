package sallyport.slack;

import com.google.gson.Gson;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.util.json.GsonFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What people see in blocks: the kinds of blocks and elements with their words, in order. Two renderings are compared
 * by it, because Slack gives blocks back with defaults filled in that nobody sees, and may write three characters as
 * entities.
 */
final class VisibleText {
    private static final Gson GSON = GsonFactory.createSnakeCase();
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Set<String> SHOWN = Set.of(
            "type", "block_id", "text", "user_id", "usergroup_id", "channel_id", "name", "url", "alt_text", "value");

    private VisibleText() {}

    /** Whether the blocks that came back from Slack show what ours show. */
    static boolean same(List<LayoutBlock> ours, JsonNode theirs) {
        var expected = of(JSON.readTree(GSON.toJson(ours)));
        var given = of(theirs);
        return given.equals(expected)
                || given.stream().map(SlackText::decode).toList().equals(expected);
    }

    private static List<String> of(JsonNode blocks) {
        var seen = new ArrayList<String>();
        collect(blocks, seen);
        return seen;
    }

    private static void collect(JsonNode node, List<String> seen) {
        if (node.isArray()) {
            node.forEach(element -> collect(element, seen));
        } else if (node.isObject()) {
            node.propertyNames().stream().sorted().forEach(name -> collect(name, node.get(name), seen));
        }
    }

    private static void collect(String name, JsonNode value, List<String> seen) {
        if (value.isString() && SHOWN.contains(name)) {
            seen.add(name + "=" + value.asString());
        } else {
            collect(value, seen);
        }
    }
}
