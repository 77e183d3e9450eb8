package sallyport.sandbox.slack.dispatch;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import sallyport.sandbox.slack.traffic.Faults;
import sallyport.sandbox.slack.traffic.TrafficLog;
import sallyport.sandbox.slack.workspace.Channel;
import sallyport.sandbox.slack.workspace.Message;
import sallyport.sandbox.slack.workspace.Person;
import sallyport.sandbox.slack.workspace.View;
import sallyport.sandbox.slack.workspace.Workspace;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Everything a person can do in the client. Each call sends what Slack would send, waits for the answer at most three
 * seconds, applies it to the workspace and says what came of it. Thread-safe.
 */
public final class Dispatcher implements AutoCloseable {
    /** The application's slash command. */
    public static final String COMMAND = "/ecs";

    private final Workspace workspace;
    private final AppLink link;
    private final Commands commands;
    private final Events events;
    private final Clicks clicks;
    private final Modals modals;
    private final Suggestions suggestions;
    private final Shortcuts shortcuts;

    public Dispatcher(
            Workspace workspace,
            Supplier<URI> endpoint,
            Optional<URI> appBase,
            String signingSecret,
            List<Duration> eventRetries,
            Faults faults,
            TrafficLog log) {
        var payloads = new Payloads(workspace, endpoint);
        this.workspace = workspace;
        this.link = new AppLink(appBase, signingSecret, faults, log);
        this.commands = new Commands(workspace, link, payloads, new Replies(workspace));
        this.events = new Events(workspace, link, payloads, eventRetries);
        this.clicks = new Clicks(workspace, link, payloads);
        this.modals = new Modals(workspace, link, payloads);
        this.suggestions = new Suggestions(link, payloads);
        this.shortcuts = new Shortcuts(workspace, link, payloads);
    }

    public void connect(URI appBase) {
        link.connect(appBase);
    }

    public Outcome command(Person user, Channel channel, String text) {
        return commands.type(user, channel, text);
    }

    /** Posts what a person typed and tells the application, if it is there to hear it. */
    public Said say(Person user, Channel channel, Optional<String> thread, String text) {
        var message = Message.of(
                        channel.id(),
                        workspace.timestamps().next(),
                        user.id(),
                        TypedText.toMessageText(text, workspace.directory()))
                .inThread(thread);
        workspace.messages().add(message);
        return new Said(message.ts(), events.message(channel, message));
    }

    /** Tells the application what it said itself, as Slack does when it is subscribed to messages. */
    public void echo(Message own) {
        workspace.directory().channel(own.channel()).ifPresent(channel -> events.message(channel, own));
    }

    /** The timestamp of what was said, and what the application answered. */
    public record Said(String ts, Outcome outcome) {}

    public Outcome click(Person user, Click click) {
        return clicks.click(user, click);
    }

    /** {@code values}: block id to action id to a string, or a list of strings for checkboxes. */
    public Outcome submit(Person user, View view, JsonNode values) {
        return modals.submit(user, view, values);
    }

    public Outcome close(Person user, View view) {
        return modals.close(user, view);
    }

    public Outcome suggest(Person user, View view, String actionId, String typed) {
        return suggestions.ask(user, view, actionId, typed);
    }

    public Outcome openHome(Person user) {
        return events.homeOpened(user);
    }

    /** A global shortcut, or one on a message. */
    public Outcome shortcut(Person user, String callbackId, Optional<Message> on) {
        return shortcuts.use(user, callbackId, on);
    }

    /** Any other event, for instance {@code user_change}. */
    public Outcome event(ObjectNode event) {
        return events.send(event.put("event_ts", workspace.timestamps().next()));
    }

    public boolean isEventsAddressVerified() {
        return events.isAddressVerified();
    }

    @Override
    public void close() {
        events.close();
        link.close();
    }
}
