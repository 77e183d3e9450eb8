package sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    @Test
    void a_good_file_is_called_good_with_its_version() throws IOException {
        var file = Files.writeString(directory.resolve("policy.yml"), """
                version: 1
                commands:
                  uptime: { summary: Up, argv: [uptime], effect: read }
                grants:
                  - { id: web-uptime, command: uptime, targets: [web], groups: [dev], approval: none }
                """);
        assertThat(check(file)).isEqualTo(ExitStatus.GOOD);
        assertThat(out.toString()).contains(file + " is good, version ");
    }

    @Test
    void a_mistake_is_named_with_its_place() throws IOException {
        var file = Files.writeString(directory.resolve("policy.yml"), "version: 1\nrules: []\n");
        assertThat(check(file)).isEqualTo(ExitStatus.NO);
        assertThat(err.toString()).startsWith(file + ": ").contains("rules");
    }

    @Test
    void a_file_that_is_not_there_is_a_wrong_question() {
        var file = directory.resolve("nothing.yml");
        assertThat(check(file)).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).isEqualToIgnoringNewLines(file + " does not exist. Nothing was checked.");
    }

    @Test
    void a_directory_cannot_be_read() {
        assertThat(check(directory)).isEqualTo(ExitStatus.NO);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(directory + " cannot be read: it is a directory. Nothing was checked.");
    }

    @Test
    void what_is_not_utf_8_cannot_be_read() throws IOException {
        var file = Files.write(directory.resolve("policy.yml"), new byte[] {'#', (byte) 0xff, '\n'});
        assertThat(check(file)).isEqualTo(ExitStatus.NO);
        assertThat(err.toString())
                .isEqualToIgnoringNewLines(file + " cannot be read: it is not UTF-8 text. Nothing was checked.");
    }

    private int check(Path file) {
        return SallyportCommand.run(
                (_, _) -> {
                    throw new AssertionError("nothing is to be served");
                },
                (_, _) -> {
                    throw new AssertionError("no records are to be opened");
                },
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                "policy",
                "check",
                file.toString());
    }
}
