package sallyport.sandbox.aws;

import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import sallyport.sandbox.aws.api.AwsApi;
import sallyport.sandbox.aws.api.TaskEvents;
import sallyport.sandbox.aws.channel.Sessions;
import sallyport.sandbox.aws.fault.Faults;
import sallyport.sandbox.aws.wire.CallLog;
import sallyport.sandbox.aws.wire.LoggedCall;
import sallyport.sandbox.aws.world.Account;
import sallyport.sandbox.aws.world.ContainerFolder;
import sallyport.sandbox.aws.world.DemoLogs;
import sallyport.sandbox.aws.world.DemoWorld;
import sallyport.sandbox.aws.world.IngestionDelay;
import sallyport.sandbox.aws.world.LivingWorld;
import sallyport.sandbox.aws.world.LogLine;
import sallyport.sandbox.aws.world.LogStream;
import sallyport.sandbox.aws.world.Metrics;
import sallyport.sandbox.aws.world.Task;
import sallyport.sandbox.aws.world.Ticker;
import sallyport.sandbox.aws.world.World;

/**
 * A small AWS on one loopback port: ECS, CloudWatch Logs, CloudWatch, SSM, STS, IAM, EC2, ELB, KMS, SQS and one call of
 * S3 for any SDK or the AWS CLI, and the data channel of ECS Exec with an agent behind it that really runs programs of
 * this machine. Thread-safe.
 */
public final class SimulatedAws implements AutoCloseable {
    private final Options options;
    private final InstantSource clock = InstantSource.system();
    private final Faults faults = new Faults();
    private final CallLog log = new CallLog(clock);
    private final TaskEvents taskEvents;
    private final Sessions sessions;
    private final AwsApi api;
    private final Javalin server;
    private final Ticker logWriter;
    private final Optional<Ticker> scheduler;
    private volatile LivingWorld world;
    private volatile IngestionDelay ingestion;
    private volatile Random chance;

    private SimulatedAws(Options options) {
        this.options = options;
        this.taskEvents = new TaskEvents(options.clock());
        this.sessions = new Sessions(faults, log, options.pace(), clock);
        this.world = buildWorld();
        this.ingestion = new IngestionDelay(options.seed());
        this.chance = new Random(options.seed());
        this.api = new AwsApi(
                () -> world,
                taskEvents,
                sessions,
                faults,
                log,
                this::streamUrl,
                options.logs(),
                this::metrics,
                options.containerInsights(),
                options.clock(),
                clock);
        this.logWriter = Ticker.start("demo-logs", options.betweenLogLines(), this::writeLogLines);
        this.scheduler = options.betweenSteps().map(period -> Ticker.start("service-scheduler", period, this::step));
        this.server = Javalin.create(config -> configure(config));
    }

    /** Starts serving; ready when it returns. */
    public static SimulatedAws start(Options options) {
        var aws = new SimulatedAws(options);
        aws.server.start("127.0.0.1", options.port());
        return aws;
    }

    private void configure(JavalinConfig config) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        new FrontDoor(this::port).guard(config);
        new ApiRoute(api).mount(config);
        new DataChannelRoute(sessions, log, clock).mount(config);
        if (options.control()) {
            new ControlRoutes(faults, log, this::reset, this::mend, this::writeLogs).mount(config);
        }
        new S3Route(api).mount(config);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + port());
    }

    /** Trouble to come. */
    public Faults faults() {
        return faults;
    }

    /** Every API call and data channel seen since the start or the last reset, oldest first. */
    public List<LoggedCall> log() {
        return log.calls();
    }

    /** Every operation that is simulated, as {@code ecs:ListTasks}. */
    public Set<String> operations() {
        return api.operations();
    }

    /** What exists now. */
    public World world() {
        return world.now();
    }

    /** Lets the service scheduler take one step, besides those it takes by itself. */
    public void step() {
        world.step();
    }

    /** The folder of the first running container of a service of the demo cluster that allows exec. */
    public ContainerFolder container(String service) {
        return folders(service)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no running container of " + service));
    }

    /** The files in which the programs of a service's containers count how often they really ran. */
    public List<Path> runsLogs(String service) {
        return folders(service).map(ContainerFolder::runsLog).toList();
    }

    private Stream<ContainerFolder> folders(String service) {
        var present = world();
        return present.tasks().stream()
                .filter(task -> task.service().name().equals(service))
                .flatMap(task -> task.containers().stream()
                        .filter(container -> container.execAgent().isPresent())
                        .flatMap(container -> present.folder(task, container).stream()));
    }

    /** The services of the clinic, each as cluster and service with a slash between them. */
    public List<String> clinic() {
        return world().clinic().names();
    }

    /**
     * Makes one service of the clinic healthy: {@code d09-exec-off}, or {@code clinic-kms/d18-no-decrypt}.
     *
     * @throws IllegalArgumentException if the clinic has no such service
     */
    public void mend(String service) {
        world.mend(service);
    }

    /** Writes one log line of a task, visible from the moment it counts as ingested. */
    public void writeLog(Task task, Instant timestamp, Instant ingestedAt, String message) {
        var definition = task.containers().getFirst().definition();
        world().logs()
                .create(definition.logGroup(), task.service().createdAt())
                .write(definition.logStream(task.id()), timestamp, ingestedAt, message);
    }

    /**
     * Writes lines to the streams of a log group, made with the Standard class if there is none: as many as a stream
     * holds ({@value LogStream#CAPACITY} each), in any order of time and ingestion.
     */
    public void writeLogs(String logGroup, Collection<LogLine> lines) {
        var group = world().logs().create(logGroup, options.clock().instant());
        lines.forEach(line -> group.write(line.stream(), line.timestamp(), line.ingestedAt(), line.message()));
    }

    /** Ends all sessions, forgets faults and calls, and makes the world anew with fresh containers. */
    public void reset() {
        sessions.reset();
        api.close();
        faults.clear();
        world = buildWorld();
        ingestion = new IngestionDelay(options.seed());
        chance = new Random(options.seed());
        log.clear();
        taskEvents.clear();
    }

    @Override
    public void close() {
        logWriter.close();
        scheduler.ifPresent(Ticker::close);
        sessions.close();
        api.close();
        server.stop();
        DemoWorld.remove(containers());
    }

    private int port() {
        return server.port();
    }

    private Metrics metrics() {
        return new Metrics(world(), options.seed(), options.containerInsights());
    }

    private LivingWorld buildWorld() {
        var beginning =
                DemoWorld.build(containers(), options.seed(), options.clock().instant());
        return new LivingWorld(beginning, options.seed(), options.clock(), taskEvents::changed);
    }

    private Path containers() {
        return options.dataDirectory().resolve("containers");
    }

    private void writeLogLines() {
        var present = world();
        var now = options.clock().instant();
        var lines = new DemoLogs(present.logs(), chance, ingestion, now);
        present.tasks().stream().filter(Task::running).forEach(task -> lines.write(task, now));
    }

    private URI streamUrl(String sessionId) {
        // The live service adds a cell number that is opaque, looks like base64, and must come back as it is.
        return URI.create("ws://127.0.0.1:" + port() + "/v1/data-channel/" + sessionId
                + "?role=publish_subscribe&cell-number=AAEAAc" + Account.ID + "%2Bsandbox%3D%3D");
    }
}
