package sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sallyport.e2e.ControlClient;
import sallyport.sandbox.RunningSandbox;
import sallyport.sandbox.SandboxOptions;
import sallyport.sandbox.slack.Options;

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

    private static final String SCHEDULES = """
            version: 1
            schedules:
              sred: { zone: UTC, rotation: { start: 2026-01-01T08:00, length: 7d, people: [U1, U2] } }
            """;

    @TempDir
    Path directory;

    @Test
    void a_group_of_the_policy_that_nobody_can_be_in_stops_the_start() throws IOException {
        var said = serve(CONFIGURATION, POLICY);
        assertThat(said)
                .contains("Sallyport did not start", "policy.yml")
                .contains(
                        "group `sred` is defined in none of people.groups, people.slack_groups and people.on_call; the nearest that is: `sre`")
                .doesNotContain("`dev`");
        assertThat(directory.resolve("sallyport.db")).doesNotExist();
    }

    @Test
    void without_any_group_there_is_no_nearest() throws IOException {
        assertThat(serve(CONFIGURATION.replace("people: { groups: { dev: [U1], sre: [U2] } }\n", ""), POLICY))
                .contains("`dev` is defined in none of people.groups, people.slack_groups and people.on_call; none is")
                .contains("`sred` is defined in none");
    }

    @Test
    void schedules_with_a_mistake_stop_the_start() throws IOException {
        var onCall = CONFIGURATION.replace("sre: [U2] }", "sre: [U2] }, on_call: oncall.yml");
        assertThat(serve(onCall, POLICY)).contains("oncall.yml cannot come into force", "the file does not exist");
        Files.writeString(directory.resolve("oncall.yml"), SCHEDULES.replace("sred", "sre"));
        assertThat(serve(onCall, POLICY))
                .contains("oncall.yml cannot come into force")
                .contains("line 3, column 3: sre is a group of the configuration already.");
        Files.writeString(directory.resolve("oncall.yml"), SCHEDULES.replace("sred", "srex"));
        assertThat(serve(onCall, POLICY)).contains("policy.yml cannot come into force", "the nearest that is: `sre`");
        assertThat(directory.resolve("sallyport.db")).doesNotExist();
    }

    @Test
    void user_groups_that_slack_does_not_have_or_has_disabled_stop_the_start(@TempDir Path data) throws IOException {
        try (var sandbox = RunningSandbox.start(SandboxOptions.onFreePorts(data).with(SandboxOptions.Part.SLACK))) {
            new ControlClient(sandbox.slackEndpoint()).disableUserGroup("S0SRE");
            var said = serve(
                    """
                    slack: { bot_token: %s, signing_secrets: [s], team_ids: [T0SANDBOX], api_url: "%sapi/" }
                    people: { slack_groups: { sred: S0SRE, dev: S0NONE, others: S0DEV } }
                    targets:
                      web: { account: "123456789012", region: eu-central-1, cluster: prod, service: web }
                    policy: policy.yml
                    testing: { allow_endpoint_overrides: true }
                    """.formatted(
                                    Options.defaults().botToken(),
                                    sandbox.slackEndpoint().resolve("/")),
                    POLICY);
            assertThat(said.lines())
                    .containsExactly(
                            "Sallyport did not start: people.slack_groups names what it cannot use.",
                            "  dev: the workspace has no user group S0NONE",
                            "  sred: the user group S0SRE is disabled");
        }
        assertThat(directory.resolve("sallyport.db")).doesNotExist();
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
