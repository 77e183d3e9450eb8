package sallyport.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Set;

/** The file that holds a {@link SigningKey}: readable by its owner only, and apart from what it vouches for. */
public final class SigningKeyFile {
    private static final boolean POSIX =
            FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private static final Set<PosixFilePermission> OWNERS = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    /** What reading or making a key file gives. */
    public sealed interface Answer {
        record Key(SigningKey key) implements Answer {}

        /** @param sentence for people: what is wrong, what was not done, what to try */
        record Refused(String sentence) implements Answer {}
    }

    private SigningKeyFile() {}

    /**
     * Reads a key.
     *
     * @param dataDirectories where the ledger and the transcripts are: whoever can write there must not find the key
     */
    public static Answer read(Path file, Collection<Path> dataDirectories) {
        try {
            var real = file.toRealPath();
            for (var directory : dataDirectories) {
                if (Files.exists(directory) && real.startsWith(directory.toRealPath())) {
                    return new Answer.Refused("The signing key " + file + " lies in the data directory " + directory
                            + ", where whoever can rewrite the records could sign them too. Move the key elsewhere.");
                }
            }
            if (POSIX && !OWNERS.containsAll(Files.getPosixFilePermissions(real))) {
                return new Answer.Refused("The signing key " + file
                        + " can be read or written by others than its owner. Try: chmod 600 " + file);
            }
            return SigningKey.read(Files.readString(real))
                    .<Answer>map(Answer.Key::new)
                    .orElseGet(() -> new Answer.Refused("The signing key " + file
                            + " does not hold an Ed25519 pair as two PEM blocks, PRIVATE KEY and PUBLIC KEY."
                            + " Make one with: sallyport audit key FILE"));
        } catch (IOException e) {
            return new Answer.Refused("The signing key " + file + " cannot be read (" + e + ").");
        }
    }

    /** Draws a pair and writes it to a new file for its owner only; an existing file is left as it is. */
    public static Answer create(Path file) {
        var key = SigningKey.generate();
        var createNew = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = Files.newByteChannel(file, createNew, ownerOnly())) {
            var bytes = StandardCharsets.US_ASCII.encode(key.pem());
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            return new Answer.Key(key);
        } catch (FileAlreadyExistsException e) {
            return new Answer.Refused(file + " exists and was left as it is. Name a file that does not.");
        } catch (IOException e) {
            return new Answer.Refused("No key was made: " + file + " cannot be written (" + e + ").");
        }
    }

    private static FileAttribute<?>[] ownerOnly() {
        return POSIX
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
