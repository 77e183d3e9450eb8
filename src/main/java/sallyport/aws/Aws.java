package sallyport.aws;

import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.function.UnaryOperator;
import sallyport.run.Containers;
import sallyport.watch.Descriptions;
import sallyport.watch.ExecFactsSource;
import sallyport.watch.Insights;
import sallyport.watch.LogFollows;
import sallyport.watch.Logs;
import sallyport.watch.ServiceRolls;
import sallyport.watch.Services;
import sallyport.watch.TaskFinder;

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
    private final ServiceRolls serviceRolls;
    private final TaskFinder taskFinder;
    private final Logs logs;
    private final ExecFactsSource execFacts;
    private final LogFollows follows;
    private final Insights insights;

    private Aws(AwsTargets targets, AwsOptions options, Clock clock, UnaryOperator<String> shown) {
        this.clients = AwsClients.create(options, clock);
        this.webSockets = HttpClient.newBuilder().connectTimeout(CONNECT_WITHIN).build();
        var reader = new EcsReader(clients);
        this.containers = new EcsContainers(
                targets,
                clients,
                new TargetResolver(targets, reader, Thread::sleep),
                new EcsSessions(new AwsEndpoints(options), clients.http(), new TaskWatch(reader), webSockets, clock));
        this.services = new EcsServices(targets, reader);
        this.taskFinder = new EcsTaskFinder(targets, reader);
        this.serviceRolls = new EcsServiceRolls(targets, reader);
        this.descriptions = new EcsDescriptions(targets, clients, reader);
        var budgets = new LogBudgets(System::nanoTime, Thread::sleep);
        this.logs = new CloudWatchLogs(targets, clients, reader, budgets, shown);
        this.insights = new CloudWatchInsights(targets, clients, reader, budgets, clock, Thread::sleep);
        this.follows =
                new CloudWatchFollows(targets, clients, reader, budgets, shown, clock, System::nanoTime, Thread::sleep);
        this.execFacts =
                new ExecFactsGathering(targets, clients, new AwsEndpoints(options), reader, clock, Inquiry.BUDGET);
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
        return new Aws(new AwsTargets(targets), options, clock, shown);
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

    public Logs logs() {
        return logs;
    }

    public Insights insights() {
        return insights;
    }

    public LogFollows follows() {
        return follows;
    }

    public ExecFactsSource execFacts() {
        return execFacts;
    }

    /** Closes the connections; sessions under way lose theirs, and the commands in them run on. */
    @Override
    public void close() {
        webSockets.shutdownNow();
        clients.close();
    }
}
