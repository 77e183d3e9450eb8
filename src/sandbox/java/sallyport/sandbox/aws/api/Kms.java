package sallyport.sandbox.aws.api;

import static sallyport.sandbox.aws.api.EcsJson.seconds;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.Members;
import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.world.Account;
import sallyport.sandbox.aws.world.Key;
import sallyport.sandbox.aws.world.World;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** DescribeKey and GenerateDataKey. The encrypted form of a data key can be opened by nobody. */
final class Kms {
    private static final Instant CREATED = Instant.parse("2026-01-05T09:00:00Z");
    private static final int MAX_BYTES = 1024;

    /** What KMS adds to a key of 256 bits when it encrypts it. */
    private static final int OVERHEAD = 152;

    private final Supplier<World> world;
    private final SecureRandom random = new SecureRandom();

    Kms(Supplier<World> world) {
        this.world = world;
    }

    Map<String, Operation> operations() {
        return Map.of(
                "DescribeKey", (request, caller) -> describe(request),
                "GenerateDataKey", (request, caller) -> generate(request));
    }

    private Key key(Members asked) {
        var name = asked.requiredText("KeyId");
        return world.get().keys().stream()
                .filter(key -> name.equals(key.id()) || name.equals(key.arn()))
                .findAny()
                .orElseThrow(() -> Refusal.of("NotFoundException", "Key '" + name + "' does not exist"));
    }

    private ObjectNode describe(JsonNode request) {
        var key = key(Members.of(request, "KeyId", "GrantTokens"));
        var answer = Json.object();
        var json = answer.putObject("KeyMetadata")
                .put("AWSAccountId", Account.ID)
                .put("KeyId", key.id())
                .put("Arn", key.arn())
                .put("CreationDate", seconds(CREATED))
                .put("Enabled", key.enabled())
                .put("Description", "sessions of ECS Exec")
                .put("KeyUsage", "ENCRYPT_DECRYPT")
                .put("KeyState", key.enabled() ? "Enabled" : "Disabled")
                .put("Origin", "AWS_KMS")
                .put("KeyManager", "CUSTOMER")
                .put("KeySpec", "SYMMETRIC_DEFAULT")
                .put("CustomerMasterKeySpec", "SYMMETRIC_DEFAULT")
                .put("MultiRegion", false);
        json.set("EncryptionAlgorithms", EcsJson.texts(List.of("SYMMETRIC_DEFAULT")));
        return answer;
    }

    private ObjectNode generate(JsonNode request) {
        var asked = Members.of(request, "KeyId", "KeySpec", "NumberOfBytes", "EncryptionContext", "GrantTokens");
        var key = key(asked);
        if (!key.enabled()) {
            throw Refusal.of("DisabledException", key.arn() + " is disabled.");
        }
        int length = length(asked);
        return Json.object()
                .put("KeyId", key.arn())
                .put("Plaintext", bytes(length))
                .put("CiphertextBlob", bytes(length + OVERHEAD));
    }

    private static int length(Members asked) {
        var spec = asked.text("KeySpec");
        if (spec.isPresent() == asked.integer("NumberOfBytes").isPresent()) {
            throw Refusal.of("ValidationException", "Please specify either number of bytes or key spec.");
        }
        return spec.map(Kms::bytesOf)
                .orElseGet(() -> Math.clamp(asked.integer("NumberOfBytes").orElse(1L), 1, MAX_BYTES));
    }

    private static int bytesOf(String spec) {
        return switch (spec) {
            case "AES_256" -> 32;
            case "AES_128" -> 16;
            default -> throw Refusal.of("ValidationException", "KeySpec is AES_256 or AES_128, not " + spec);
        };
    }

    private String bytes(int count) {
        var made = new byte[count];
        random.nextBytes(made);
        return Base64.getEncoder().encodeToString(made);
    }
}
