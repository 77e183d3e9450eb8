package sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Whole policies with one mistake each, in {@code policy/malformed}. The first line of each says where it is told, and
 * how. {@link PolicyFileTest} has every mistake of the language; here they are as people make them.
 */
class MalformedPolicyTest {
    private static final String TOLD = "# refused at ";

    static List<Path> files() throws IOException {
        try (var files = Files.list(Path.of("src", "test", "resources", "policy", "malformed"))) {
            return files.sorted().toList();
        }
    }

    @Test
    void there_are_at_least_fifty() throws IOException {
        assertThat(files()).hasSizeGreaterThanOrEqualTo(50);
    }

    @ParameterizedTest
    @MethodSource("files")
    void each_is_refused_as_a_whole_and_says_where_the_mistake_stands(Path file) throws IOException {
        var text = Files.readString(file);
        var expected = text.lines().findFirst().orElseThrow().substring(TOLD.length());

        assertThat(Policy.read(text, "policy.yml"))
                .isInstanceOfSatisfying(
                        PolicyReading.Broken.class,
                        broken -> assertThat(broken.problems().getFirst()).hasToString(expected));
    }
}
