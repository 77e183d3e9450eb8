package sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sallyport.audit.SigningKeyFile;
import sallyport.store.SqliteLedger;
import sallyport.watch.Checks;
import sallyport.watch.Evidence;
import sallyport.watch.Severity;

/** What {@code sallyport doctor} finds in an installation whose Slack and AWS do not answer. */
class CheckupTest {
    /** A port that nothing listens on. */
    private static final String NOWHERE = "http://127.0.0.1:1";

    private static final String POLICY = """
            version: 1
            commands:
              uptime: { summary: Up, argv: [uptime], effect: read }
            grants:
              - id: web-uptime
                command: uptime
                targets: [web]
                groups: [dev]
                approval: { all_of: [ { group: sre } ] }
            """;

    @TempDir
    Path directory;

    private String audit = "";
    private String policy = POLICY;

    private Checks checks() throws IOException {
        Files.writeString(directory.resolve("policy.yml"), policy);
        var configuration = """
                slack: { bot_token: xoxb-1, signing_secrets: [s], team_ids: [T1], api_url: "%s/api/" }
                people: { groups: { dev: [U1], sre: [U2] } }
                targets:
                  web: { account: "123456789012", region: eu-central-1, cluster: prod, service: web }
                policy: policy.yml
                store: { sqlite: data/sallyport.db }
                transcripts: { directory: data/transcripts }
                testing: { allow_endpoint_overrides: true, aws_endpoint: "%s" }
                %s
                """.formatted(NOWHERE, NOWHERE, audit);
        return new Checks(Checkup.of(SettingsReader.read(configuration, directory, Map.of()), Clock.systemUTC()));
    }

    private Severity severity(String id) throws IOException {
        return checks().get(id).severity();
    }

    @Test
    void a_broken_configuration_is_told_with_every_mistake() {
        var checks = Checkup.of(SettingsReader.read("nonsense: 1\n", directory, Map.of()), Clock.systemUTC());

        assertThat(checks.getFirst().id()).isEqualTo("I0");
        assertThat(checks.getFirst().severity()).isEqualTo(Severity.BLOCKS);
        assertThat(checks.getFirst().evidence())
                .extracting(Evidence::value)
                .anyMatch(line -> line.contains("nonsense"));
    }

    @Test
    void what_does_not_answer_could_not_be_checked() throws IOException {
        var checks = checks();

        assertThat(checks.values())
                .filteredOn(check -> check.id().matches("I[2345]|D\\d+"))
                .isNotEmpty()
                .allSatisfy(check -> assertThat(check.severity()).as(check.id()).isEqualTo(Severity.COULD_NOT_CHECK));
        assertThat(checks.get("D0").title()).startsWith("web: ");
    }

    @Test
    void what_the_first_start_makes_is_not_made_by_looking() throws IOException {
        assertThat(severity("I7")).isEqualTo(Severity.INFORMATION);
        assertThat(severity("I10")).isEqualTo(Severity.INFORMATION);
        assertThat(directory.resolve("data")).doesNotExist();
    }

    @Test
    void a_ledger_and_transcripts_that_are_there_are_fine() throws IOException {
        SqliteLedger.open(directory.resolve("data/sallyport.db")).close();
        Files.createDirectories(directory.resolve("data/transcripts"));

        assertThat(severity("I7")).isEqualTo(Severity.FINE);
        assertThat(severity("I10")).isEqualTo(Severity.FINE);
    }

    @Test
    void a_file_that_is_no_ledger_and_one_in_the_way_of_transcripts_block() throws IOException {
        Files.createDirectories(directory.resolve("data"));
        Files.writeString(directory.resolve("data/sallyport.db"), "not a ledger, but long enough to look like a file");
        Files.writeString(directory.resolve("data/transcripts"), "");

        assertThat(severity("I7")).isEqualTo(Severity.BLOCKS);
        assertThat(severity("I10")).isEqualTo(Severity.BLOCKS);
    }

    @Test
    void an_unsigned_trail_is_advised_against_and_a_key_beside_the_data_blocks() throws IOException {
        assertThat(severity("I8")).isEqualTo(Severity.ADVICE);

        SigningKeyFile.create(directory.resolve("audit.pem"));
        audit = "audit: { signing_key: audit.pem }";
        assertThat(severity("I8")).isEqualTo(Severity.FINE);

        Files.createDirectories(directory.resolve("data/transcripts"));
        Files.move(directory.resolve("audit.pem"), directory.resolve("data/transcripts/audit.pem"));
        audit = "audit: { signing_key: data/transcripts/audit.pem }";
        assertThat(severity("I8")).isEqualTo(Severity.BLOCKS);
    }

    @Test
    void a_policy_with_a_group_that_nobody_knows_blocks() throws IOException {
        assertThat(severity("I9")).isEqualTo(Severity.FINE);

        policy = POLICY.replace("group: sre", "group: srex");
        assertThat(severity("I9")).isEqualTo(Severity.BLOCKS);
        assertThat(checks().get("I9").evidence()).extracting(Evidence::value).anyMatch(line -> line.contains("srex"));
    }
}
