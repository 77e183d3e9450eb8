package sallyport.slack;

import com.slack.api.bolt.App;
import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.request.RequestType;
import com.slack.api.bolt.response.Response;
import com.slack.api.bolt.util.SlackRequestParser;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.http.RawHandler;
import sallyport.http.RawRequest;
import sallyport.http.RawResponse;

/**
 * The door for what Slack sends: nothing is parsed before the signature holds, nothing is acted on before route,
 * content type, workspace and app are right. Then Bolt finds the listener. Safe for use by many threads.
 */
public final class SlackApp implements RawHandler {
    private static final Logger LOG = LoggerFactory.getLogger(SlackApp.class);
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";

    /** Which content type and which kinds of requests belong to a route. */
    private record Route(String contentType, Set<RequestType> types) {}

    private static final Map<String, Route> ROUTES = Map.of(
            "/slack/commands", new Route(FORM, Set.of(RequestType.Command)),
            "/slack/interactivity",
                    new Route(
                            FORM, Set.of(RequestType.BlockAction, RequestType.ViewSubmission, RequestType.ViewClosed)),
            "/slack/events", new Route(JSON, Set.of(RequestType.UrlVerification, RequestType.Event)));

    private final SignatureCheck signatures;
    private final Origins origins;
    private final Trickle refusals;
    private final App bolt;
    private final SlackRequestParser parser;

    /** @param listeners what to do with commands, clicks and submissions */
    public SlackApp(SlackOptions options, SlackListeners listeners, InstantSource clock) {
        this.signatures = new SignatureCheck(options.signingSecrets(), clock);
        this.origins = new Origins(options.teamIds(), options.appId());
        this.refusals = new Trickle(Duration.ofSeconds(10), clock);
        this.bolt = BoltApp.create(options, listeners);
        this.parser = new SlackRequestParser(bolt.config());
    }

    @Override
    public RawResponse handle(RawRequest request) {
        return switch (signatures.check(request)) {
            case SignatureCheck.Verdict.Genuine _ -> genuine(request);
            case SignatureCheck.Verdict.Refused(var why) -> {
                refusals.next().ifPresent(count -> LOG.warn("slack.forged why={} since-last-line={}", why, count));
                yield RawResponse.empty(401);
            }
        };
    }

    private RawResponse genuine(RawRequest request) {
        var route = ROUTES.get(request.path());
        if (route == null) {
            return RawResponse.empty(404);
        }
        if (!hasType(request, route.contentType())) {
            return RawResponse.empty(415);
        }
        return text(request.body()).map(body -> parsed(request, route, body)).orElseGet(() -> RawResponse.empty(400));
    }

    private RawResponse parsed(RawRequest request, Route route, String body) {
        try {
            var slack = parser.parse(SlackRequestParser.HttpRequest.builder()
                    .requestUri(request.path())
                    .requestBody(body)
                    .headers(new RequestHeaders(request.headers()))
                    .build());
            if (slack == null || !route.types().contains(slack.getRequestType())) {
                LOG.warn("slack.misplaced path={}", request.path());
                return RawResponse.empty(400);
            }
            return origins.objection(slack)
                    .map(objection -> refuse(request, objection))
                    .orElseGet(() -> run(slack));
        } catch (RuntimeException e) {
            LOG.error("slack.unreadable path={}", request.path(), e);
            return RawResponse.empty(400);
        }
    }

    private static RawResponse refuse(RawRequest request, String objection) {
        LOG.warn("slack.foreign path={} {}", request.path(), objection);
        return RawResponse.empty(403);
    }

    private RawResponse run(Request<?> slack) {
        try {
            return raw(bolt.run(slack));
        } catch (Exception e) {
            LOG.error("slack.failed type={}", slack.getRequestType(), e);
            return RawResponse.empty(500);
        }
    }

    private static RawResponse raw(Response response) {
        var body = response.getBody() == null ? "" : response.getBody();
        var type = response.getContentType() == null ? "" : response.getContentType();
        return new RawResponse(response.getStatusCode(), type, body);
    }

    private static boolean hasType(RawRequest request, String wanted) {
        var given = request.header("Content-Type");
        return given.size() == 1
                && given.getFirst()
                        .split(";", 2)[0]
                        .strip()
                        .toLowerCase(Locale.ROOT)
                        .equals(wanted);
    }

    /** Malformed UTF-8 is no text, rather than text with holes. */
    private static Optional<String> text(ByteBuffer bytes) {
        try {
            return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            LOG.warn("slack.malformed-utf8");
            return Optional.empty();
        }
    }
}
