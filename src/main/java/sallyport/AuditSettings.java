package sallyport;

import java.nio.file.Path;
import java.util.Optional;
import sallyport.request.ChannelId;

/**
 * How the audit trail is sealed, and what is told regularly. At most one of the two keys is given; without one nothing
 * is signed.
 *
 * @param signingKey a file with an Ed25519 pair
 * @param kmsKey the ARN of an asymmetric KMS key
 * @param checkpointsChannel where the newest checkpoint's hash is posted every day, for anybody to remember
 * @param weeklyExecReport whether owners are told every week which of their services have ECS Exec on
 */
public record AuditSettings(
        Optional<Path> signingKey,
        Optional<String> kmsKey,
        Optional<ChannelId> checkpointsChannel,
        boolean weeklyExecReport) {
    static final AuditSettings NONE = new AuditSettings(Optional.empty(), Optional.empty(), Optional.empty(), true);
}
