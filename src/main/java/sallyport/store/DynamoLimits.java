package sallyport.store;

import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;

/**
 * How long DynamoDB may take. Slack waits three seconds for an answer, in which the journal tries a write three times.
 *
 * @param write for a transaction, its repeats after a conflict with another included
 * @param attempt for one attempt at anything else, of which there are {@link #ATTEMPTS}
 * @param total for all those attempts and the pauses between
 */
record DynamoLimits(Duration write, Duration attempt, Duration total) {
    static final int ATTEMPTS = 3;

    /** Source: DynamoDB answers in single-digit milliseconds; three writes stay within 2.1 s of Slack's 3 s. */
    static final DynamoLimits SERVING =
            new DynamoLimits(Duration.ofMillis(700), Duration.ofMillis(400), Duration.ofMillis(1_300));

    /** While nobody waits yet and credentials have still to be fetched. */
    static final DynamoLimits OPENING =
            new DynamoLimits(Duration.ofSeconds(10), Duration.ofSeconds(10), Duration.ofSeconds(30));

    /** A transaction is never repeated by the SDK: its caller has to know that it may have been written. */
    ClientOverrideConfiguration writing() {
        return ClientOverrideConfiguration.builder()
                .apiCallTimeout(write)
                .retryStrategy(AwsRetryStrategy.doNotRetry())
                .build();
    }

    ClientOverrideConfiguration repeating() {
        return ClientOverrideConfiguration.builder()
                .apiCallAttemptTimeout(attempt)
                .apiCallTimeout(total)
                .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                        .maxAttempts(ATTEMPTS)
                        .build())
                .build();
    }
}
