package sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.audit.InstallationJournal;
import sallyport.audit.Journal;
import sallyport.cli.SallyportCommand;
import sallyport.request.Actor;
import sallyport.request.Digest;
import sallyport.request.Event;
import sallyport.request.Examples;
import sallyport.store.SqliteLedger;
import tools.jackson.databind.json.JsonMapper;

/** The verbs of {@code sallyport audit}, on a ledger in a file. */
class AuditCommandTest {
    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void fill() throws IOException {
        Files.createDirectory(directory.resolve("data"));
        configure("");
        try (var ledger = SqliteLedger.open(directory.resolve("data/sallyport.db"))) {
            new InstallationJournal(ledger).policyLoaded(Actor.component("start"), "v1", "version: 1\n", Examples.NOON);
            var request = Examples.request();
            var journal = new Journal(ledger);
            journal.file(request, "mark");
            journal.record(request.id(), new Event.TargetResolved(Examples.target(), Examples.NOON));
            journal.record(
                    request.id(),
                    new Event.ApprovalGiven(
                            Examples.REVIEWER,
                            Set.of(Examples.REVIEWERS),
                            Digest.of(request, Examples.target()),
                            Examples.NOON));
        }
    }

    private void configure(String more) throws IOException {
        Files.writeString(directory.resolve("sallyport.yml"), """
                slack: { bot_token: xoxb-test, signing_secrets: [shhh], team_ids: [T1] }
                targets:
                  web: { account: "123456789012", region: us-east-1, cluster: demo, service: web }
                store: { sqlite: data/sallyport.db }
                transcripts: { directory: data/transcripts }
                """ + more);
    }

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return SallyportCommand.run(
                (_, _) -> false,
                Serving::open,
                Serving::examine,
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                Arrays.stream(arguments)
                        .map(argument -> argument.replace("DIR", directory.toString()))
                        .toArray(String[]::new));
    }

    private void key() throws IOException {
        assertThat(run("audit", "key", "DIR/audit.key")).isZero();
        Files.writeString(directory.resolve("public.pem"), out.toString());
        configure("audit: { signing_key: audit.key }\n");
    }

    @Test
    void a_key_an_export_and_a_verification_a_year_later() throws IOException {
        key();
        assertThat(run("audit", "export", "--config", "DIR/sallyport.yml", "--out", "DIR/audit.jsonl"))
                .isZero();
        assertThat(run("audit", "verify", "DIR/audit.jsonl", "--key", "DIR/public.pem"))
                .isZero();
        assertThat(out.toString().lines())
                .hasSize(3)
                .first()
                .isEqualTo("4 events in 2 chains, 1 checkpoints: everything holds.");
        assertThat(out.toString()).contains("Not sealed: 0 events in 0 chains.");
    }

    @Test
    void a_changed_file_is_told_line_by_line_and_in_json() throws IOException {
        key();
        run("audit", "export", "--config", "DIR/sallyport.yml", "--out", "DIR/audit.jsonl");
        var file = directory.resolve("audit.jsonl");
        Files.writeString(file, Files.readString(file).replace("nightly", "weekly"));
        assertThat(run("audit", "verify", "DIR/audit.jsonl", "--key", "DIR/public.pem"))
                .isEqualTo(1);
        assertThat(out.toString())
                .startsWith("line 3: " + Examples.request().id() + ": its hash is not the hash of its text");
        assertThat(run("audit", "verify", "DIR/audit.jsonl", "--key", "DIR/public.pem", "--json"))
                .isEqualTo(1);
        var json = JsonMapper.shared().readTree(out.toString());
        assertThat(json.path("holds").asBoolean()).isFalse();
        assertThat(json.path("events").asInt()).isEqualTo(4);
        assertThat(json.path("sealed").path("number").asInt(-1)).isZero();
        assertThat(json.path("findings").path(0).path("line").asInt()).isEqualTo(3);
        assertThat(json.path("findings").path(0).path("chain").asString())
                .isEqualTo(Examples.request().id().value());
    }

    @Test
    void without_a_key_the_export_says_that_nothing_is_sealed() {
        assertThat(run("audit", "export", "--config", "DIR/sallyport.yml")).isZero();
        assertThat(err.toString()).contains("No signing key is configured");
        assertThat(out.toString().lines()).hasSize(6);
        assertThat(run("audit", "export", "--config", "DIR/sallyport.yml", "--out", "DIR/audit.jsonl"))
                .isZero();
        assertThat(run("audit", "verify", "DIR/audit.jsonl")).isZero();
        assertThat(out.toString()).contains("Unsealed: no checkpoint is signed");
    }

    @Test
    void nothing_is_written_over() throws IOException {
        Files.writeString(directory.resolve("audit.jsonl"), "precious");
        assertThat(run("audit", "export", "--config", "DIR/sallyport.yml", "--out", "DIR/audit.jsonl"))
                .isEqualTo(1);
        assertThat(directory.resolve("audit.jsonl")).hasContent("precious");
        assertThat(run("audit", "key", "DIR/audit.jsonl")).isEqualTo(1);
        assertThat(err.toString()).contains("exists and was left as it is");
    }

    @Test
    void a_key_beside_the_data_is_refused_before_anything_is_opened() throws IOException {
        assertThat(run("audit", "key", "DIR/data/audit.key")).isZero();
        configure("audit: { signing_key: data/audit.key }\n");
        assertThat(run("audit", "export", "--config", "DIR/sallyport.yml")).isEqualTo(1);
        assertThat(err.toString()).contains("lies in the data directory");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void a_witness_and_recordings_can_be_asked_for() throws IOException {
        key();
        run("audit", "export", "--config", "DIR/sallyport.yml", "--out", "DIR/audit.jsonl");
        assertThat(run(
                        "audit",
                        "verify",
                        "DIR/audit.jsonl",
                        "--key",
                        "DIR/public.pem",
                        "--transcripts",
                        "DIR/data",
                        "--witness",
                        "0:" + "0".repeat(64)))
                .isEqualTo(1);
        assertThat(out.toString()).contains("it is not the one that was witnessed");
    }

    @Test
    void a_period_is_listed_as_csv_and_as_json() {
        var period = List.of("--from", "2026-03-01", "--to", "2026-03-01");
        assertThat(run(
                        "audit",
                        "report",
                        "--config",
                        "DIR/sallyport.yml",
                        period.get(0),
                        period.get(1),
                        period.get(2),
                        period.get(3)))
                .isZero();
        assertThat(out.toString().lines()).hasSize(2);
        assertThat(out.toString()).contains("\"T1/U2 at 2026-03-01T12:00:00Z\"");
        assertThat(run(
                        "audit",
                        "report",
                        "--config",
                        "DIR/sallyport.yml",
                        "--json",
                        "--from",
                        "2026-02-28",
                        "--to",
                        "2026-03-02"))
                .isZero();
        assertThat(JsonMapper.shared().readTree(out.toString()).path("outcome").asString())
                .isEqualTo("open");
        assertThat(run(
                        "audit",
                        "report",
                        "--config",
                        "DIR/sallyport.yml",
                        "--from",
                        "2026-03-02",
                        "--to",
                        "2026-03-03"))
                .isZero();
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void cloudtrail_is_compared() throws IOException {
        run("audit", "export", "--config", "DIR/sallyport.yml", "--out", "DIR/audit.jsonl");
        Files.writeString(directory.resolve("ct.json"), "{\"Records\":[]}");
        assertThat(run("audit", "reconcile", "DIR/audit.jsonl", "--cloudtrail", "DIR/ct.json"))
                .isZero();
        Files.writeString(
                directory.resolve("ct.json"),
                "{\"eventName\":\"ExecuteCommand\",\"eventID\":\"e1\",\"userIdentity\":{\"arn\":\"arn:x/mallory\"}}\n");
        assertThat(run("audit", "reconcile", "DIR/audit.jsonl", "--cloudtrail", "DIR/ct.json"))
                .isEqualTo(1);
        assertThat(out.toString())
                .startsWith("ExecuteCommand without a run: event e1")
                .contains("arn:x/mallory");
        Files.writeString(directory.resolve("ct.json"), "{ this is");
        assertThat(run("audit", "reconcile", "DIR/audit.jsonl", "--cloudtrail", "DIR/ct.json"))
                .isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "audit",
                "audit verify",
                "audit verify DIR/nowhere",
                "audit verify DIR/sallyport.yml --key DIR/sallyport.yml",
                "audit verify DIR/sallyport.yml --key DIR/nowhere",
                "audit verify DIR/sallyport.yml --witness 3",
                "audit report --from 2026-03-02 --to 2026-03-01",
                "audit report --from yesterday --to 2026-03-01",
                "audit reconcile DIR/nowhere --cloudtrail DIR/nowhere",
                "audit key"
            })
    void what_is_asked_wrongly_is_answered_with_2(String line) {
        assertThat(run(line.split(" "))).isEqualTo(2);
        assertThat(err.toString()).isNotEmpty().doesNotContain("\tat ");
    }

    @Test
    void a_ledger_that_is_not_there_is_not_made() throws IOException {
        Files.writeString(
                directory.resolve("sallyport.yml"),
                Files.readString(directory.resolve("sallyport.yml")).replace("sallyport.db", "other.db"));
        assertThat(run("audit", "export", "--config", "DIR/sallyport.yml")).isEqualTo(1);
        assertThat(err.toString()).contains("there is no ledger at").contains("other.db");
        assertThat(directory.resolve("data/other.db")).doesNotExist();
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void an_exported_file_is_its_owners_only() throws IOException {
        run("audit", "export", "--config", "DIR/sallyport.yml", "--out", "DIR/audit.jsonl");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve("audit.jsonl"))))
                .isEqualTo("rw-------");
    }

    @Test
    void a_configuration_that_cannot_be_read_is_a_no() {
        assertThat(run("audit", "export", "--config", "DIR/nowhere.yml")).isEqualTo(1);
        assertThat(run("audit", "report", "--config", "DIR/nowhere.yml", "--from", "2026-03-01", "--to", "2026-03-01"))
                .isEqualTo(1);
    }
}
