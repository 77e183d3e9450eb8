package sallyport.sandbox.aws.api;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import sallyport.sandbox.aws.wire.Signature;
import sallyport.sandbox.aws.world.Account;

/**
 * Who signs with which access key: those that AssumeRole gave out are known, every other key is one and the same user.
 */
final class Callers {
    record Identity(String userId, String arn) {}

    private static final Identity USER =
            new Identity("AIDASANDBOXUSER000001", "arn:aws:iam::" + Account.ID + ":user/sandbox");

    private final Map<String, Identity> assumed = new ConcurrentHashMap<>();

    void assume(String accessKey, Identity identity) {
        assumed.put(accessKey, identity);
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
