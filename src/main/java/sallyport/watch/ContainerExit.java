package sallyport.watch;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a container's exit code says. By the shell's convention 128 + n stands for death by signal n, and 126 and 127
 * for a program that could not be executed or found.
 */
final class ContainerExit {
    private static final int NOT_EXECUTABLE = 126;
    private static final int NOT_FOUND = 127;
    private static final int SIGKILL = 128 + 9;
    private static final int SIGSEGV = 128 + 11;
    private static final int SIGTERM = 128 + 15;
    private static final int UNSPECIFIC = 255;

    private ContainerExit() {}

    /**
     * The container that brought the task down, as far as exit codes tell. When one essential container exits, ECS
     * stops the others by signal, so a code of the program's own outranks a signal, and a signal outranks success.
     */
    static Optional<ContainerState> culprit(List<ContainerState> containers) {
        return containers.stream()
                .filter(container -> container.exitCode().isPresent() || outOfMemory(container))
                .min(Comparator.comparingInt(ContainerExit::innocence));
    }

    private static int innocence(ContainerState container) {
        if (outOfMemory(container)) {
            return 0;
        }
        return switch (container.exitCode().orElse(0)) {
            case 0 -> 3;
            case SIGKILL, SIGTERM -> 2;
            default -> 1;
        };
    }

    private static boolean outOfMemory(ContainerState container) {
        return container.reason().contains("OutOfMemory");
    }

    static Finding explain(ContainerState container) {
        if (outOfMemory(container)) {
            return Finding.of(
                    container.name() + " was killed for memory: it used more than its limit.",
                    "Raise the memory of the container or task, or look for what grew.");
        }
        return explain(container.name(), container.exitCode().orElse(0));
    }

    private static Finding explain(String name, int code) {
        return switch (code) {
            case 0 ->
                Finding.of(
                        name + " finished by itself with exit code 0.",
                        "A service's essential container must keep running; a job belongs in run-task.");
            case NOT_EXECUTABLE ->
                Finding.of(
                        name + " did not run: its program cannot be executed (exit code 126).",
                        "Check the file's permissions, and that the image fits the CPU architecture.");
            case NOT_FOUND ->
                Finding.of(
                        name + " did not run: its program was not found (exit code 127).",
                        "Check the image's entry point and the task definition's command.");
            case SIGKILL ->
                Finding.of(
                        name + " was killed with SIGKILL (exit code 137); ECS reports no memory shortage.",
                        "It may have ignored SIGTERM for longer than its stop timeout, or the host ran out of memory.");
            case SIGSEGV ->
                Finding.of(
                        name + " crashed with a segmentation fault (exit code 139).",
                        "Look at native libraries, and that the image fits the CPU architecture.");
            case SIGTERM -> Finding.of(name + " ended on SIGTERM (exit code 143), as it was asked to.");
            case UNSPECIFIC ->
                Finding.of(
                        name + " exited with code 255, which says no more than that it failed.",
                        "Its last log lines usually say why.");
            default ->
                Finding.of(name + " exited with code " + code + " of its own.", "Its last log lines usually say why.");
        };
    }
}
