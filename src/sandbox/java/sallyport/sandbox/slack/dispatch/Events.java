package sallyport.sandbox.slack.dispatch;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import sallyport.sandbox.slack.workspace.Channel;
import sallyport.sandbox.slack.workspace.Json;
import sallyport.sandbox.slack.workspace.Message;
import sallyport.sandbox.slack.workspace.Person;
import sallyport.sandbox.slack.workspace.Seed;
import sallyport.sandbox.slack.workspace.Workspace;
import tools.jackson.databind.node.ObjectNode;

/**
 * The Events API: sends an event and, unlike for commands and clicks, sends it again when it was not taken. The first
 * attempt happens in the caller's thread; a cancelled or refused retry is only visible in the log.
 */
final class Events implements AutoCloseable {
    private final Workspace workspace;
    private final AppLink link;
    private final Payloads payloads;
    private final List<Duration> retryAfter;
    private final ScheduledExecutorService retries = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("event-retries").factory());

    /** @param retryAfter how long after each failed attempt the next one follows */
    Events(Workspace workspace, AppLink link, Payloads payloads, List<Duration> retryAfter) {
        this.workspace = workspace;
        this.link = link;
        this.payloads = payloads;
        this.retryAfter = List.copyOf(retryAfter);
    }

    /** The application hears a message only where it is a member, and a mention twice: as both kinds of event. */
    Outcome message(Channel channel, Message message) {
        if (!channel.hasApp()) {
            return Outcome.nothingToSend();
        }
        var heard = send(messageEvent("message", channel, message).put("channel_type", channelType(channel)));
        var mentioned = message.text().contains("<@" + Seed.BOT_ID + ">") && !channel.isDirect();
        return mentioned && heard.isOk() ? send(messageEvent("app_mention", channel, message)) : heard;
    }

    Outcome homeOpened(Person user) {
        var event = Json.object().put("type", "app_home_opened").put("user", user.id());
        event.put("channel", workspace.directory().directMessage(user).id()).put("tab", "home");
        event.put("event_ts", workspace.timestamps().next());
        workspace.views().home(user.id()).ifPresent(home -> event.set("view", home.toJson(Json.object())));
        return send(event);
    }

    /** Sends {@code url_verification}, which Slack does when an events address is entered. */
    boolean isAddressVerified() {
        var challenge = workspace.ids().secret();
        var body = Json.write(payloads.challenge(challenge));
        var delivery = link.send(Route.EVENTS, AppLink.JSON, body, Map.of());
        return delivery instanceof Delivery.Answered answered
                && answered.status() == 200
                && answered.body().contains(challenge);
    }

    Outcome send(ObjectNode event) {
        return Outcome.of(attempt(Json.write(payloads.event(event)), 0, "http_error"));
    }

    private Delivery attempt(String body, int retry, String reason) {
        var headers = new LinkedHashMap<String, String>();
        if (retry > 0) {
            headers.put("X-Slack-Retry-Num", Integer.toString(retry));
            headers.put("X-Slack-Retry-Reason", reason);
        }
        var delivery = link.send(Route.EVENTS, AppLink.JSON, body, headers);
        if (wantsRetry(delivery) && retry < retryAfter.size()) {
            var why = delivery instanceof Delivery.TimedOut ? "http_timeout" : "http_error";
            schedule(() -> attempt(body, retry + 1, why), retryAfter.get(retry));
        }
        return delivery;
    }

    private static boolean wantsRetry(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Answered answered -> !answered.isAccepted() && !answered.noRetry();
            case Delivery.TimedOut late -> true;
            case Delivery.Unreachable broken -> true;
        };
    }

    private void schedule(Runnable attempt, Duration delay) {
        if (!retries.isShutdown()) {
            var _ = retries.schedule(() -> Thread.ofVirtual().start(attempt), delay.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private ObjectNode messageEvent(String type, Channel channel, Message message) {
        var event = Json.object().put("type", type).put("user", message.user());
        event.put("text", message.text()).put("ts", message.ts()).put("channel", channel.id());
        event.put("team", Seed.TEAM_ID).put("event_ts", message.ts());
        if (message.isByApp()) {
            event.put("bot_id", Seed.BOT_PROFILE_ID).put("app_id", Seed.APP_ID);
        } else {
            event.put("client_msg_id", workspace.ids().secret());
        }
        message.threadTs().ifPresent(thread -> {
            event.put("thread_ts", thread);
            workspace.messages().find(channel.id(), thread).ifPresent(root -> event.put("parent_user_id", root.user()));
        });
        return event;
    }

    private static String channelType(Channel channel) {
        if (channel.isDirect()) {
            return "im";
        }
        return channel.is(Channel.Trait.PRIVATE) ? "group" : "channel";
    }

    @Override
    public void close() {
        retries.shutdownNow();
    }
}
