package sallyport.sandbox.slack.dispatch;

import java.util.Map;
import java.util.Optional;
import sallyport.sandbox.slack.workspace.Json;
import sallyport.sandbox.slack.workspace.Message;
import sallyport.sandbox.slack.workspace.Person;
import sallyport.sandbox.slack.workspace.Workspace;

/** Shortcuts: {@code shortcut} from anywhere, {@code message_action} from a message's menu. */
final class Shortcuts {
    private final Workspace workspace;
    private final AppLink link;
    private final Payloads payloads;

    Shortcuts(Workspace workspace, AppLink link, Payloads payloads) {
        this.workspace = workspace;
        this.link = link;
        this.payloads = payloads;
    }

    Outcome use(Person user, String callbackId, Optional<Message> on) {
        var payload = payloads.interaction(on.isPresent() ? "message_action" : "shortcut", user)
                .put("callback_id", callbackId)
                .put("action_ts", workspace.timestamps().next())
                .put("trigger_id", workspace.triggers().issue(user.id()));
        on.ifPresent(message -> {
            var name = workspace
                    .directory()
                    .channel(message.channel())
                    .orElseThrow()
                    .dispatchName();
            payload.putObject("channel").put("id", message.channel()).put("name", name);
            payload.put("message_ts", message.ts());
            payload.set("message", workspace.messages().toJson(message));
            payload.put("response_url", payloads.actionResponseUrl(user, message));
        });
        var body = Payloads.form(Map.of("payload", Json.write(payload)));
        return Outcome.of(link.send(Route.INTERACTIVITY, AppLink.FORM, body, Map.of()));
    }
}
