package sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What stops the start. */
class ServingTest {
    private static final String CONFIGURATION = """
            slack: { bot_token: xoxb-1, signing_secrets: [s], team_ids: [T1] }
            people: { groups: { dev: [U1], sre: [U2] } }
            targets:
              web: { account: "123456789012", region: eu-central-1, cluster: prod, service: web }
            policy: policy.yml
            """;
    private static final String POLICY = """
            version: 1
            commands:
              uptime: { summary: Up, argv: [uptime], effect: read }
            grants:
              - id: web-uptime
                command: uptime
                targets: [web]
                groups: [dev]
                approval: { all_of: [ { group: sred } ] }
            """;

    @TempDir
    Path directory;

    @Test
    void a_group_of_the_policy_that_nobody_can_be_in_stops_the_start() throws IOException {
        var said = serve(CONFIGURATION, POLICY);
        assertThat(said)
                .contains("Sallyport did not start", "policy.yml")
                .contains(
                        "group `sred` is defined neither in people.groups of the configuration nor in people.on_call; the nearest that is: `sre`")
                .doesNotContain("`dev`");
        assertThat(directory.resolve("sallyport.db")).doesNotExist();
    }

    @Test
    void without_any_group_there_is_no_nearest() throws IOException {
        assertThat(serve(CONFIGURATION.replace("people: { groups: { dev: [U1], sre: [U2] } }\n", ""), POLICY))
                .contains(
                        "`dev` is defined neither in people.groups of the configuration nor in people.on_call; none is")
                .contains("`sred` is defined neither");
    }

    private String serve(String configuration, String policy) throws IOException {
        Files.writeString(directory.resolve("sallyport.yml"), configuration);
        Files.writeString(directory.resolve("policy.yml"), policy);
        var err = new StringWriter();
        assertThat(Serving.serve(directory.resolve("sallyport.yml"), new PrintWriter(err, true)))
                .isFalse();
        return err.toString();
    }
}
