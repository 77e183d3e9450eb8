package sallyport.aws;

import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import sallyport.run.Containers;
import sallyport.watch.ClusterServices;
import sallyport.watch.Descriptions;
import sallyport.watch.ExecFactsSource;
import sallyport.watch.ForgetfulMemory;
import sallyport.watch.Histories;
import sallyport.watch.Insights;
import sallyport.watch.LogFollows;
import sallyport.watch.Logs;
import sallyport.watch.ServiceMetrics;
import sallyport.watch.ServiceRolls;
import sallyport.watch.Services;
import sallyport.watch.TaskFinder;
import sallyport.watch.TaskMemory;
import software.amazon.awssdk.services.sqs.SqsClient;

/**
 * The door to AWS for a set of configured targets. Asks nothing of AWS until it is used. Safe for use by many threads.
 */
public final class Aws implements AutoCloseable {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(5);

    private final AwsClients clients;
    private final HttpClient webSockets;
    private final Containers containers;
    private final Services services;
    private final Descriptions descriptions;
    private final EcsServiceRolls serviceRolls;
    private final TaskFinder taskFinder;
    private final Logs logs;
    private final ExecFactsSource execFacts;
    private final LogFollows follows;
    private final LogFollows liveTails;
    private final Insights insights;
    private final Histories histories;
    private final TaskRecorder recorder;
    private final TaskRounds rounds;
    private final Collection<AwsTarget> configured;
    private final TaskMemory memory;
    private final Clock clock;
    private final List<SqsClient> queues = new CopyOnWriteArrayList<>();
    private final ServiceMetrics metrics;

    private Aws(
            Collection<AwsTarget> configured,
            AwsOptions options,
            Clock clock,
            UnaryOperator<String> shown,
            TaskMemory memory) {
        var targets = new AwsTargets(configured);
        this.configured = List.copyOf(configured);
        this.memory = memory;
        this.clock = clock;
        this.clients = AwsClients.create(options, clock);
        this.webSockets = webSockets(options);
        this.recorder = new TaskRecorder(memory, clock);
        var reader = new EcsReader(clients, recorder);
        this.rounds = new TaskRounds(configured, reader);
        this.histories = new EcsHistories(targets, reader);
        this.containers = new EcsContainers(
                targets,
                clients,
                new TargetResolver(targets, reader),
                new EcsSessions(new AwsEndpoints(options), clients.http(), new TaskWatch(reader), webSockets, clock));
        this.services = new EcsServices(targets, reader);
        this.taskFinder = new EcsTaskFinder(targets, reader);
        this.serviceRolls = new EcsServiceRolls(targets, reader);
        this.descriptions = new EcsDescriptions(targets, clients, reader);
        var budgets = new LogBudgets(System::nanoTime, Thread::sleep);
        this.logs = new CloudWatchLogs(targets, clients, new LogSources(reader, memory, clock), budgets, shown);
        this.insights = new CloudWatchInsights(targets, clients, reader, budgets, clock, Thread::sleep);
        this.follows =
                new CloudWatchFollows(targets, clients, reader, budgets, shown, clock, System::nanoTime, Thread::sleep);
        this.liveTails = new LiveTails(
                targets, clients, reader, budgets, new LiveTail(clients, new AwsEndpoints(options)), shown, clock);
        this.metrics = new CloudWatchUsage(targets, clients, reader);
        this.execFacts =
                new ExecFactsGathering(targets, clients, new AwsEndpoints(options), reader, clock, Inquiry.BUDGET);
    }

    /** What data channels are opened with. */
    static HttpClient webSockets(AwsOptions options) {
        return HttpClient.newBuilder()
                .connectTimeout(CONNECT_WITHIN)
                .proxy(options.proxies())
                .build();
    }

    /**
     * Makes the door. As a side effect the AWS SDK of the whole process stops honouring endpoints from environment
     * variables, system properties and profile files.
     *
     * @param clock signs and dates what goes over the data channel; AWS accepts five minutes of difference
     * @param shown makes of what a container wrote what people would read, redacted; patterns are looked for in that
     * @throws IllegalArgumentException if two targets have the same alias
     */
    public static Aws connect(
            Collection<AwsTarget> targets, AwsOptions options, Clock clock, UnaryOperator<String> shown) {
        return connect(targets, options, clock, shown, new ForgetfulMemory());
    }

    /**
     * Makes the door, as above.
     *
     * @param memory of the tasks that are seen stopped; it is given them, asked about them and not closed
     */
    public static Aws connect(
            Collection<AwsTarget> targets,
            AwsOptions options,
            Clock clock,
            UnaryOperator<String> shown,
            TaskMemory memory) {
        return new Aws(targets, options, clock, shown, memory);
    }

    /** Begins to look at the stopped tasks of all targets now and then. */
    public void startRounds() {
        rounds.start();
    }

    /**
     * Makes what takes EventBridge's events of tasks from a queue, and has them remembered once it is started.
     *
     * @param count is told what became of each message
     */
    public TaskEvents events(QueueUrl queue, Consumer<TaskEvents.Outcome> count) {
        var sqs = clients.sqs(queue.region());
        queues.add(sqs);
        return new TaskEvents(sqs, queue, configured, memory, count, clock, Thread::sleep);
    }

    public Containers containers() {
        return containers;
    }

    public Services services() {
        return services;
    }

    public Descriptions descriptions() {
        return descriptions;
    }

    public TaskFinder taskFinder() {
        return taskFinder;
    }

    public ServiceRolls serviceRolls() {
        return serviceRolls;
    }

    /** The services of targets that are whole clusters. */
    public ClusterServices clusterServices() {
        return serviceRolls;
    }

    public Logs logs() {
        return logs;
    }

    public Insights insights() {
        return insights;
    }

    public ServiceMetrics metrics() {
        return metrics;
    }

    public LogFollows follows() {
        return follows;
    }

    public Histories histories() {
        return histories;
    }

    /** Follows a second after the container, by a service of AWS that may leave lines out. */
    public LogFollows liveTails() {
        return liveTails;
    }

    public ExecFactsSource execFacts() {
        return execFacts;
    }

    /** Closes the connections; sessions under way lose theirs, and the commands in them run on. */
    @Override
    public void close() {
        rounds.close();
        recorder.close();
        queues.forEach(SqsClient::close);
        webSockets.shutdownNow();
        clients.close();
    }
}
