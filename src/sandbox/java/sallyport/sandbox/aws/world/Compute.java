package sallyport.sandbox.aws.world;

import java.util.Optional;

/**
 * What a task runs on.
 *
 * @param launchType FARGATE, EC2, EXTERNAL or MANAGED_INSTANCES
 * @param platformFamily as ECS answers it: Linux, or a Windows Server edition
 * @param platformVersion of Fargate; of no other launch type
 * @param instanceId the container instance in the cluster; on Fargate there is none
 */
public record Compute(
        String launchType,
        String platformFamily,
        Optional<String> platformVersion,
        Optional<String> capacityProvider,
        Optional<String> instanceId) {

    public static final Compute FARGATE = fargate("1.4.0");

    public static Compute fargate(String platformVersion) {
        return new Compute("FARGATE", "Linux", Optional.of(platformVersion), Optional.empty(), Optional.empty());
    }

    public static Compute windows(String platformVersion) {
        return new Compute(
                "FARGATE",
                "Windows Server 2022 Core",
                Optional.of(platformVersion),
                Optional.empty(),
                Optional.empty());
    }

    /** A machine of the cluster's own. */
    public static Compute on(ContainerInstance instance) {
        return new Compute(
                instance.launchType(),
                instance.platformFamily(),
                Optional.empty(),
                instance.capacityProvider(),
                Optional.of(instance.id()));
    }

    public boolean isFargate() {
        return launchType.equals("FARGATE");
    }
}
