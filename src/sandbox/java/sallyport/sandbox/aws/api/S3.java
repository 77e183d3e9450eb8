package sallyport.sandbox.aws.api;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import sallyport.sandbox.aws.fault.FaultName;
import sallyport.sandbox.aws.fault.Faults;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.wire.Signature;
import sallyport.sandbox.aws.world.Account;
import sallyport.sandbox.aws.world.Bucket;
import sallyport.sandbox.aws.world.World;
import tools.jackson.databind.node.ObjectNode;

/** GetBucketEncryption of a bucket that the path names. Whatever else is asked is not implemented. Thread-safe. */
final class S3 {
    /** As in a credential scope. */
    static final String SERVICE = "s3";

    private static final String OPERATION = "GetBucketEncryption";

    /** The permission, which has another name than the operation. */
    private static final String ACTION = "s3:GetEncryptionConfiguration";

    private static final String DECLARATION = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";
    private static final Pattern GET_ENCRYPTION = Pattern.compile("GET /(?<bucket>[^/?]+)/?\\?encryption=?");

    private final Supplier<World> world;
    private final Faults faults;
    private final Callers callers;
    private final Authorization authorization;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();

    S3(Supplier<World> world, Faults faults, Callers callers, Authorization authorization, InstantSource clock) {
        this.world = world;
        this.faults = faults;
        this.callers = callers;
        this.authorization = authorization;
        this.clock = clock;
    }

    static Set<String> operations() {
        return Set.of(OPERATION);
    }

    /** The answer, empty if it is not S3 that is asked: neither the one operation nor anything signed for S3. */
    Optional<S3Answer> answer(S3Request request) {
        var bucket = bucket(request);
        var scope = Signature.parse(request.authorization()).map(Signature::service);
        return bucket.isPresent() || scope.equals(Optional.of(SERVICE))
                ? Optional.of(answer(request, bucket))
                : Optional.empty();
    }

    /** The bucket whose configuration is asked for. */
    private static Optional<String> bucket(S3Request request) {
        return Optional.of(GET_ENCRYPTION.matcher(request.line()))
                .filter(found -> found.matches())
                .map(found -> found.group("bucket"));
    }

    private S3Answer answer(S3Request request, Optional<String> bucket) {
        var operation = bucket.isPresent() ? OPERATION : "unknown";
        var requestId = HexFormat.of().withUpperCase().formatHex(bytes(8));
        var hostId = Base64.getEncoder().encodeToString(bytes(56));
        try {
            var name = bucket.orElseThrow(() ->
                    new Refusal(501, "NotImplemented", "The sandbox does not simulate " + request.line() + " of S3"));
            return new S3Answer(operation, 200, requestId, hostId, encryption(name, request));
        } catch (Refusal refusal) {
            return new S3Answer(operation, refusal.status(), requestId, hostId, error(refusal, requestId, hostId));
        }
    }

    private byte[] bytes(int count) {
        var made = new byte[count];
        random.nextBytes(made);
        return made;
    }

    private String encryption(String name, S3Request request) {
        var caller = S3Signature.require(request, clock.instant());
        refuseIfAsked(name, caller);
        var bucket = bucket(name);
        authorize(bucket, request, caller);
        if (!bucket.encrypted()) {
            throw new Refusal(
                            404,
                            "ServerSideEncryptionConfigurationNotFoundError",
                            "The server side encryption configuration was not found")
                    .with(Json.object().put("BucketName", name));
        }
        return DECLARATION + """
                <ServerSideEncryptionConfiguration xmlns="%s"><Rule><ApplyServerSideEncryptionByDefault>\
                <SSEAlgorithm>AES256</SSEAlgorithm></ApplyServerSideEncryptionByDefault>\
                <BucketKeyEnabled>false</BucketKeyEnabled></Rule></ServerSideEncryptionConfiguration>""".formatted(NAMESPACE);
    }

    private Bucket bucket(String name) {
        return world.get().buckets().stream()
                .filter(each -> each.name().equals(name))
                .findAny()
                .orElseThrow(() -> new Refusal(404, "NoSuchBucket", "The specified bucket does not exist")
                        .with(Json.object().put("BucketName", name)));
    }

    private void authorize(Bucket bucket, S3Request request, Signature caller) {
        var asked = Json.object().put("Bucket", bucket.name());
        authorization.denial(caller, ACTION, asked).ifPresent(sentence -> {
            throw denied(sentence.replace(bucket.arn(), quoted(bucket.arn())));
        });
        if (request.expectedOwner().filter(owner -> !owner.equals(Account.ID)).isPresent()) {
            throw denied("Access Denied");
        }
    }

    private static Refusal denied(String why) {
        return new Refusal(403, "AccessDenied", why);
    }

    /** S3 alone puts the resource of a denial into quotation marks. */
    private static String quoted(String arn) {
        return "\"" + arn + "\"";
    }

    private void refuseIfAsked(String bucket, Signature caller) {
        if (faults.take(FaultName.THROTTLE, OPERATION)) {
            throw new Refusal(503, "SlowDown", "Please reduce your request rate.");
        }
        if (faults.take(FaultName.ACCESS_DENIED, OPERATION)) {
            throw denied("User: " + callers.arn(caller) + " is not authorized to perform: " + ACTION + " on resource: "
                    + quoted(Account.bucket(bucket)) + " because no identity-based policy allows the " + ACTION
                    + " action");
        }
    }

    private static String error(Refusal refusal, String requestId, String hostId) {
        ObjectNode members = Json.object().put("Code", refusal.type()).put("Message", refusal.text());
        members.setAll(refusal.more());
        members.put("RequestId", requestId).put("HostId", hostId);
        return DECLARATION + "<Error>" + QueryXml.QUERY.members(members) + "</Error>";
    }
}
