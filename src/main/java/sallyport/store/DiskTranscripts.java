package sallyport.store;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import sallyport.output.Transcripts;
import sallyport.request.RequestId;

/** Transcripts as text files in one directory, named by run, readable by the owner of the process only. */
public final class DiskTranscripts implements Transcripts {
    private final Path directory;

    public DiskTranscripts(Path directory) {
        this.directory = OwnerOnly.directory(directory);
    }

    @Override
    public Transcript open(RequestId run) {
        try {
            return new DiskTranscript(OwnerOnly.file(file(run)));
        } catch (IOException e) {
            throw new UncheckedIOException("the transcript of " + run + " cannot be written", e);
        }
    }

    @Override
    public Optional<String> text(RequestId run) {
        try {
            return Files.exists(file(run)) ? Optional.of(Files.readString(file(run))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("the transcript of " + run + " cannot be read", e);
        }
    }

    private Path file(RequestId run) {
        return directory.resolve(run.value() + ".txt");
    }

    private static final class DiskTranscript implements Transcript {
        private final Path file;
        private final BufferedWriter writer;

        DiskTranscript(Path file) throws IOException {
            this.file = file;
            this.writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.APPEND);
        }

        @Override
        public void append(String text) {
            try {
                writer.write(text);
            } catch (IOException e) {
                throw new UncheckedIOException("the transcript " + file + " cannot be written", e);
            }
        }

        @Override
        public void close() {
            try {
                writer.close();
                try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the transcript " + file + " cannot be written", e);
            }
        }
    }
}
