package sallyport.sandbox.slack.blocks;

import static sallyport.sandbox.slack.blocks.Rule.bool;
import static sallyport.sandbox.slack.blocks.Rule.list;
import static sallyport.sandbox.slack.blocks.Rule.text;
import static sallyport.sandbox.slack.blocks.Shape.object;
import static sallyport.sandbox.slack.blocks.Shape.typed;
import static sallyport.sandbox.slack.blocks.TextShapes.plain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import sallyport.sandbox.slack.workspace.Json;
import tools.jackson.databind.JsonNode;

/** Judges blocks, views and option lists as Slack does. Stateless; an empty list of complaints means accepted. */
public final class BlockRules {
    /** Blocks in a message (docs.slack.dev). */
    public static final int MESSAGE_BLOCKS = 50;
    /** Blocks in a view (docs.slack.dev). */
    public static final int VIEW_BLOCKS = 100;
    /** Characters of {@code private_metadata} (docs.slack.dev). */
    public static final int PRIVATE_METADATA = 3_000;

    private static final int VIEW_TITLE = 24;
    private static final int ID = 255;

    private static final Rule MESSAGE = list(0, MESSAGE_BLOCKS, BlockShapes.block());
    private static final Rule VIEW_CONTENT = list(0, VIEW_BLOCKS, BlockShapes.block());
    private static final Rule HOME = view();
    private static final Rule MODAL = view().required("title", plain(VIEW_TITLE))
            .optional("submit", plain(VIEW_TITLE))
            .optional("close", plain(VIEW_TITLE))
            .optional("clear_on_close", bool())
            .optional("notify_on_close", bool())
            .optional("submit_disabled", bool());
    private static final Rule OPTIONS =
            object().required("options", list(0, ElementShapes.MAX_OPTIONS, ElementShapes.option()));

    private BlockRules() {}

    private static Shape view() {
        return typed().required("blocks", VIEW_CONTENT)
                .optional("private_metadata", text(0, PRIVATE_METADATA))
                .optional("callback_id", text(0, ID))
                .optional("external_id", text(0, ID));
    }

    public static List<String> message(JsonNode blocks) {
        var complaints = new ArrayList<String>();
        MESSAGE.check(blocks, "/blocks", complaints);
        checkIds(blocks, "/blocks", complaints);
        return complaints;
    }

    public static List<String> modal(JsonNode view) {
        var complaints = viewOf("modal", MODAL, view);
        var hasInput = view.path("blocks")
                .valueStream()
                .anyMatch(block -> block.path("type").asString("").equals("input"));
        if (hasInput && !view.has("submit")) {
            Rule.complain(
                    complaints,
                    "a view with input blocks needs a submit button: missing required field: submit",
                    "/view");
        }
        return complaints;
    }

    public static List<String> home(JsonNode view) {
        return viewOf("home", HOME, view);
    }

    /** The answer to a request for an external select's options. */
    public static List<String> options(JsonNode answer) {
        var complaints = new ArrayList<String>();
        OPTIONS.check(answer, "", complaints);
        return complaints;
    }

    private static List<String> viewOf(String type, Rule rule, JsonNode view) {
        var complaints = new ArrayList<String>();
        rule.check(view, "/view", complaints);
        if (!view.path("type").asString("").equals(type)) {
            Rule.complain(complaints, "must be " + type, "/view/type");
        }
        checkIds(view.path("blocks"), "/view/blocks", complaints);
        return complaints;
    }

    private static void checkIds(JsonNode blocks, String pointer, Collection<String> complaints) {
        var blockIds = new HashSet<String>();
        for (var i = 0; i < blocks.size(); i++) {
            var at = pointer + "/" + i;
            Json.text(blocks.path(i), "block_id")
                    .filter(id -> !blockIds.add(id))
                    .ifPresent(id -> Rule.complain(complaints, "block_id already exists: " + id, at + "/block_id"));
            var actionIds = new HashSet<String>();
            Elements.interactive(blocks.path(i))
                    .forEach(element -> Json.text(element, "action_id")
                            .filter(id -> !actionIds.add(id))
                            .ifPresent(id -> Rule.complain(complaints, "action_id already exists: " + id, at)));
        }
    }
}
