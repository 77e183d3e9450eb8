package sallyport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import sallyport.audit.InstallationJournal;
import sallyport.audit.InstallationJournal.Loaded;
import sallyport.store.LedgerPlace;

/** A process of its own that is sent SIGHUP, by which a JVM ends unless somebody listens. */
@DisabledOnOs(OS.WINDOWS)
class ReloadProcessTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /** Nobody listens there; nothing of this needs Slack or AWS. */
    private static final String CONFIGURATION = """
            slack: { bot_token: xoxb-1, signing_secrets: [s], team_ids: [T1], api_url: "http://127.0.0.1:9/api/" }
            http: { host: 127.0.0.1, port: 0, management_port: 0 }
            people: { groups: { dev: [U1] }, on_call: oncall.yml }
            targets:
              web: { account: "123456789012", region: eu-central-1, cluster: prod, service: web }
            policy: policy.yml
            testing: { allow_endpoint_overrides: true, aws_endpoint: "http://127.0.0.1:9" }
            """;

    private static final String FIRST = """
            version: 1
            grants:
              - { id: reading, capabilities: [logs], targets: [web], groups: [dev] }
            """;
    private static final String SECOND = FIRST.replace("[logs]", "[logs, tasks]");

    private static final String SCHEDULES = """
            version: 1
            schedules:
              nights: { zone: UTC, rotation: { start: 2026-01-01T20:00, length: 1d, people: [U1] } }
            """;
    private static final String OTHERS = SCHEDULES.replace("[U1]", "[U1, U2]");

    @TempDir
    Path directory;

    private Optional<Process> started = Optional.empty();

    @BeforeEach
    void write() throws IOException {
        Files.writeString(directory.resolve("sallyport.yml"), CONFIGURATION);
        Files.writeString(directory.resolve("policy.yml"), FIRST);
        Files.writeString(directory.resolve("oncall.yml"), SCHEDULES);
    }

    private Process process() {
        return started.orElseThrow();
    }

    private void start(String... launcher) throws IOException {
        started = Optional.of(
                new ProcessBuilder(Stream.concat(Stream.of(launcher), serve()).toList())
                        .redirectErrorStream(true)
                        .redirectOutput(directory.resolve("log").toFile())
                        .start());
        awaitSaid("app.started");
    }

    private Stream<String> serve() {
        return Stream.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath(),
                "sallyport.App",
                "serve",
                "--config",
                directory.resolve("sallyport.yml").toString());
    }

    @AfterEach
    void end() {
        started.ifPresent(Process::destroyForcibly);
    }

    @Test
    void it_reads_its_policy_and_its_schedules_again_and_lives_on() throws IOException, InterruptedException {
        start();
        assumeThat(said())
                .as("the tests themselves were started with SIGHUP ignored, and a child cannot undo that")
                .doesNotContain("signal.ignored");
        Files.writeString(directory.resolve("policy.yml"), SECOND);
        Files.writeString(directory.resolve("oncall.yml"), OTHERS);
        hangUp();
        awaitSaid("files.reread");
        await().atMost(PATIENCE).until(() -> said().split("policy\\.loaded", -1).length == 3);
        await().atMost(PATIENCE).until(() -> said().split("on-call\\.loaded", -1).length == 3);
        Files.writeString(directory.resolve("policy.yml"), FIRST + "  - broken\n");
        hangUp();
        awaitSaid("policy.alarm");

        process().destroy();
        assertThat(process().waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(loaded(InstallationJournal::policies)).containsExactly(FIRST, SECOND);
        assertThat(loaded(InstallationJournal::onCall)).containsExactly(SCHEDULES, OTHERS);
    }

    @Test
    void it_says_that_it_was_started_deaf_to_the_signal_and_finds_the_change_by_looking() throws IOException {
        start("sh", "-c", "trap '' HUP; exec \"$@\"", "sh");
        awaitSaid("signal.ignored");
        Files.writeString(directory.resolve("policy.yml"), SECOND);
        await().atMost(PATIENCE).until(() -> said().split("policy\\.loaded", -1).length == 3);
    }

    /** What is delivered, without the tests and their logging. */
    private static String classPath() {
        var libraries = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .filter(entry -> entry.endsWith(".jar"));
        var classes = Path.of("target", "classes").toAbsolutePath().toString();
        return Stream.concat(Stream.of(classes), libraries).collect(Collectors.joining(File.pathSeparator));
    }

    private void hangUp() throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", "-HUP", Long.toString(process().pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    private List<String> loaded(Function<InstallationJournal, List<Loaded>> kind) {
        var place = new LedgerPlace.Sqlite(directory.resolve("sallyport.db"));
        try (var ledger = Remembered.ledger(place, Clock.systemUTC())) {
            return kind.apply(new InstallationJournal(ledger)).stream()
                    .map(Loaded::text)
                    .toList();
        }
    }

    private void awaitSaid(String words) {
        await().atMost(PATIENCE).until(() -> {
            assertThat(process().isAlive()).as("it ended: %s", said()).isTrue();
            return said().contains(words);
        });
    }

    private String said() throws IOException {
        return Files.readString(directory.resolve("log"));
    }
}
