package sallyport.audit;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What an audit file is compared with.
 *
 * @param keys the public keys that checkpoints may be signed with; none if nothing is signed
 * @param transcripts a directory of recordings, named by run
 * @param witness what somebody wrote down of a checkpoint
 */
public record Evidence(List<VerificationKey> keys, Optional<Path> transcripts, Optional<Witness> witness) {
    public Evidence {
        keys = List.copyOf(keys);
    }

    /**
     * A checkpoint as it was known outside, such as in a Slack channel.
     *
     * @param hash in lower-case hexadecimal
     */
    public record Witness(long number, String hash) {}
}
