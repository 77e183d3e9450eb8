package sallyport.sandbox.slack.dispatch;

import java.util.Map;
import java.util.Optional;
import sallyport.sandbox.slack.blocks.BlockRules;
import sallyport.sandbox.slack.blocks.Elements;
import sallyport.sandbox.slack.workspace.Json;
import sallyport.sandbox.slack.workspace.Person;
import sallyport.sandbox.slack.workspace.View;

/** {@code block_suggestion}: asks the application for the options of an external select while somebody types. */
final class Suggestions {
    private final AppLink link;
    private final Payloads payloads;

    Suggestions(AppLink link, Payloads payloads) {
        this.link = link;
        this.payloads = payloads;
    }

    /** The answer's body is {@code {"options":[...]}}; one that breaks Slack's limits is a failure. */
    Outcome ask(Person user, View view, String actionId, String typed) {
        var found = Elements.find(view.blocks(), actionId, Optional.empty());
        if (found.filter(placed -> placed.type().equals("external_select")).isEmpty()) {
            return Outcome.failed("no_such_external_select: " + actionId);
        }
        var payload = payloads.interaction("block_suggestion", user)
                .put("action_id", actionId)
                .put("block_id", found.get().blockId())
                .put("value", typed);
        payload.putObject("container").put("type", "view").put("view_id", view.id());
        payload.set("view", view.toJson(Json.object()));
        var body = Payloads.form(Map.of("payload", Json.write(payload)));
        var outcome = Outcome.of(link.send(Route.INTERACTIVITY, AppLink.FORM, body, Map.of()));
        if (!outcome.isOk()) {
            return outcome;
        }
        var complaints = BlockRules.options(Json.parse(outcome.response()).orElseGet(Json::object));
        return complaints.isEmpty() ? outcome : outcome.butFailed("invalid_options: " + String.join("; ", complaints));
    }
}
