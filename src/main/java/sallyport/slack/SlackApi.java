package sallyport.slack;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.methods.request.files.FilesCompleteUploadExternalRequest.FileDetails;
import com.slack.api.methods.response.auth.AuthTestResponse;
import com.slack.api.model.Conversation;
import com.slack.api.model.User;
import com.slack.api.model.Usergroup;
import com.slack.api.model.view.View;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.request.ChannelId;
import sallyport.request.MessageRef;
import sallyport.request.Person;

/**
 * Slack's Web API, with answers as values. Calls block for {@value #TIMEOUT_MILLIS} ms at most and are never repeated
 * here; use virtual threads. Safe for use by many threads.
 */
public final class SlackApi {
    private static final Logger LOG = LoggerFactory.getLogger(SlackApi.class);

    /** How long one call may take, in milliseconds. */
    private static final int TIMEOUT_MILLIS = 5_000;

    /** The pause when Slack says "too fast" without saying how long. */
    private static final Duration DEFAULT_PAUSE = Duration.ofSeconds(5);

    private final MethodsClient methods;

    public SlackApi(SlackOptions options) {
        var config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(options.apiBase().toString());
        config.setStatsEnabled(false);
        config.setTokenExistenceVerificationEnabled(false);
        config.setHttpClientCallTimeoutMillis(TIMEOUT_MILLIS);
        config.setHttpClientReadTimeoutMillis(TIMEOUT_MILLIS);
        config.setHttpClientWriteTimeoutMillis(TIMEOUT_MILLIS);
        config.setProxyUrl(proxy(options));
        this.methods = Slack.getInstance(config).methods(options.botToken().reveal());
    }

    /** The library takes one proxy for all its calls, and they all go to the same host; null is none. */
    private static @Nullable String proxy(SlackOptions options) {
        return options.proxies().select(options.apiBase()).stream()
                .map(Proxy::address)
                .filter(InetSocketAddress.class::isInstance)
                .map(InetSocketAddress.class::cast)
                .findFirst()
                .map(address -> "http://" + address.getHostString() + ":" + address.getPort())
                .orElse(null);
    }

    /** Whether Slack knows our token, and as whom. */
    Called<String> whoAmI() {
        return call("auth.test", () -> methods.authTest(request -> request), answer -> answer.getUserId());
    }

    /**
     * Whose token it is and what it may do.
     *
     * @param scopes what Slack says in a header; empty when it does not
     */
    record Identity(String teamId, String team, Optional<String> scopes) {}

    Called<Identity> identity() {
        return call(
                "auth.test",
                () -> methods.authTest(request -> request),
                answer -> new Identity(
                        String.valueOf(answer.getTeamId()), String.valueOf(answer.getTeam()), scopes(answer)));
    }

    private static Optional<String> scopes(AuthTestResponse answer) {
        return Optional.ofNullable(answer.getHttpResponseHeaders()).stream()
                .flatMap(headers -> headers.entrySet().stream())
                .filter(header -> header.getKey().equalsIgnoreCase("x-oauth-scopes"))
                .flatMap(header -> header.getValue().stream())
                .findFirst();
    }

    /** Whether the bot is a member of a channel, if Slack says so; needs a scope that nothing else needs. */
    Called<Optional<Boolean>> isMember(ChannelId channel) {
        return call(
                "conversations.info",
                () -> methods.conversationsInfo(request -> request.channel(channel.value())),
                answer -> Optional.ofNullable(answer.getChannel()).map(Conversation::isMember));
    }

    Called<MessageRef> post(ChannelId channel, SlackMessage message) {
        return post(channel, Optional.empty(), message);
    }

    Called<MessageRef> reply(MessageRef root, SlackMessage message) {
        return post(root.channel(), Optional.of(root.ts()), message);
    }

    private Called<MessageRef> post(ChannelId channel, Optional<String> thread, SlackMessage message) {
        return call(
                "chat.postMessage",
                () -> methods.chatPostMessage(request -> {
                    thread.ifPresent(request::threadTs);
                    return request.channel(channel.value())
                            .text(message.text())
                            .blocks(message.blocks())
                            .parse("none")
                            .linkNames(false)
                            .unfurlLinks(false)
                            .unfurlMedia(false);
                }),
                answer -> new MessageRef(new ChannelId(answer.getChannel()), answer.getTs()));
    }

    /** Replaces text and blocks of a message of ours. */
    Called<MessageRef> update(MessageRef message, SlackMessage now) {
        return call(
                "chat.update",
                () -> methods.chatUpdate(
                        request -> request.channel(message.channel().value())
                                .ts(message.ts())
                                .text(now.text())
                                .blocks(now.blocks())
                                .parse("none")
                                .linkNames(false)),
                answer -> message);
    }

    /** Shows a message to one person only; it is gone when they reload. */
    Called<String> whisper(ChannelId channel, Person person, SlackMessage message) {
        return call(
                "chat.postEphemeral",
                () -> methods.chatPostEphemeral(request -> request.channel(channel.value())
                        .user(person.userId())
                        .text(message.text())
                        .blocks(message.blocks())
                        .parse("none")
                        .linkNames(false)),
                answer -> answer.getMessageTs());
    }

    /** Opens a modal; the trigger is good for three seconds and once. */
    Called<String> open(String triggerId, View view) {
        return call(
                "views.open",
                () -> methods.viewsOpen(request -> request.triggerId(triggerId).view(view)),
                answer -> answer.getView().getId());
    }

    Called<User> user(String userId) {
        return call("users.info", () -> methods.usersInfo(request -> request.user(userId)), answer -> answer.getUser());
    }

    /** Every user group of the workspace with its members, also those that are disabled. Tier 2: 20 calls a minute. */
    Called<List<Usergroup>> userGroups() {
        return call(
                "usergroups.list",
                () -> methods.usergroupsList(
                        request -> request.includeUsers(true).includeDisabled(true)),
                answer -> Optional.ofNullable(answer.getUsergroups()).orElse(List.of()));
    }

    Called<UploadSlot> uploadSlot(String fileName, int bytes) {
        return call(
                "files.getUploadURLExternal",
                () -> methods.filesGetUploadURLExternal(
                        request -> request.filename(fileName).length(bytes)),
                answer -> new UploadSlot(answer.getFileId(), answer.getUploadUrl()));
    }

    Called<String> shareUpload(String fileId, String title, MessageRef thread) {
        var file = FileDetails.builder().id(fileId).title(title).build();
        return call(
                "files.completeUploadExternal",
                () -> methods.filesCompleteUploadExternal(request -> request.files(List.of(file))
                        .channelId(thread.channel().value())
                        .threadTs(thread.ts())),
                answer -> fileId);
    }

    /** Where the bytes of a file go. */
    record UploadSlot(String fileId, String url) {}

    private interface Call<R> {
        R answer() throws IOException, SlackApiException;
    }

    private interface Reading<R, T> {
        T value(R answer);
    }

    private static <R extends SlackApiTextResponse, T> Called<T> call(
            String method, Call<R> call, Reading<R, T> reading) {
        try {
            var answer = call.answer();
            if (answer.isOk()) {
                return new Called.Ok<>(reading.value(answer));
            }
            return refused(method, String.valueOf(answer.getError()));
        } catch (SlackApiException e) {
            return rejected(method, e);
        } catch (IOException e) {
            LOG.atWarn().addKeyValue("method", method).log("slack.unanswered: {}", e.toString());
            return new Called.Unanswered<>("Slack did not answer");
        }
    }

    private static <T> Called<T> rejected(String method, SlackApiException e) {
        if (e.getResponse().code() == 429) {
            return new Called.RateLimited<>(pause(e.getResponse().header("Retry-After")));
        }
        LOG.atWarn()
                .addKeyValue("method", method)
                .log("slack.http status={}", e.getResponse().code());
        return new Called.Unanswered<>(
                "Slack answered with HTTP " + e.getResponse().code());
    }

    private static <T> Called<T> refused(String method, String error) {
        if (error.equals("ratelimited")) {
            return new Called.RateLimited<>(DEFAULT_PAUSE);
        }
        LOG.atWarn().addKeyValue("method", method).log("slack.refused error={}", error);
        return new Called.Refused<>(error);
    }

    private static Duration pause(@Nullable String seconds) {
        return seconds != null && seconds.matches("[0-9]{1,6}")
                ? Duration.ofSeconds(Long.parseLong(seconds))
                : DEFAULT_PAUSE;
    }
}
