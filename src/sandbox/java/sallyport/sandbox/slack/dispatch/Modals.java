package sallyport.sandbox.slack.dispatch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import sallyport.sandbox.slack.blocks.BlockRules;
import sallyport.sandbox.slack.blocks.Elements;
import sallyport.sandbox.slack.blocks.InputValues;
import sallyport.sandbox.slack.workspace.Json;
import sallyport.sandbox.slack.workspace.Person;
import sallyport.sandbox.slack.workspace.View;
import sallyport.sandbox.slack.workspace.Workspace;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code view_submission} and {@code view_closed}, and the answers that keep, change or close a modal. */
final class Modals {
    private final Workspace workspace;
    private final AppLink link;
    private final Payloads payloads;

    Modals(Workspace workspace, AppLink link, Payloads payloads) {
        this.workspace = workspace;
        this.link = link;
        this.payloads = payloads;
    }

    /** Input that the Slack client itself would not accept is refused under the inputs and not sent. */
    Outcome submit(Person user, View view, JsonNode values) {
        return switch (InputValues.submitted(view.blocks(), values)) {
            case InputValues.Read.Wrong(var sentences) -> {
                workspace.views().refuse(view.id(), sentences);
                yield Outcome.failed("invalid_input: " + new TreeMap<>(sentences));
            }
            case InputValues.Read.State(var state) -> send(user, view, state);
        };
    }

    private Outcome send(Person user, View view, ObjectNode state) {
        var payload = payloads.interaction("view_submission", user)
                .put("trigger_id", workspace.triggers().issue(user.id()));
        payload.set("view", view.toJson(state));
        payload.putArray("response_urls");
        var outcome = Outcome.of(deliver(payload));
        return outcome.isOk() ? follow(view, outcome) : outcome;
    }

    /**
     * Closing one modal tells the application if it asked; {@code all} is the cross of a stack with
     * {@code clear_on_close}.
     */
    Outcome close(Person user, View view) {
        if (view.flag("clear_on_close")) {
            workspace.views().clear(view.user());
        } else {
            workspace.views().close(view);
        }
        if (!view.flag("notify_on_close")) {
            return Outcome.nothingToSend();
        }
        var payload = payloads.interaction("view_closed", user).put("is_cleared", view.flag("clear_on_close"));
        payload.set("view", view.toJson(Json.object()));
        return Outcome.of(deliver(payload));
    }

    private Delivery deliver(ObjectNode payload) {
        var body = Payloads.form(Map.of("payload", Json.write(payload)));
        return link.send(Route.INTERACTIVITY, AppLink.FORM, body, Map.of());
    }

    private Outcome follow(View view, Outcome outcome) {
        if (outcome.response().isBlank()) {
            workspace.views().close(view);
            return outcome;
        }
        var answer = Json.parseObject(outcome.response()).orElseGet(Json::object);
        var wrong = switch (answer.path("response_action").asString("")) {
            case "clear" -> {
                workspace.views().clear(view.user());
                yield Optional.<String>empty();
            }
            case "errors" -> refuse(view, answer.path("errors"));
            case "update" -> show(view, answer.path("view"), false);
            case "push" -> show(view, answer.path("view"), true);
            case "" -> close(view, answer);
            default -> Optional.of("invalid_response: unknown response_action");
        };
        return wrong.map(outcome::butFailed).orElse(outcome);
    }

    private Optional<String> close(View view, ObjectNode answer) {
        if (!answer.isEmpty()) {
            return Optional.of("invalid_response: neither empty nor a response_action");
        }
        workspace.views().close(view);
        return Optional.empty();
    }

    private Optional<String> refuse(View view, JsonNode errors) {
        var inputs = Elements.all(view.blocks())
                .filter(Elements.Placed::isInput)
                .map(Elements.Placed::blockId)
                .toList();
        var sentences = new HashMap<String, String>();
        errors.forEachEntry((block, sentence) -> sentences.put(block, sentence.asString("")));
        if (sentences.isEmpty() || !inputs.containsAll(sentences.keySet())) {
            return Optional.of("invalid_response: errors must name input blocks, which are " + inputs);
        }
        workspace.views().refuse(view.id(), sentences);
        return Optional.empty();
    }

    private Optional<String> show(View view, JsonNode content, boolean onTop) {
        List<String> complaints = BlockRules.modal(content);
        if (!complaints.isEmpty() || !(content instanceof ObjectNode object)) {
            return Optional.of("invalid_response: " + String.join("; ", complaints));
        }
        var named = object.deepCopy();
        named.set("blocks", Elements.withIds(object.path("blocks"), workspace.ids()));
        var shown = onTop
                ? workspace.views().push(view.user(), named)
                : workspace.views().replace(view.id(), named);
        return shown.isPresent() ? Optional.empty() : Optional.of(onTop ? "push_limit_reached" : "not_found");
    }
}
