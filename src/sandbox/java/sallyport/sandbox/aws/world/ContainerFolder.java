package sallyport.sandbox.aws.world;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A container's file system: a folder of this machine with its own {@code bin} and {@code app}. It stands in for an
 * image, not for isolation: a program that runs here runs as whoever runs the sandbox.
 *
 * @param root absolute, normalised
 * @param environment what the container declares, {@code PATH} and {@code HOME} included
 */
public record ContainerFolder(Path root, Map<String, String> environment) {

    public ContainerFolder {
        root = root.toAbsolutePath().normalize();
        environment = Map.copyOf(environment);
    }

    public Path bin() {
        return root.resolve("bin");
    }

    public Path workingDirectory() {
        return root.resolve("app");
    }

    /** Where {@code bin/rails} and {@code count-me} append one line each time they run; absent until one ran. */
    public Path runsLog() {
        return root.resolve("var").resolve("runs.log");
    }

    /** Looks a program up as a kernel and a {@code PATH} of {@code /bin} would, within this folder only. */
    public Lookup find(String program) {
        if (program.indexOf('/') < 0) {
            return isExecutable(bin().resolve(program)) ? new Found(bin().resolve(program)) : new NotInPath();
        }
        var path = (program.startsWith("/")
                        ? root.resolve(program.substring(1))
                        : workingDirectory().resolve(program))
                .normalize();
        if (!path.startsWith(root) || !Files.exists(path)) {
            return new NoSuchFile();
        }
        return isExecutable(path) ? new Found(path) : new NotExecutable();
    }

    private static boolean isExecutable(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }

    /** Whether there is a program of that name. */
    public sealed interface Lookup {}

    public record Found(Path path) implements Lookup {}

    public record NotInPath() implements Lookup {}

    public record NoSuchFile() implements Lookup {}

    public record NotExecutable() implements Lookup {}
}
