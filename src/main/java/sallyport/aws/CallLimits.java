package sallyport.aws;

import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;

/**
 * How long and how often one kind of call is tried. One operation has one budget, so that a slow AWS never holds a
 * caller for longer than {@code total}.
 *
 * @param attempt time limit of one attempt
 * @param total time limit of the call with all its attempts and the pauses between
 * @param attempts how many there are; 1 means that the call is never repeated
 */
record CallLimits(Duration attempt, Duration total, int attempts) {
    /** Lists and descriptions: small answers, asked while somebody waits. */
    static final CallLimits READ = new CallLimits(Duration.ofSeconds(5), Duration.ofSeconds(15), 3);

    /** Pages of log events, up to 1 MB each; {@link LogBudget} repeats them, for all readers together. */
    static final CallLimits LOG_PAGE = new CallLimits(Duration.ofSeconds(15), Duration.ofSeconds(15), 1);

    /** {@code ReceiveMessage} waits by itself for ten seconds; whoever polls asks again anyway. */
    static final CallLimits LONG_POLL = new CallLimits(Duration.ofSeconds(14), Duration.ofSeconds(15), 1);

    /** {@code ExecuteCommand} has no idempotency token: a second attempt could start the command twice. */
    static final CallLimits START = new CallLimits(Duration.ofSeconds(10), Duration.ofSeconds(10), 1);

    /** {@code TerminateSession} may be repeated freely and matters. */
    static final CallLimits TERMINATE = new CallLimits(Duration.ofSeconds(3), Duration.ofSeconds(20), 5);

    /** @param clock compares clocks with every answer */
    ClientOverrideConfiguration configuration(AwsClock clock) {
        var retries = attempts == 1
                ? AwsRetryStrategy.doNotRetry()
                : AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(attempts)
                        .build();
        return ClientOverrideConfiguration.builder()
                .apiCallAttemptTimeout(attempt)
                .apiCallTimeout(total)
                .retryStrategy(retries)
                .addExecutionInterceptor(clock)
                .build();
    }
}
