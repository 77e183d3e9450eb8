package sallyport.sandbox.aws.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes container folders below one directory: links to programs of this machine, and small scripts of our own. A
 * program this machine does not have is simply not there.
 */
final class ContainerFolders {
    private static final List<Path> SYSTEM = List.of(Path.of("/bin"), Path.of("/usr/bin"));

    private static final Logger LOG = LoggerFactory.getLogger(ContainerFolders.class);

    private final Path parent;

    /** Whatever earlier containers left below the directory is removed. */
    ContainerFolders(Path parent) {
        this.parent = parent.toAbsolutePath().normalize();
        try {
            delete(this.parent);
            Files.createDirectories(this.parent);
        } catch (IOException e) {
            throw new UncheckedIOException("making the container folders in " + parent, e);
        }
    }

    /**
     * A folder with programs and files.
     *
     * @param scripts path inside the container to the name of our resource
     */
    ContainerFolder make(
            String name, List<String> programs, Map<String, String> scripts, Map<String, String> environment) {
        var root = parent.resolve(name);
        try {
            for (var directory : List.of("bin", "app", "root", "tmp", "var")) {
                Files.createDirectories(root.resolve(directory));
            }
            for (var program : programs) {
                link(root.resolve("bin"), program);
            }
            for (var script : scripts.entrySet()) {
                copy(script.getValue(), root.resolve(script.getKey()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("making the container folder " + root, e);
        }
        return new ContainerFolder(root, environment(root, environment));
    }

    private static Map<String, String> environment(Path root, Map<String, String> declared) {
        var environment = new HashMap<>(declared);
        environment.put("PATH", root.resolve("bin").toString());
        environment.put("HOME", root.resolve("root").toString());
        return environment;
    }

    private static void link(Path bin, String program) throws IOException {
        Optional<Path> real = SYSTEM.stream()
                .map(path -> path.resolve(program))
                .filter(Files::isExecutable)
                .findFirst();
        if (real.isPresent()) {
            Files.createSymbolicLink(bin.resolve(program), real.get());
        }
    }

    private static void copy(String resource, Path to) throws IOException {
        Files.createDirectories(to.getParent());
        try (var in = ContainerFolders.class.getResourceAsStream("/sallyport/sandbox/aws/containers/" + resource)) {
            if (in == null) {
                throw new IllegalStateException("the sandbox lacks its own resource " + resource);
            }
            Files.write(to, in.readAllBytes());
        }
        if (!to.toFile().setExecutable(true, false)) {
            throw new IOException("cannot make " + to + " executable");
        }
    }

    /** Removes what is below the directory, and says in the log if a program that still runs kept it from that. */
    static void remove(Path directory) {
        try {
            delete(directory);
        } catch (IOException e) {
            LOG.warn("sandbox.aws.containers_left directory={} reason={}", directory, e.toString());
        }
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory)) {
            return;
        }
        try (var entries = Files.list(directory)) {
            for (var entry : entries.toList()) {
                if (Files.isDirectory(entry) && !Files.isSymbolicLink(entry)) {
                    delete(entry);
                } else {
                    Files.delete(entry);
                }
            }
        }
        Files.delete(directory);
    }
}
