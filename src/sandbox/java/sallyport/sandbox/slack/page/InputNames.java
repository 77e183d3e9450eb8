package sallyport.sandbox.slack.page;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import sallyport.sandbox.slack.blocks.Elements;
import sallyport.sandbox.slack.workspace.Json;
import tools.jackson.databind.node.ObjectNode;

/** How an input's block id and action id travel in a form field's name, and back. */
final class InputNames {
    private static final String PREFIX = "input.";

    private InputNames() {}

    static String of(Elements.Placed placed) {
        return PREFIX + encoded(placed.blockId()) + "." + encoded(placed.actionId());
    }

    /** Block id to action id to the strings given; an input left empty is there with no string. */
    static ObjectNode values(Map<String, List<String>> form) {
        var values = Json.object();
        form.forEach((name, given) -> {
            if (name.startsWith(PREFIX)) {
                var ids = name.substring(PREFIX.length()).split("\\.", 2);
                var texts = given.stream().filter(text -> !text.isEmpty()).toList();
                values.withObjectProperty(decoded(ids[0])).set(decoded(ids[1]), Json.array(texts));
            }
        });
        return values;
    }

    /** Dots are escaped too: they separate. */
    private static String encoded(String id) {
        return URLEncoder.encode(id, StandardCharsets.UTF_8).replace(".", "%2E");
    }

    private static String decoded(String id) {
        return URLDecoder.decode(id, StandardCharsets.UTF_8);
    }
}
