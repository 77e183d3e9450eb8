package sallyport.run;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.request.Argv;

/** Runs the line that is sent to ECS, split as the agent splits it, under this machine's own {@code /bin/sh}. */
class WrapperTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 126, 255})
    void the_code_of_the_command_is_reported(int code) throws Exception {
        var end = run(Argv.of("/bin/sh", "-c", "echo hello; exit " + code));
        assertThat(end.rest()).isEqualTo("hello\n");
        assertThat(end.code()).isEqualTo(OptionalInt.of(code));
    }

    @Test
    void a_command_that_does_not_exist_ends_with_127() throws Exception {
        var end = run(Argv.of("no-such-command-here"));
        assertThat(end.rest()).contains("not found");
        assertThat(end.code()).isEqualTo(OptionalInt.of(127));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$(id)",
                "`id`",
                "; rm -rf /",
                "&& id",
                "| cat",
                "> /dev/null",
                "*",
                "~",
                "$HOME",
                "${IFS}",
                "it's",
                "'",
                "''",
                "\"",
                "\\",
                "\\n",
                "%s%d",
                "-n",
                "--",
                "#",
                "a  b",
                " ",
                "",
                "!!",
                "{a,b}",
                "[a]",
                "x=1",
                "grüße 🚀"
            })
    void an_argument_arrives_as_it_is(String argument) throws Exception {
        var end = run(Argv.of("/usr/bin/printf", "<%s>", "first", argument, "last"));
        assertThat(end.rest()).isEqualTo("<first><" + argument + "><last>");
        assertThat(end.code()).isEqualTo(OptionalInt.of(0));
    }

    @Test
    void the_wrapper_survives_a_ctrl_c_that_its_command_handles() throws Exception {
        var end = run(Argv.of("/bin/sh", "-c", "kill -INT $PPID; exit 3"));
        assertThat(end.code()).isEqualTo(OptionalInt.of(3));
    }

    @Test
    void a_command_that_dies_of_ctrl_c_ends_with_130() throws Exception {
        assumeFalse(
                interruptIsIgnored(),
                "SIGINT is ignored here, as in the background of a script, and that is inherited");
        var end = run(Argv.of("/bin/sh", "-c", "kill -INT $$"));
        assertThat(end.code()).isEqualTo(OptionalInt.of(130));
    }

    @Test
    void the_command_cannot_mistake_the_marker_for_an_argument() throws Exception {
        var end = run(Argv.of("/bin/sh", "-c", "echo $#", "name"));
        assertThat(end.rest()).isEqualTo("0\n");
    }

    /** Where the kernel tells: signal 2 in the mask of those that are ignored. */
    private static boolean interruptIsIgnored() throws IOException {
        var status = Path.of("/proc/self/status");
        return Files.exists(status)
                && Files.readAllLines(status).stream()
                        .filter(line -> line.startsWith("SigIgn:"))
                        .map(line -> line.substring("SigIgn:".length()).strip())
                        .anyMatch(mask -> (Long.parseUnsignedLong(mask, 16) & 0b10) != 0);
    }

    private static ExitMarker.End run(Argv argv) throws IOException, InterruptedException {
        var marker = ExitMarker.random(new Random());
        var process = new ProcessBuilder(words(marker.wrap(argv)))
                .redirectErrorStream(true)
                .start();
        process.getOutputStream().close();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, SECONDS)).isTrue();
        var early = marker.accept(output);
        var end = marker.finish();
        return new ExitMarker.End(early + end.rest(), end.code());
    }

    /** As much of shlex as our own quoting needs: single quotes, and a backslash outside of them. */
    private static List<String> words(String line) {
        var words = new ArrayList<String>();
        var word = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\'') {
                quoted = !quoted;
            } else if (c == '\\' && !quoted) {
                word.append(line.charAt(++i));
            } else if (c == ' ' && !quoted) {
                words.add(word.toString());
                word.setLength(0);
            } else {
                word.append(c);
            }
        }
        words.add(word.toString());
        return words;
    }
}
