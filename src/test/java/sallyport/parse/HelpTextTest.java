package sallyport.parse;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HelpTextTest {
    @Test
    void help_fits_a_phone() {
        assertThat(HelpText.lines("/ecs"))
                .hasSizeLessThanOrEqualTo(12)
                .allSatisfy(line -> assertThat(line).startsWith("/ecs ").hasSizeLessThanOrEqualTo(80));
    }

    @Test
    void each_subcommand_has_its_line() {
        assertThat(HelpText.lines("/ecs"))
                .contains(
                        "/ecs exec SERVICE \"COMMAND\": run a command in a container, after approval",
                        "/ecs status [ID]: show a request, or the open ones here and yours",
                        "/ecs services: list the services you can name, and how they are");
    }

    @Test
    void what_the_short_list_leaves_out_is_named() {
        assertThat(HelpText.more("/ecs"))
                .isEqualTo("Also deny, doctor, explain, extend, freeze, insights, metrics, review, thaw, transcript."
                        + " /ecs help WORD tells more about any of them.");
    }

    @Test
    void a_topic_shows_options_and_an_example() {
        assertThat(HelpText.lines("/ecs-stg", Subcommand.LOGS))
                .containsExactly(
                        "/ecs-stg logs SERVICE [--since 1h30m] [--until 10m] [--filter \"PATTERN\"]"
                                + " [--grep RE2] [--exclude RE2] [--highlight RE2] [--format short|detailed|json]"
                                + " [--tail LINES] [--head LINES] [--task ID] [--container NAME] [--previous] [--follow] [--live]",
                        "To read the newest log lines.",
                        "Example: /ecs-stg logs web --since 1h30m --filter \"error\"");
    }
}
