package sallyport.sandbox.aws.world;

import java.time.Instant;
import java.util.Optional;

/** A machine that is to be registered in a cluster. */
record Machine(String launchType, String platformFamily, String agentVersion, boolean connected, String status) {
    static Machine healthy(String launchType) {
        return new Machine(launchType, "Linux", "1.98.0", true, "ACTIVE");
    }

    Machine windows(String version) {
        return new Machine(launchType, "Windows Server 2022 Core", version, connected, status);
    }

    Machine agent(String version) {
        return new Machine(launchType, platformFamily, version, connected, status);
    }

    Machine disconnected() {
        return new Machine(launchType, platformFamily, agentVersion, false, status);
    }

    Machine draining() {
        return new Machine(launchType, platformFamily, agentVersion, connected, "DRAINING");
    }

    ContainerInstance register(String id, String hex, Instant at) {
        boolean elsewhere = launchType.equals("EXTERNAL");
        Optional<String> provider = switch (launchType) {
            case "MANAGED_INSTANCES" -> Optional.of("managed-clinic");
            case "EC2" -> Optional.of("ec2-clinic");
            default -> Optional.empty();
        };
        return new ContainerInstance(
                id,
                launchType,
                platformFamily,
                (elsewhere ? "mi-0" : "i-0") + hex,
                agentVersion,
                connected,
                status,
                provider,
                Placement.SUBNET_A,
                at);
    }
}
