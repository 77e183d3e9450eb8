package sallyport.aws;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import sallyport.watch.LogAnswer;
import sallyport.watch.LogQuery;

/** Reads logs as the product does, but never waits for its turn: AWS's quota is not what is measured. */
public final class UnhurriedLogs implements AutoCloseable {
    private final AwsClients clients;
    private final CloudWatchLogs logs;

    public UnhurriedLogs(AwsTarget target, AwsOptions options, UnaryOperator<String> shown) {
        var waited = new AtomicLong();
        this.clients = AwsClients.create(options, InstantSource.system());
        this.logs = new CloudWatchLogs(
                new AwsTargets(List.of(target)),
                clients,
                new EcsReader(clients),
                new LogBudgets(waited::get, pause -> waited.addAndGet(pause.toNanos())),
                shown);
    }

    public LogAnswer read(LogQuery query) {
        return logs.read(query);
    }

    @Override
    public void close() {
        clients.close();
    }
}
