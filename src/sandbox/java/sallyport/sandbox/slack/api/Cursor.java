package sallyport.sandbox.slack.api;

import java.util.List;
import sallyport.sandbox.slack.workspace.Json;
import tools.jackson.databind.JsonNode;

/** Slack's paging: {@code limit} and {@code cursor} in, {@code next_cursor} out, empty on the last page. */
final class Cursor {
    private static final String PREFIX = "next:";

    private Cursor() {}

    static Answer page(String name, List<JsonNode> all, Arguments arguments, int defaultLimit) {
        var limit = Math.max(1, arguments.number("limit", defaultLimit));
        var given = arguments.text("cursor");
        if (given.filter(cursor -> !cursor.matches(PREFIX + "\\d{1,9}")).isPresent()) {
            return Answer.refused("invalid_cursor");
        }
        var from = Math.min(all.size(), given.map(Cursor::offset).orElse(0));
        var to = Math.min(all.size(), from + limit);
        var more = to < all.size();
        var answer = Json.object().put("has_more", more);
        answer.putArray(name).addAll(all.subList(from, to));
        answer.putObject("response_metadata").put("next_cursor", more ? PREFIX + to : "");
        return Answer.ok(answer);
    }

    private static int offset(String cursor) {
        return Integer.parseInt(cursor, PREFIX.length(), cursor.length(), 10);
    }
}
