package sallyport.http;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The port that Slack reaches: three routes and a health check, nothing else. Each request has a virtual thread of its
 * own. A body over {@value #MAX_BODY} bytes is refused with 413 before the handler hears of it, headers over
 * {@value #MAX_HEADERS} bytes with 431.
 */
public final class PublicServer implements AutoCloseable {
    /** Bytes of a request's body; the design's section 4. */
    static final int MAX_BODY = 512 * 1024;

    /** Bytes of all headers of a request together. */
    static final int MAX_HEADERS = 16 * 1024;

    private static final List<String> ROUTES = List.of("/slack/commands", "/slack/interactivity", "/slack/events");

    private final ListenOn where;
    private final Javalin javalin;

    public PublicServer(ListenOn where, RawHandler slack) {
        this.where = where;
        this.javalin = Javalin.create(config -> configure(config, slack));
    }

    /** Begins to listen; throws when the port cannot be bound. */
    public void start() {
        javalin.start(where.host(), where.port());
    }

    /** The bound port, known once started. */
    public int port() {
        return javalin.port();
    }

    /** Stops taking requests and waits for those under way. */
    @Override
    public void close() {
        javalin.stop();
    }

    private static void configure(JavalinConfig config, RawHandler slack) {
        Listening.prepare(config, MAX_HEADERS);
        for (var route : ROUTES) {
            config.routes.post(route, context -> answer(context, slack));
        }
        config.routes.get("/healthz", context -> context.result("ok"));
    }

    private static void answer(Context context, RawHandler slack) throws IOException {
        var body = body(context);
        if (body.isEmpty()) {
            context.status(413);
            return;
        }
        var response = slack.handle(new RawRequest(context.path(), headers(context), body.get()));
        context.status(response.status());
        if (!response.body().isEmpty()) {
            context.contentType(response.contentType()).result(response.body());
        }
    }

    /** Reads one byte more than allowed at most, so that a lying or absent Content-Length costs nothing. */
    private static Optional<byte[]> body(Context context) throws IOException {
        if (context.req().getContentLengthLong() > MAX_BODY) {
            return Optional.empty();
        }
        byte[] bytes = context.req().getInputStream().readNBytes(MAX_BODY + 1);
        return bytes.length > MAX_BODY ? Optional.empty() : Optional.of(bytes);
    }

    private static Map<String, List<String>> headers(Context context) {
        Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (var name : Collections.list(context.req().getHeaderNames())) {
            headers.put(name, Collections.list(context.req().getHeaders(name)));
        }
        return headers;
    }
}
