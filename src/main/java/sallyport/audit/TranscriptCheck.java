package sallyport.audit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import sallyport.request.Event;
import sallyport.request.Output;

/** Compares recordings with what the events say of them. */
final class TranscriptCheck {
    private final Optional<Path> directory;

    TranscriptCheck(Optional<Path> directory) {
        this.directory = directory;
    }

    /** What is wrong with the recording that this event speaks of. */
    Optional<String> problem(Link link) {
        return directory.flatMap(there -> output(link)
                .flatMap(output -> problem(there.resolve(link.chain() + ".txt"), output.transcriptSha256())));
    }

    private static Optional<Output> output(Link link) {
        return link.cause().flatMap(cause -> cause instanceof Event.RunEnded ended ? ended.output() : Optional.empty());
    }

    private static Optional<String> problem(Path file, String expected) {
        if (!Files.isRegularFile(file)) {
            return Optional.of("its transcript is missing: " + file.getFileName());
        }
        try (var in = new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
            in.transferTo(OutputStream.nullOutputStream());
            var actual = HexFormat.of().formatHex(in.getMessageDigest().digest());
            return actual.equals(expected)
                    ? Optional.empty()
                    : Optional.of("its transcript is not the one that was recorded: " + file.getFileName());
        } catch (IOException e) {
            return Optional.of("its transcript cannot be read: " + e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
