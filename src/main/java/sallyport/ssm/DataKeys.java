package sallyport.ssm;

import java.util.Map;

/** Asks KMS for the key of an encrypted session. */
@FunctionalInterface
public interface DataKeys {
    /**
     * Called at most once per channel, on a virtual thread of its own, so it may block; the agent waits 15 seconds for
     * the answer. An exception counts as {@link DataKeyAnswer.Failed}.
     *
     * @param keyId ARN or id of the KMS key, as the agent names it
     * @param encryptionContext the pairs that {@code GenerateDataKey} must bind the key to; with any other the agent
     *     cannot decrypt it
     */
    DataKeyAnswer generate(String keyId, Map<String, String> encryptionContext);

    /** For clusters without a KMS key: an agent that asks for encryption is told that it is not supported. */
    static DataKeys unsupported() {
        return (keyId, encryptionContext) -> new DataKeyAnswer.Unsupported();
    }
}
