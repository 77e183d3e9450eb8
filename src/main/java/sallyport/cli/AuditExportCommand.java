package sallyport.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sallyport.audit.Export;
import sallyport.audit.LedgerUnavailable;
import sallyport.audit.Sealer;
import sallyport.audit.Sealing;

@Command(
        name = "export",
        description = "Write every audit event and checkpoint to one file that verifies by itself.",
        mixinStandardHelpOptions = true)
final class AuditExportCommand implements Callable<Integer> {
    private final Archive archive;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration file; sallyport.yml by default.")
    private Path configuration = Path.of("sallyport.yml");

    @Option(names = "--out", paramLabel = "FILE", description = "A new file; the standard output by default.")
    private @Nullable Path out;

    AuditExportCommand(Archive archive) {
        this.archive = archive;
    }

    @Override
    public Integer call() {
        var err = spec.commandLine().getErr();
        try (var opened = archive.open(configuration, err).orElse(null)) {
            if (opened == null) {
                return ExitStatus.NO;
            }
            seal(opened, err);
            write(opened);
            return ExitStatus.GOOD;
        } catch (FileAlreadyExistsException e) {
            err.println(out + " exists and was left as it is. Name a file that does not.");
        } catch (IOException e) {
            err.println("The export is not complete: it cannot be written (" + e + ").");
        } catch (LedgerUnavailable e) {
            err.println("The export is not complete: " + e.explanation() + ". Try again.");
        }
        return ExitStatus.NO;
    }

    private static void seal(Archive.Opened opened, PrintWriter err) {
        if (opened.signer().isEmpty()) {
            err.println("No signing key is configured, so nothing was sealed before the export.");
            return;
        }
        try (var sealer = new Sealer(opened.ledger(), opened.signer().get(), "export", Clock.systemUTC())) {
            if (sealer.seal() instanceof Sealing.Failed(var cause)) {
                err.println("The newest events are exported unsealed: " + cause + ".");
            }
        }
    }

    private void write(Archive.Opened opened) throws IOException {
        var file = Optional.ofNullable(out);
        if (file.isEmpty()) {
            Export.write(opened.ledger(), spec.commandLine().getOut());
            return;
        }
        try (var writer = create(file.get())) {
            Export.write(opened.ledger(), writer);
        }
    }

    /** What people asked and why is for its owner's eyes, where the file system knows owners. */
    private static Writer create(Path file) throws IOException {
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        boolean posix = FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
        var channel = posix
                ? Files.newByteChannel(
                        file,
                        options,
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")))
                : Files.newByteChannel(file, options);
        return new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8));
    }
}
