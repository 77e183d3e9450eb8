package sallyport.sandbox.aws.api;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import sallyport.sandbox.aws.iam.PolicyDocument;
import sallyport.sandbox.aws.wire.Signature;
import sallyport.sandbox.aws.world.Account;

/**
 * Who signs with which access key: those that AssumeRole gave out are known, every other key is one and the same user.
 */
final class Callers {
    record Identity(String userId, String arn) {}

    private static final Identity USER = new Identity("AIDASANDBOXUSER000001", Account.USER);

    private final Map<String, Identity> assumed = new ConcurrentHashMap<>();
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();

    /**
     * A session of a role.
     *
     * @param policy what it can do at most
     */
    record Session(String role, Optional<PolicyDocument> policy) {}

    void assume(String accessKey, Identity identity, Session session) {
        assumed.put(accessKey, identity);
        sessions.put(accessKey, session);
    }

    Optional<Session> session(Signature signature) {
        return Optional.ofNullable(sessions.get(signature.accessKey()));
    }

    Identity of(Signature signature) {
        return assumed.getOrDefault(signature.accessKey(), USER);
    }

    String account(Signature signature) {
        return arn(signature).split(":", -1)[4];
    }

    String arn(Signature signature) {
        return of(signature).arn();
    }
}
