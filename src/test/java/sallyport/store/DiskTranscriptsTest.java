package sallyport.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sallyport.request.Examples.request;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sallyport.request.RequestId;

class DiskTranscriptsTest {
    private static final RequestId RUN = request().id();

    @TempDir
    Path parent;

    @Test
    void what_was_appended_is_the_text() {
        try (var transcript = transcripts().open(RUN)) {
            transcript.append("grüße \uD83D");
            transcript.append("\uDE80\n");
            transcript.append("");
            transcript.append("end");
        }
        assertThat(transcripts().text(RUN)).contains("grüße \uD83D\uDE80\nend");
    }

    @Test
    void a_run_that_wrote_nothing_has_an_empty_transcript_and_an_unknown_one_has_none() {
        transcripts().open(RUN).close();
        assertThat(transcripts().text(RUN)).contains("");
        assertThat(transcripts().text(new RequestId("rzzzzzzzzzzzz"))).isEmpty();
    }

    @Test
    void only_the_owner_can_read_it() throws IOException {
        transcripts().open(RUN).close();
        assertThat(permissions(directory())).isEqualTo("rwx------");
        assertThat(permissions(directory().resolve(RUN + ".txt"))).isEqualTo("rw-------");
    }

    @Test
    void a_directory_that_cannot_be_made_or_written_is_said_by_its_name() throws IOException {
        Files.writeString(directory(), "a file in the way");
        assertThatThrownBy(this::transcripts)
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(directory().toString());
    }

    @Test
    void a_transcript_that_cannot_be_opened_is_said_by_its_run() throws IOException {
        var transcripts = transcripts();
        Files.createDirectory(directory().resolve(RUN + ".txt"));
        assertThatThrownBy(() -> transcripts.open(RUN))
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining(RUN.value());
    }

    private DiskTranscripts transcripts() {
        return new DiskTranscripts(directory());
    }

    private Path directory() {
        return parent.resolve("transcripts");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
