package sallyport.watch;

import java.util.Arrays;
import java.util.Optional;

/**
 * The families of errors with which ECS says that a task could not start. The names are ECS's own and stand at the
 * beginning of the text they explain.
 */
enum StartError {
    CANNOT_PULL(
            "CannotPullContainerError",
            "The image could not be pulled.",
            "Check the image's name and tag, the execution role's right to pull it, and the subnet's way to the "
                    + "registry."),
    RESOURCE_INITIALIZATION(
            "ResourceInitializationError",
            "ECS could not prepare the task: a secret, a registry login, a volume or a log group was out of reach.",
            "Check the execution role's permissions and the subnet's way to Secrets Manager, SSM, ECR and CloudWatch "
                    + "Logs (endpoints or internet)."),
    CANNOT_START(
            "CannotStartContainerError",
            "The container could not be started.",
            "Check the command and entry point, and the memory and devices the task definition asks for."),
    CANNOT_CREATE(
            "CannotCreateContainerError",
            "The container could not be created.",
            "Check the task definition's mounts and names, and the disk space of the instance."),
    CANNOT_CREATE_VOLUME(
            "CannotCreateVolumeError",
            "A volume could not be created.",
            "Check the volume's settings in the task definition, and the disk space of the instance."),
    CANNOT_INSPECT(
            "CannotInspectContainerError",
            "The container's state could not be read on the instance.",
            "The instance may be overloaded; its Docker and ECS agent logs say more."),
    CONTAINER_RUNTIME(
            "ContainerRuntimeError",
            "The container runtime failed on the instance.",
            "Start the task anew; if it happens again, replace the instance."),
    RUNTIME_TIMEOUT(
            "ContainerRuntimeTimeoutError",
            "The container runtime did not answer in time.",
            "The instance may be overloaded; start the task anew elsewhere."),
    DOCKER_TIMEOUT(
            "DockerTimeoutError",
            "The container did not reach its state in time.",
            "The instance may be overloaded, or the image is very large."),
    INTERNAL("InternalError", "ECS met an error of its own.", "Start the task anew; ask AWS if it happens again."),
    TASK_FAILED_TO_START(
            "TaskFailedToStart",
            "The task could not be placed.",
            "Check the cluster's free capacity and the placement constraints.");

    private final String token;
    private final String meaning;
    private final String remedy;

    StartError(String token, String meaning, String remedy) {
        this.token = token;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    static Optional<StartError> in(String text) {
        return Arrays.stream(values())
                .filter(error -> text.startsWith(error.token) || text.contains(" " + error.token))
                .findFirst();
    }

    /** @param text ECS's words, kept at the end because they name the image, secret or file */
    Finding explain(String text) {
        return Finding.of(meaning + " ECS says: " + text, remedy);
    }
}
