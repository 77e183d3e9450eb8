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
 * The two roles that {@code deploy/iam} gives Sallyport for each cluster: the files themselves, read where they lie, so
 * that what they lack is lacking here. Those of the cluster {@code demo} have the plain names, the others' end in
 * theirs.
 */
final class TargetRoles {
    /** Below the folder that the sandbox is started in, the root of the repository. */
    private static final Path FOLDER = Path.of("deploy/iam");

    private static final Map<String, String> VALUES = Map.of(
            "partition", "aws",
            "region", Account.REGION,
            "account", Account.ID,
            "log_group", "/ecs/*",
            "bot_role", Account.USER,
            "external_id", "sandbox-0b7c1c5e-6f0e",
            "organization", Account.ORGANIZATION);

    private TargetRoles() {}

    static List<Role> all() {
        return Stream.concat(
                        of(DemoWorld.CLUSTER, ""),
                        Stream.of("clinic", "fleet").flatMap(cluster -> of(cluster, "-" + cluster)))
                .toList();
    }

    private static Stream<Role> of(String cluster, String suffix) {
        return Stream.of(
                role("sallyport-read" + suffix, cluster, "target-trust", "target-read"),
                role("sallyport-exec" + suffix, cluster, "target-exec-trust", "target-exec", "deny-start-session"));
    }

    private static Role role(String name, String cluster, String trust, String... policies) {
        return new Role(
                name,
                document(trust, cluster),
                Stream.of(policies)
                        .collect(Collectors.toUnmodifiableMap(file -> file, file -> document(file, cluster))),
                Optional.empty());
    }

    private static PolicyDocument document(String name, String cluster) {
        var file = FOLDER.resolve(name + ".json");
        try {
            var text = Files.readString(file).replace("${cluster}", cluster);
            for (var value : VALUES.entrySet()) {
                text = text.replace("${" + value.getKey() + "}", value.getValue());
            }
            return PolicyDocument.parse(text);
        } catch (IOException e) {
            throw new UncheckedIOException("the sandbox reads " + file + ": start it in the root of the repository", e);
        }
    }
}
