package sallyport.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where a sandbox keeps its files: a directory the caller named, which stays, or a fresh one, which goes. */
final class DataDirectory implements AutoCloseable {
    private final Path path;
    private final boolean goes;

    private DataDirectory(Path path, boolean goes) {
        this.path = path;
        this.goes = goes;
    }

    static DataDirectory of(Optional<Path> named) {
        try {
            return named.isPresent()
                    ? new DataDirectory(Files.createDirectories(named.get()).toAbsolutePath(), false)
                    : new DataDirectory(Files.createTempDirectory("sallyport-sandbox"), true);
        } catch (IOException e) {
            throw new CannotStart("The data directory cannot be made (" + e + "). Choose another one with --data.", e);
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        if (!goes) {
            return;
        }
        try {
            Files.walkFileTree(path, new Deletion());
        } catch (IOException e) {
            throw new UncheckedIOException("removing " + path, e);
        }
    }

    /** Links to programs of this machine are removed, never followed. */
    private static final class Deletion extends SimpleFileVisitor<Path> {
        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException failure) throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
        }
    }
}
