package sallyport.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** moto, given our cluster, tells of it what we tell, but for what the sandbox's README explains. */
class MotoPeerTest {
    @RegisterExtension
    static final StartedAws AWS = new StartedAws();

    /** A row of the README's table: where the difference is, in code, and then why. */
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`|]+)` \\| [^|]{10,} \\|$");

    @BeforeAll
    static void require() throws InterruptedException {
        Peer.require("moto", "python3", "-c", "import boto3, moto");
    }

    @Test
    void every_difference_is_explained_and_every_explanation_is_of_a_difference() throws Exception {
        var printed = Peer.python("moto_cluster.py", "", AWS.aws().endpoint().toString(), "demo")
                .good();
        var found = printed.lines().filter(line -> !line.isBlank()).collect(Collectors.toSet());
        assertThat(found).isEqualTo(explained());
    }

    private static Set<String> explained() throws Exception {
        var readme = Files.readString(Path.of("src/sandbox/README.md"));
        int from = readme.indexOf("### Beside moto");
        return ROW.matcher(readme.substring(from, readme.indexOf("\n## ", from)))
                .results()
                .map(row -> row.group(1))
                .collect(Collectors.toSet());
    }
}
