package sallyport.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WhyCommandTest {
    private static SlashCommand read(String line) {
        return ((Parsed.Ok) SlashCommandParser.parse(line)).command();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "web",
                "prod/web",
                "0123456789abcdef0123456789abcdef",
                "arn:aws:ecs:eu-west-1:111122223333:task/prod/0123456789abcdef0123456789abcdef"
            })
    void why_takes_a_service_or_a_task(String subject) {
        assertThat(read("why " + subject)).isEqualTo(new SlashCommand.Why(subject, Optional.empty()));
    }

    @Test
    void why_takes_a_task_of_a_service_by_the_beginning_of_its_id() {
        assertThat(read("why web --task 0a1b")).isEqualTo(new SlashCommand.Why("web", Optional.of("0a1b")));
    }

    @Test
    void why_without_anything_says_what_it_needs() {
        assertThat(SlashCommandParser.parse("why"))
                .isInstanceOfSatisfying(
                        Parsed.Usage.class, usage -> assertThat(usage.hint()).isEqualTo("Try: /ecs why web"));
    }

    @Test
    void help_about_why_says_that_a_task_may_stand_in_the_services_place() {
        assertThat(HelpText.lines("/ecs", Subcommand.WHY).getFirst()).startsWith("/ecs why SERVICE|TASK [--task");
    }
}
