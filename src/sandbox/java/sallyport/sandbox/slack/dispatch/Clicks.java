package sallyport.sandbox.slack.dispatch;

import java.util.Map;
import sallyport.sandbox.slack.blocks.Elements;
import sallyport.sandbox.slack.blocks.InputValues;
import sallyport.sandbox.slack.workspace.Json;
import sallyport.sandbox.slack.workspace.Message;
import sallyport.sandbox.slack.workspace.Person;
import sallyport.sandbox.slack.workspace.View;
import sallyport.sandbox.slack.workspace.Workspace;
import tools.jackson.databind.node.ObjectNode;

/** {@code block_actions}: buttons, menus and other elements used in messages, modals and the Home tab. */
final class Clicks {
    private final Workspace workspace;
    private final AppLink link;
    private final Payloads payloads;

    Clicks(Workspace workspace, AppLink link, Payloads payloads) {
        this.workspace = workspace;
        this.link = link;
        this.payloads = payloads;
    }

    /** Nothing is sent when there is no such element, or when it does not offer what was chosen. */
    Outcome click(Person user, Click click) {
        var found = Elements.find(click.blocks(), click.actionId(), click.blockId());
        if (found.isEmpty()) {
            return Outcome.failed("no_such_action: " + click.actionId());
        }
        var action = action(found.get(), click);
        if (!click.chosen().isEmpty() && action.path("selected_option").isNull()) {
            return Outcome.failed("no_such_option: " + click.chosen().getFirst());
        }
        var payload = payloads.interaction("block_actions", user)
                .put("trigger_id", workspace.triggers().issue(user.id()));
        place(payload, user, click);
        payload.putArray("actions").add(action);
        var body = Payloads.form(Map.of("payload", Json.write(payload)));
        return Outcome.of(link.send(Route.INTERACTIVITY, AppLink.FORM, body, Map.of()));
    }

    private ObjectNode action(Elements.Placed placed, Click click) {
        var action = Json.object().put("action_id", placed.actionId()).put("block_id", placed.blockId());
        for (var field : new String[] {"text", "style", "placeholder"}) {
            if (placed.element().has(field)) {
                action.set(field, placed.element().path(field));
            }
        }
        action.setAll(InputValues.typed(placed.element(), click.chosen()));
        if (action.path("value").isNull()) {
            action.remove("value");
        }
        return action.put("action_ts", workspace.timestamps().next());
    }

    private void place(ObjectNode payload, Person user, Click click) {
        switch (click.place()) {
            case Click.Place.InMessage(var message) -> inMessage(payload, user, message, click);
            case Click.Place.InView(var view) -> inView(payload, view, click);
        }
    }

    private void inMessage(ObjectNode payload, Person user, Message message, Click click) {
        var container = payload.putObject("container")
                .put("type", "message")
                .put("message_ts", message.ts())
                .put("channel_id", message.channel())
                .put("is_ephemeral", message.onlyFor().isPresent());
        message.threadTs().ifPresent(thread -> container.put("thread_ts", thread));
        var name =
                workspace.directory().channel(message.channel()).orElseThrow().dispatchName();
        payload.putObject("channel").put("id", message.channel()).put("name", name);
        if (message.onlyFor().isEmpty()) {
            payload.set("message", workspace.messages().toJson(message));
        }
        payload.putObject("state").set("values", InputValues.state(message.blocks(), click.values()));
        payload.put("response_url", payloads.actionResponseUrl(user, message));
    }

    private void inView(ObjectNode payload, View view, Click click) {
        payload.putObject("container").put("type", "view").put("view_id", view.id());
        payload.set("view", view.toJson(InputValues.state(view.blocks(), click.values())));
    }
}
