package sallyport.slack;

import com.google.gson.Gson;
import com.slack.api.app_backend.slash_commands.response.SlashCommandResponse;
import com.slack.api.util.json.GsonFactory;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The addresses Slack hands out for one purpose each: where the answer to a command goes, where a file's bytes go. They
 * carry their permission in themselves, so no token is sent and no redirect followed. Safe for use by many threads.
 */
public final class SlackHooks {
    private static final Logger LOG = LoggerFactory.getLogger(SlackHooks.class);
    private static final Gson GSON = GsonFactory.createSnakeCase();

    private static final Duration TIMEOUT = Duration.ofSeconds(5);
    private static final Duration UPLOAD_TIMEOUT = Duration.ofSeconds(60);

    private final SlackOptions options;
    private final HttpClient http;

    public SlackHooks(SlackOptions options) {
        this.options = options;
        this.http = HttpClient.newBuilder()
                .connectTimeout(TIMEOUT)
                .proxy(options.proxies())
                .build();
    }

    /**
     * Answers a command or click so that only its author sees it. Slack takes five answers within 30 minutes.
     *
     * @return whether Slack took it
     */
    boolean whisper(String responseUrl, SlackMessage message) {
        var address = parse(responseUrl);
        if (!options.mayAnswerTo(address)) {
            LOG.warn("slack.response-url-refused host={}", address.getHost());
            return false;
        }
        var body = GSON.toJson(SlashCommandResponse.builder()
                .responseType("ephemeral")
                .text(message.text())
                .blocks(message.blocks())
                .build());
        return send(HttpRequest.newBuilder(address)
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    /**
     * Sends a file's bytes.
     *
     * @return whether Slack took them
     */
    boolean upload(String uploadUrl, String text) {
        return send(HttpRequest.newBuilder(parse(uploadUrl))
                .timeout(UPLOAD_TIMEOUT)
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(text.getBytes(StandardCharsets.UTF_8)))
                .build());
    }

    private boolean send(HttpRequest request) {
        try {
            int status = http.send(request, BodyHandlers.discarding()).statusCode();
            if (status != 200) {
                LOG.warn("slack.hook-refused host={} status={}", request.uri().getHost(), status);
            }
            return status == 200;
        } catch (IOException e) {
            LOG.warn("slack.hook-unanswered host={} {}", request.uri().getHost(), e.toString());
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** An address that is none is answered like a foreign one. */
    private static URI parse(String address) {
        try {
            return URI.create(address);
        } catch (IllegalArgumentException e) {
            LOG.warn("slack.address-malformed");
            return URI.create("invalid:address");
        }
    }
}
