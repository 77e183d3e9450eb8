package sallyport.sandbox.slack.api;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sallyport.sandbox.slack.traffic.Budgets;
import sallyport.sandbox.slack.traffic.Fault;
import sallyport.sandbox.slack.traffic.Faults;
import sallyport.sandbox.slack.traffic.Pace;
import sallyport.sandbox.slack.traffic.TrafficEntry;
import sallyport.sandbox.slack.traffic.TrafficLog;
import sallyport.sandbox.slack.workspace.Json;
import sallyport.sandbox.slack.workspace.Message;
import sallyport.sandbox.slack.workspace.Workspace;

/** {@code POST /api/<method>}: who calls, is it allowed now, do it, and maybe lose the answer. Thread-safe. */
public final class WebApi {
    private static final int HTTP_TOO_MANY_REQUESTS = 429;
    private static final String BEARER = "Bearer ";

    private final Map<String, Method> methods;
    private final FileMethods files;
    private final String botToken;
    private final Pace pace;
    private final Budgets budgets;
    private final Faults faults;
    private final TrafficLog log;

    /** @param onPost is told of every message the application has posted, in the thread of its call */
    public WebApi(
            Workspace workspace,
            Supplier<URI> endpoint,
            String botToken,
            Pace pace,
            Budgets budgets,
            Faults faults,
            TrafficLog log,
            Consumer<Message> onPost) {
        var conversations = new Conversations(workspace);
        this.files = new FileMethods(workspace, conversations, endpoint);
        this.methods = Stream.of(
                        new ChatMethods(workspace, conversations, endpoint, onPost).methods(),
                        new ViewMethods(workspace).methods(),
                        new ConversationMethods(workspace, conversations).methods(),
                        new PeopleMethods(workspace, endpoint).methods(),
                        files.methods())
                .flatMap(List::stream)
                .collect(Collectors.toUnmodifiableMap(Method::name, Function.identity()));
        this.botToken = botToken;
        this.pace = pace;
        this.budgets = budgets;
        this.faults = faults;
        this.log = log;
    }

    public void routes(RoutesConfig routes) {
        routes.post("/api/{method}", this::handle);
        routes.post("/upload/v1/{secret}", files::upload);
    }

    private void handle(Context context) throws InterruptedException {
        var began = log.now();
        var name = context.pathParam("method");
        var arguments = Arguments.of(context);
        delay(name);
        var answer = arguments
                .map(given -> authorised(context, name, given))
                .orElseGet(() -> Answer.refused("json_not_object"));
        var dropped = faults.strike(Fault.Kind.DROP_ANSWER, name).isPresent();
        var status = answer instanceof Answer.RateLimited ? HTTP_TOO_MANY_REQUESTS : 200;
        log.add(
                TrafficEntry.Direction.API,
                name,
                began,
                dropped ? 0 : status,
                dropped ? answer.summary() + ", answer dropped" : answer.summary(),
                arguments.map(Arguments::describe).orElse("not JSON"));
        if (dropped) {
            Connections.abort(context);
            return;
        }
        if (answer instanceof Answer.RateLimited(var retryAfter)) {
            context.header("Retry-After", Long.toString(retryAfter.toSeconds()));
        }
        context.status(status).contentType("application/json; charset=utf-8").result(Json.write(answer.toJson()));
    }

    private void delay(String name) throws InterruptedException {
        var slow = faults.strike(Fault.Kind.SLOW, name);
        if (slow.isPresent()) {
            Thread.sleep(Duration.ofMillis(slow.get().params().path("millis").asLong(0)));
        }
    }

    private Answer authorised(Context context, String name, Arguments arguments) {
        var token = Optional.ofNullable(context.header("Authorization"))
                .filter(header -> header.startsWith(BEARER))
                .map(header -> header.substring(BEARER.length()))
                .or(arguments::token);
        if (token.isEmpty()) {
            return Answer.refused("not_authed");
        }
        return token.get().equals(botToken) ? paced(name, arguments) : Answer.refused("invalid_auth");
    }

    private Answer paced(String name, Arguments arguments) {
        var method = methods.get(name);
        if (method == null) {
            return Answer.refused("unknown_method");
        }
        var limited = faults.strike(Fault.Kind.RATELIMIT, name)
                .map(fault ->
                        Duration.ofSeconds(fault.params().path("retry_after").asLong(1)))
                .or(() -> overBudget(method, arguments));
        if (limited.isPresent()) {
            return new Answer.RateLimited(limited.get());
        }
        return faults.strike(Fault.Kind.ERROR, name)
                .map(fault -> Answer.refused(fault.params().path("error").asString("fatal_error")))
                .orElseGet(() -> method.call().apply(arguments));
    }

    private Optional<Duration> overBudget(Method method, Arguments arguments) {
        return switch (method.tier()) {
            case POST ->
                budgets.take(method.name() + " " + arguments.text("channel").orElse(""), pace.postsPerChannel());
            case TIER_2 -> budgets.take(method.name(), pace.tier2());
            case TIER_3 -> budgets.take(method.name(), pace.tier3());
            case TIER_4 -> budgets.take(method.name(), pace.tier4());
            case FREE -> Optional.empty();
        };
    }
}
