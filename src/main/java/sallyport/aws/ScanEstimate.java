package sallyport.aws;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;

/**
 * What a query over a range may scan: the bytes of a group, spread evenly over the time it keeps. {@code storedBytes}
 * is compressed and about a day behind, so the truth may be several times as much; a query under way is measured
 * besides.
 */
final class ScanEstimate {
    private ScanEstimate() {}

    /** Bytes, 0 of a group that is not there. */
    static long of(CloudWatchLogsClient client, String group, Duration range, Instant now) {
        return client.describeLogGroups(request -> request.logGroupNamePrefix(group)).logGroups().stream()
                .filter(found -> group.equals(found.logGroupName()))
                .mapToLong(found -> of(found, range, now))
                .sum();
    }

    private static long of(LogGroup group, Duration range, Instant now) {
        var age = Duration.between(
                Instant.ofEpochMilli(Optional.ofNullable(group.creationTime()).orElse(0L)), now);
        var kept = Optional.ofNullable(group.retentionInDays())
                .map(Duration::ofDays)
                .filter(retention -> retention.compareTo(age) < 0)
                .orElse(age);
        double share = (double) range.toSeconds() / Math.max(range.toSeconds(), kept.toSeconds());
        return (long) (Optional.ofNullable(group.storedBytes()).orElse(0L) * share);
    }
}
