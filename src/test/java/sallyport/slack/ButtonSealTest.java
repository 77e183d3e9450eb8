package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.request.ChannelId;
import sallyport.slack.ButtonSeal.Sealed;

class ButtonSealTest {
    private static final Secret NEW = Secret.of("new");
    private static final Secret OLD = Secret.of("old");
    private static final Sealed SEALED = new Sealed("command:13.7", "exec web -- tail 'ä <!channel> & \"b\"' app.log");

    private final ButtonSeal seal = new ButtonSeal(List.of(NEW, OLD));

    private String value(ButtonSeal by) {
        return by.value(Requests.ROBIN, Requests.CHANNEL, "act", SEALED).orElseThrow();
    }

    @Test
    void what_was_sealed_comes_back_and_holds_nothing_that_slack_rewrites() {
        assertThat(value(seal)).doesNotContainPattern("[&<>\"]");
        assertThat(seal.open(Requests.ROBIN, Requests.CHANNEL, "act", value(seal)))
                .contains(SEALED);
    }

    @Test
    void a_seal_of_the_former_secret_holds_during_rotation_and_not_after() {
        var former = value(new ButtonSeal(List.of(OLD)));
        assertThat(seal.open(Requests.ROBIN, Requests.CHANNEL, "act", former)).contains(SEALED);
        assertThat(new ButtonSeal(List.of(NEW)).open(Requests.ROBIN, Requests.CHANNEL, "act", former))
                .isEmpty();
    }

    @Test
    void it_holds_for_its_person_channel_and_button_only() {
        var value = value(seal);
        assertThat(seal.open(Requests.SAM, Requests.CHANNEL, "act", value)).isEmpty();
        assertThat(seal.open(Requests.ROBIN, new ChannelId("C2"), "act", value)).isEmpty();
        assertThat(seal.open(Requests.ROBIN, Requests.CHANNEL, "other", value)).isEmpty();
    }

    @Test
    void a_changed_line_or_mark_does_not_hold() {
        var parts = value(seal).split(" ", -1);
        var other = seal.value(Requests.ROBIN, Requests.CHANNEL, "act", new Sealed("command:9", "exec web -- id"))
                .orElseThrow()
                .split(" ", -1);
        assertThat(seal.open(Requests.ROBIN, Requests.CHANNEL, "act", parts[0] + " " + parts[1] + " " + other[2]))
                .isEmpty();
        assertThat(seal.open(Requests.ROBIN, Requests.CHANNEL, "act", parts[0] + " " + other[1] + " " + parts[2]))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b c", "r0123456789ab", "AAAA AAAA AAAA"})
    void what_is_no_value_of_ours_is_not_opened(String value) {
        assertThat(seal.open(Requests.ROBIN, Requests.CHANNEL, "act", value)).isEmpty();
    }

    @Test
    void what_is_longer_than_a_button_takes_has_no_value() {
        int most = (2_000 - 43 - 2 - 6) * 3 / 4;
        assertThat(seal.value(Requests.ROBIN, Requests.CHANNEL, "act", new Sealed("mark", "x".repeat(most))))
                .hasValueSatisfying(value -> assertThat(value).hasSizeBetween(1_999, 2_000));
        assertThat(seal.value(Requests.ROBIN, Requests.CHANNEL, "act", new Sealed("mark", "x".repeat(most + 1))))
                .isEmpty();
    }
}
