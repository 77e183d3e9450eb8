package sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TranscriptCommandTest {
    private static final String ID = "r0123456789ab";

    @TempDir
    private Path folder;

    private Path configuration = Path.of("");

    @BeforeEach
    void record() throws IOException {
        Files.writeString(Files.createDirectories(folder.resolve("kept")).resolve(ID + ".txt"), "one\ntwo");
        configuration = folder.resolve("sallyport.yml");
        configure("transcripts: { directory: kept }");
    }

    private void configure(String text) throws IOException {
        Files.writeString(configuration, "slack: { bot_token: \"${NOT_SET}\" }\n" + text + "\n");
    }

    private Terminal transcript(String id) {
        return Terminal.run("transcript", id, "--config", configuration.toString());
    }

    private static void assertWrong(Terminal answer, String sentence) {
        assertThat(answer.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.complaints()).anySatisfy(line -> assertThat(line).contains(sentence));
    }

    @Test
    void what_was_recorded_is_printed_as_it_is_and_no_secret_is_needed() {
        assertThat(transcript(ID)).isEqualTo(new Terminal(ExitStatus.GOOD, "one\ntwo", ""));
        assertThat(transcript("R0123456789AB").out()).isEqualTo("one\ntwo");
        assertThat(Terminal.run(
                        "transcript", ID, "--directory", folder.resolve("kept").toString()))
                .isEqualTo(new Terminal(ExitStatus.GOOD, "one\ntwo", ""));
    }

    @Test
    void what_was_not_recorded_is_a_no() {
        var answer = transcript("r000000000000");
        assertThat(answer.status()).isEqualTo(ExitStatus.NO);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err()).contains("Nothing was recorded of r000000000000");
    }

    @Test
    void a_directory_that_is_not_there_is_not_made() throws IOException {
        configure("");
        assertWrong(
                transcript(ID), "There is no directory " + folder.resolve("transcripts") + ". Nothing was printed.");
        assertThat(folder.resolve("transcripts")).doesNotExist();
    }

    @Test
    void a_transcript_that_cannot_be_read_is_told() throws IOException {
        Files.createDirectory(folder.resolve("kept").resolve("r000000000000.txt"));
        assertWrong(
                transcript("r000000000000"), "the transcript of r000000000000 cannot be read. Nothing was printed.");
    }

    @Test
    void what_is_asked_wrongly_is_told_in_a_sentence() throws IOException {
        assertWrong(transcript("../../etc/passwd"), "is not the id of a request, such as r0123456789ab.");
        assertWrong(Terminal.run("transcript", ID), "--config");
        configure("transcripts: { directory: \"${KEPT}\" }");
        assertWrong(transcript(ID), "name the directory with --directory. Nothing was printed.");
        configure("transcripts: [");
        assertWrong(transcript(ID), "Nothing was printed.");
        configure("transcripts: { directory: 5 }");
        assertWrong(transcript(ID), "directory must be text");
    }
}
