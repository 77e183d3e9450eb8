package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.policy.Capability;
import sallyport.request.Argv;

class RefusedAskTest {
    private static RefusedAsk ask(Optional<String> container, String... argv) {
        return new RefusedAsk.OfCommand("web", container, Argv.of(argv));
    }

    @Test
    void travels_as_the_line_that_asks_for_it() {
        assertThat(ask(Optional.empty(), "cat", "a b").value()).contains("exec web -- cat 'a b'");
        assertThat(ask(Optional.of("app"), "-x").value()).contains("exec web --container app -- -x");
    }

    @ParameterizedTest
    @EnumSource
    void a_capability_travels_as_the_line_that_asks_about_it(Capability capability) {
        var ask = new RefusedAsk.OfCapability("prod/web", capability);
        assertThat(ask.value()).contains("explain prod/web --capability " + capability.word());
        assertThat(RefusedAsk.read(ask.value().orElseThrow())).contains(ask);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "&amp;",
                "<!channel>",
                "%26",
                "%2526",
                "a|b;c&&d",
                "$HOME",
                "`id`",
                "it's",
                "\"",
                "\\",
                "#",
                "--"
            })
    void comes_back_as_it_was_and_without_what_slack_writes_as_entities(String argument) {
        for (var container : List.of(Optional.<String>empty(), Optional.of("app"))) {
            var ask = ask(container, "echo", argument, "--container", "other");
            assertThat(ask.value())
                    .hasValueSatisfying(value -> assertThat(value).doesNotContainPattern("[&<>]"));
            assertThat(RefusedAsk.read(ask.value().orElseThrow())).contains(ask);
        }
    }

    @Test
    void what_is_longer_than_a_button_takes_has_no_value() {
        int rest = RefusedAsk.MAX_VALUE - "exec web -- x ".length();
        assertThat(ask(Optional.empty(), "x", "y".repeat(rest)).value())
                .hasValueSatisfying(value -> assertThat(value).hasSize(RefusedAsk.MAX_VALUE));
        assertThat(ask(Optional.empty(), "x", "y".repeat(rest + 1)).value()).isEmpty();
    }

    @Test
    void what_would_not_come_back_as_it_was_has_no_value() {
        assertThat(ask(Optional.empty(), "echo", "e\u0301").value()).isEmpty();
        assertThat(new RefusedAsk.OfCommand("a b", Optional.empty(), Argv.of("x")).value())
                .isEmpty();
        assertThat(new RefusedAsk.OfCapability("a b", Capability.LOGS).value()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "r0123456789ab",
                "help",
                "exec web",
                "exec web -- a | b",
                "explain web -- uname",
                "explain web --capability nothing",
                "logs web",
                "exec web -- a \u202E",
                "exec web -- \u201Ca\u201D"
            })
    void what_is_no_value_of_ours_is_not_read(String value) {
        assertThat(RefusedAsk.read(value)).isEmpty();
        assertThat(RefusedAsk.read("exec web -- x " + "y".repeat(RefusedAsk.MAX_VALUE)))
                .isEmpty();
    }
}
