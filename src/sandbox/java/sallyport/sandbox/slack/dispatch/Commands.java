package sallyport.sandbox.slack.dispatch;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import sallyport.sandbox.slack.workspace.Channel;
import sallyport.sandbox.slack.workspace.Message;
import sallyport.sandbox.slack.workspace.Person;
import sallyport.sandbox.slack.workspace.ResponseUrls;
import sallyport.sandbox.slack.workspace.Seed;
import sallyport.sandbox.slack.workspace.Workspace;

/** Slash commands: what was typed goes to the application, what it answers comes back as a message. */
final class Commands {
    private final Workspace workspace;
    private final AppLink link;
    private final Payloads payloads;
    private final Replies replies;

    Commands(Workspace workspace, AppLink link, Payloads payloads, Replies replies) {
        this.workspace = workspace;
        this.link = link;
        this.payloads = payloads;
        this.replies = replies;
    }

    /** {@code text} may start with {@code /ecs} or leave it out. */
    Outcome type(Person user, Channel channel, String text) {
        var typed = text.startsWith("/") ? text : Dispatcher.COMMAND + " " + text;
        var name = typed.split("\\s", 2)[0];
        if (!name.equals(Dispatcher.COMMAND)) {
            whisper(user, channel, name + " is not a valid command.");
            return Outcome.failed("unknown_command");
        }
        var arguments = typed.substring(name.length()).strip();
        var outcome = Outcome.of(link.send(Route.COMMANDS, AppLink.FORM, form(user, channel, arguments), Map.of()));
        var judged = outcome.isOk() ? answered(user, channel, outcome) : outcome;
        judged.error().ifPresent(error -> whisper(user, channel, name + " failed with the error \"" + error + "\""));
        return judged;
    }

    private Outcome answered(Person user, Channel channel, Outcome outcome) {
        if (outcome.response().isBlank()) {
            return outcome;
        }
        var target = new ResponseUrls.Target(user.id(), channel.id(), Optional.empty());
        return replies.apply(target, outcome.response()).map(outcome::butFailed).orElse(outcome);
    }

    private String form(Person user, Channel channel, String arguments) {
        var fields = new LinkedHashMap<String, String>();
        fields.put("token", payloads.token());
        fields.put("team_id", Seed.TEAM_ID);
        fields.put("team_domain", Seed.TEAM_DOMAIN);
        fields.put("channel_id", channel.id());
        fields.put("channel_name", channel.dispatchName());
        fields.put("user_id", user.id());
        fields.put("user_name", user.name());
        fields.put("command", Dispatcher.COMMAND);
        fields.put("text", arguments);
        fields.put("api_app_id", Seed.APP_ID);
        fields.put("is_enterprise_install", "false");
        fields.put("response_url", payloads.commandResponseUrl(user, channel));
        fields.put("trigger_id", workspace.triggers().issue(user.id()));
        return Payloads.form(fields);
    }

    private void whisper(Person user, Channel channel, String text) {
        var message = Message.of(channel.id(), workspace.timestamps().next(), Seed.SLACKBOT_ID, text);
        workspace.messages().add(message.visibleOnlyTo(user.id()));
    }
}
