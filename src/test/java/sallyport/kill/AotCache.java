package sallyport.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Halves what the start of a replica costs: its classes, loaded and linked as an earlier process left them (JEP 483,
 * JEP 514). A cache wants a class path of archives only, so our own classes are packed into one. Of no effect where no
 * cache was made.
 */
final class AotCache {
    private static final Path DIRECTORY = Path.of("target", "kill").toAbsolutePath();
    private static final Path CLASSES = Path.of("target", "classes").toAbsolutePath();
    private static final Path ARCHIVE = DIRECTORY.resolve("sallyport.jar");
    private static final Path CACHE = DIRECTORY.resolve("sallyport.aot");

    private AotCache() {}

    /** Packs our classes once for all the tests of this process, and forgets the cache of an earlier one. */
    private static final class Packed {
        static final String CLASS_PATH = pack();

        private static String pack() {
            try {
                Files.createDirectories(DIRECTORY);
                Files.deleteIfExists(CACHE);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            var silent = new PrintWriter(PrintWriter.nullWriter());
            int status = ToolProvider.findFirst("jar")
                    .orElseThrow()
                    .run(silent, silent, "--create", "--file", ARCHIVE.toString(), "-C", CLASSES.toString(), ".");
            assertThat(status).isZero();
            return Stream.concat(Stream.of(ARCHIVE.toString()), archives())
                    .collect(Collectors.joining(File.pathSeparator));
        }

        private static Stream<String> archives() {
            return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                    .filter(entry -> entry.endsWith(".jar"));
        }
    }

    static String classPath() {
        return Packed.CLASS_PATH;
    }

    /** Whether a process of this test run has made one. */
    static boolean exists() {
        return !classPath().isEmpty() && Files.exists(CACHE);
    }

    /** Flags for a process that uses the cache, if there is one. */
    static List<String> use() {
        return Files.exists(CACHE) ? List.of("-XX:AOTCache=" + CACHE) : List.of("-Xshare:auto");
    }

    /** Flags for a process that leaves a cache when it ends in order. */
    static List<String> make() {
        return List.of("-XX:AOTCacheOutput=" + CACHE);
    }
}
