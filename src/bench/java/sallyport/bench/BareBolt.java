package sallyport.bench;

import com.slack.api.app_backend.SlackSignature;
import com.slack.api.bolt.App;
import com.slack.api.bolt.AppConfig;
import com.slack.api.bolt.middleware.builtin.RequestVerification;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.util.SlackRequestParser;
import io.javalin.Javalin;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;
import java.util.TreeMap;
import sallyport.audit.Journal;
import sallyport.request.Request;

/**
 * The least that answers a slash command: Bolt in a Javalin handler, with Bolt's own signature check, and one durable
 * insert of a request before the acknowledgement. No parsing of the text, no policy, no card.
 */
final class BareBolt implements AutoCloseable {
    private final Javalin server;

    /** Makes the request to store for a trigger id. */
    interface Requests {
        Request next();
    }

    private BareBolt(Javalin server) {
        this.server = server;
    }

    static BareBolt start(String signingSecret, Journal journal, Requests requests) {
        var config = AppConfig.builder()
                .signingSecret(signingSecret)
                .singleTeamBotToken(null)
                .clientId(null)
                .clientSecret(null)
                .build();
        var bolt = new App(
                config,
                config.getSlack(),
                List.of(new RequestVerification(
                        new SlackSignature.Verifier(new SlackSignature.Generator(signingSecret)))));
        bolt.command("/ecs", (request, context) -> {
            journal.file(requests.next(), request.getPayload().getTriggerId());
            return context.ack();
        });
        bolt.start();
        var parser = new SlackRequestParser(bolt.config());
        var server = Javalin.create(javalin -> {
            javalin.startup.showJavalinBanner = false;
            javalin.concurrency.useVirtualThreads = true;
            javalin.routes.post("/slack/commands", context -> answer(bolt, parser, context));
        });
        server.start("127.0.0.1", 0);
        return new BareBolt(server);
    }

    private static void answer(App bolt, SlackRequestParser parser, Context context) throws Exception {
        var headers = new TreeMap<String, List<String>>(String.CASE_INSENSITIVE_ORDER);
        for (var name : Collections.list(context.req().getHeaderNames())) {
            headers.put(name, Collections.list(context.req().getHeaders(name)));
        }
        var request = parser.parse(SlackRequestParser.HttpRequest.builder()
                .requestUri(context.path())
                .requestBody(context.body())
                .headers(new RequestHeaders(headers))
                .build());
        var response = bolt.run(request);
        context.status(response.getStatusCode());
        if (response.getBody() != null) {
            context.contentType(response.getContentType()).result(response.getBody());
        }
    }

    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
