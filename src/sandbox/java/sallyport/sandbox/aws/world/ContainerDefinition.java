package sallyport.sandbox.aws.world;

import java.util.List;
import java.util.Map;

/**
 * One container of a task definition.
 *
 * @param secrets name in the environment to the ARN it is read from
 * @param settings what else DescribeTaskDefinition says of it
 */
public record ContainerDefinition(
        String name,
        String image,
        String imageDigest,
        List<String> command,
        List<Integer> ports,
        Map<String, String> environment,
        Map<String, String> secrets,
        String logGroup,
        String logStreamPrefix,
        Overlay settings) {

    public String logStream(String taskId) {
        return logStreamPrefix + "/" + name + "/" + taskId;
    }

    /** An image that no registry has, so that a task with it fails to start. */
    public boolean cannotBePulled() {
        return image.endsWith(":missing");
    }
}
