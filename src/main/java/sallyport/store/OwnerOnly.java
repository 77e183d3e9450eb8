package sallyport.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** Files and directories that only the owner of the process can read, where the file system knows owners. */
final class OwnerOnly {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private OwnerOnly() {}

    static Path directory(Path path) {
        try {
            return Files.isDirectory(path) ? path : Files.createDirectories(path, permissions("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException("the directory " + path + " cannot be made: " + why(e), e);
        }
    }

    /** In words why a file could not be opened; the exceptions of the platform often say no more than its path. */
    static String why(IOException failure) {
        return switch (failure) {
            case AccessDeniedException _ -> "we may not write there";
            case FileAlreadyExistsException _ -> "a file of that name is in the way";
            case NoSuchFileException _ -> "there is no such directory";
            case FileSystemException other when other.getReason() != null -> other.getReason();
            default -> failure.toString();
        };
    }

    static Path file(Path path) throws IOException {
        return Files.exists(path) ? path : Files.createFile(path, permissions("rw-------"));
    }

    private static FileAttribute<?>[] permissions(String text) {
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))}
                : new FileAttribute<?>[0];
    }
}
