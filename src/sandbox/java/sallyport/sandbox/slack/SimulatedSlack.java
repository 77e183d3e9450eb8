package sallyport.sandbox.slack;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import java.net.URI;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import sallyport.sandbox.slack.api.WebApi;
import sallyport.sandbox.slack.control.ControlApi;
import sallyport.sandbox.slack.control.Reports;
import sallyport.sandbox.slack.dispatch.Dispatcher;
import sallyport.sandbox.slack.dispatch.ResponseUrlRoutes;
import sallyport.sandbox.slack.page.Page;
import sallyport.sandbox.slack.traffic.Budgets;
import sallyport.sandbox.slack.traffic.Fault;
import sallyport.sandbox.slack.traffic.Faults;
import sallyport.sandbox.slack.traffic.TrafficLog;
import sallyport.sandbox.slack.workspace.Message;
import sallyport.sandbox.slack.workspace.Workspace;

/**
 * One Slack workspace with one installed application, on 127.0.0.1: the Web API the application calls, the signed
 * requests it gets, the page people use and the control API scripts use. Thread-safe.
 */
public final class SimulatedSlack implements AutoCloseable {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int SERVICE_UNAVAILABLE = 503;
    /** Largest request, an upload included. */
    private static final long MAX_REQUEST = 65L << 20;

    private final AtomicReference<Optional<Guard>> guard = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<URI>> endpoint = new AtomicReference<>(Optional.empty());
    private final Options options;
    private final Workspace workspace;
    private final Faults faults = new Faults();
    private final Budgets budgets;
    private final TrafficLog log;
    private final Dispatcher dispatcher;
    private final Javalin server;

    private SimulatedSlack(Options options) {
        this.options = options;
        this.workspace = new Workspace(options.clock(), new Random(options.seed()));
        this.budgets = new Budgets(options.clock());
        this.log = new TrafficLog(options.clock());
        this.dispatcher = new Dispatcher(
                workspace,
                this::endpoint,
                options.appBase(),
                options.signingSecret(),
                options.eventRetries(),
                faults,
                log);
        this.server = Javalin.create(this::configure);
    }

    /**
     * Starts listening.
     *
     * @throws io.javalin.util.JavalinBindException if the port is taken
     */
    public static SimulatedSlack start(Options options) {
        var slack = new SimulatedSlack(options);
        slack.listen();
        return slack;
    }

    private void listen() {
        server.start(LOOPBACK, options.port());
        endpoint.set(Optional.of(URI.create("http://" + LOOPBACK + ":" + server.port())));
        guard.set(Optional.of(new Guard(server.port())));
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.concurrency.useVirtualThreads = true;
        config.http.maxRequestSize = MAX_REQUEST;
        routes(config.routes);
    }

    private void routes(RoutesConfig routes) {
        routes.before(context -> guard.get()
                .ifPresentOrElse(
                        ready -> ready.check(context),
                        () -> context.status(SERVICE_UNAVAILABLE).skipRemainingHandlers()));
        new WebApi(workspace, this::endpoint, options.botToken(), options.pace(), budgets, faults, log, this::echo)
                .routes(routes);
        new ResponseUrlRoutes(workspace, log).routes(routes);
        new ControlApi(
                        workspace,
                        dispatcher,
                        faults,
                        options.awsFaults(),
                        new Reports(workspace, log),
                        this::resetEverything)
                .routes(routes);
        new Page(workspace, dispatcher, log).routes(routes);
    }

    private void echo(Message own) {
        if (faults.strike(Fault.Kind.ECHO_OWN_MESSAGE, "*").isPresent()) {
            Thread.ofVirtual().name("echo-own-message").start(() -> dispatcher.echo(own));
        }
    }

    /** {@code http://127.0.0.1:PORT}; the page is at {@code /}, the Web API under {@code /api/}. */
    public URI endpoint() {
        return endpoint.get().orElseThrow(() -> new IllegalStateException("not listening yet"));
    }

    /** Says where the application's {@code /slack/*} routes are from now on. */
    public void connect(URI appBase) {
        dispatcher.connect(appBase);
    }

    /** Sends Slack's {@code url_verification} to the application and tells whether it answered the challenge. */
    public boolean isEventsAddressVerified() {
        return dispatcher.isEventsAddressVerified();
    }

    /**
     * Back to the seed workspace: no messages, views, faults or log, full budgets. The simulated AWS is not touched.
     */
    public void reset() {
        workspace.reset();
        faults.reset();
        budgets.reset();
        log.reset();
    }

    private void resetEverything() {
        options.awsFaults().reset();
        reset();
    }

    @Override
    public void close() {
        workspace.changes().close();
        server.stop();
        dispatcher.close();
    }
}
