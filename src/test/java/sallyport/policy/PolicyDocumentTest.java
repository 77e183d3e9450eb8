package sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.policy.PolicyFixture.ask;
import static sallyport.policy.PolicyFixture.policy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sallyport.policy.Decision.Allowed;
import sallyport.request.Quorum;

class PolicyDocumentTest {
    private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    static Stream<String> examples() {
        try {
            return EXAMPLE.matcher(Files.readString(Path.of("docs", "policy.md")))
                    .results()
                    .map(found -> found.group(1));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void every_example_can_be_read(String example) {
        assertThat(Policy.read(example, "docs/policy.md")).isInstanceOf(PolicyReading.Read.class);
    }

    @Test
    void the_first_example_does_what_the_text_says() {
        var policy = policy(examples().findFirst().orElseThrow());

        assertThat(policy.decide(ask("uname", "-a")))
                .isInstanceOfSatisfying(
                        Allowed.class, allowed -> assertThat(allowed.quorum()).isEqualTo(Quorum.none()));
        assertThat(policy.decide(ask("bin/rails", "db:migrate:status")))
                .isInstanceOfSatisfying(
                        Allowed.class,
                        allowed -> assertThat(allowed.quorum().progress(List.of()).places()).isEqualTo(1));
        assertThat(policy.decide(ask(List.of("env")))).isInstanceOf(Decision.Denied.class);
    }

    @Test
    void there_is_an_example_for_each_part_of_the_language() {
        assertThat(examples()).hasSizeGreaterThanOrEqualTo(4);
    }
}
