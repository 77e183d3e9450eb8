package sallyport.sandbox.aws.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sallyport.sandbox.aws.iam.PolicyDocument;
import sallyport.sandbox.aws.iam.Role;

/**
 * The two roles that {@code deploy/iam} gives Sallyport, for the cluster {@code demo}: the files themselves, read where
 * they lie, so that what they lack is lacking here.
 */
final class TargetRoles {
    /** Below the folder that the sandbox is started in, the root of the repository. */
    private static final Path FOLDER = Path.of("deploy/iam");

    private static final Map<String, String> VALUES = Map.of(
            "partition", "aws",
            "region", Account.REGION,
            "account", Account.ID,
            "cluster", DemoWorld.CLUSTER,
            "log_group", "/ecs/*",
            "bot_role", Account.USER,
            "external_id", "sandbox-0b7c1c5e-6f0e",
            "organization", Account.ORGANIZATION);

    private TargetRoles() {}

    static List<Role> all() {
        return List.of(
                role("sallyport-read", "target-trust", "target-read"),
                role("sallyport-exec", "target-exec-trust", "target-exec", "deny-start-session"));
    }

    private static Role role(String name, String trust, String... policies) {
        return new Role(
                name,
                document(trust),
                Stream.of(policies).collect(Collectors.toUnmodifiableMap(file -> file, TargetRoles::document)),
                Optional.empty());
    }

    private static PolicyDocument document(String name) {
        var file = FOLDER.resolve(name + ".json");
        try {
            var text = Files.readString(file);
            for (var value : VALUES.entrySet()) {
                text = text.replace("${" + value.getKey() + "}", value.getValue());
            }
            return PolicyDocument.parse(text);
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox reads " + file + ": start it in the root of the repository", e);
        }
    }
}
