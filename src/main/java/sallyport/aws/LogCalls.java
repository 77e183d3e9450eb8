package sallyport.aws;

import java.time.Duration;
import java.util.function.Function;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/** The calls of one reader to CloudWatch Logs in one Region, within the budget that all readers share. */
final class LogCalls {
    private final CloudWatchLogsClient client;
    private final LogBudget budget;
    private final Duration patience;
    private final LogBudget.Slowed slowed;

    /**
     * @param patience how long each call is repeated while AWS slows it down
     * @param slowed told each time that it is
     */
    LogCalls(CloudWatchLogsClient client, LogBudget budget, Duration patience, LogBudget.Slowed slowed) {
        this.client = client;
        this.budget = budget;
        this.patience = patience;
        this.slowed = slowed;
    }

    /** @throws software.amazon.awssdk.core.exception.SdkException what the last attempt met */
    <T> T call(Function<CloudWatchLogsClient, T> call) {
        return budget.call(patience, slowed, () -> call.apply(client));
    }
}
