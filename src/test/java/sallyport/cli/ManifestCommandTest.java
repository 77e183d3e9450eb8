package sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ManifestCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @ParameterizedTest
    @ValueSource(strings = {"https://ops.example.org", "https://ops.example.org/", "https://ops.example.org:8443"})
    void the_address_stands_where_slack_looks_for_it(String url) {
        assertThat(manifest("--url", url)).isEqualTo(ExitStatus.GOOD);
        assertThat(out.toString())
                .contains(url.replaceAll("/$", "") + "/slack/commands")
                .doesNotContain("sallyport.example.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://ops.example.org/sallyport",
                "https://ops.example.org/?a=b",
                "https://ops.example.org#part",
                "https://me:secret@ops.example.org",
                "http://ops.example.org",
                "https:ops.example.org",
                "ops.example.org"
            })
    void an_address_that_is_more_or_less_than_a_host_is_refused_in_a_sentence(String url) {
        assertThat(manifest("--url", url)).isEqualTo(ExitStatus.USAGE);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("https://HOST", "Nothing was printed.");
    }

    @Test
    void a_slash_command_that_slack_would_refuse_is_refused() {
        assertThat(manifest("--url", "https://ops.example.org", "--command", "ecs"))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).contains("--command must be a slash", "Nothing was printed.");
    }

    private int manifest(String... options) {
        var arguments = new String[options.length + 1];
        arguments[0] = "manifest";
        System.arraycopy(options, 0, arguments, 1, options.length);
        return SallyportCommand.run(
                (_, _) -> {
                    throw new AssertionError("nothing is to be served");
                },
                (_, _) -> {
                    throw new AssertionError("no records are to be opened");
                },
                _ -> {
                    throw new AssertionError("nothing is to be examined");
                },
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                arguments);
    }
}
