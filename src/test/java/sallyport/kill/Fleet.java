package sallyport.kill;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import sallyport.audit.Ledger;
import sallyport.audit.SigningKeyFile;
import sallyport.audit.VerificationKey;
import sallyport.run.Windows;
import sallyport.store.DynamoLedger;
import sallyport.store.DynamoTable;
import sallyport.store.LedgerPlace;
import sallyport.store.SqliteLedger;

/** Replicas of the application over one ledger, each behind gates of its own, and Slack that asks any that listens. */
final class Fleet implements AutoCloseable {
    private static final String CONFIGURATION = """
            slack:
              bot_token: ${SLACK_BOT_TOKEN}
              signing_secrets: ["${SLACK_SIGNING_SECRET}"]
              team_ids: [T0SANDBOX]
              api_url: http://127.0.0.1:SLACK_PORT/api/
            http: { host: 127.0.0.1, port: OWN_PORT, management_port: 0 }
            people:
              groups:
                dev: [U0REQUESTER, U0APPROVER1, U0APPROVER2]
                sre: [U0APPROVER1, U0APPROVER2]
            targets:
              web: { account: "123456789012", region: us-east-1, cluster: demo, service: web, container: app,
                     owner_channel: C0ECSOPS, read_role: "arn:aws:iam::123456789012:role/sallyport-read",
                     exec_role: "arn:aws:iam::123456789012:role/sallyport-exec",
                     external_id: sandbox-0b7c1c5e-6f0e, source_identity: true, session_tags: true }
            policy: policy.yml
            store: STORE
            transcripts: { directory: transcripts }
            audit: { signing_key: KEY, weekly_exec_report: false }
            testing:
              allow_endpoint_overrides: true
              aws_endpoint: http://127.0.0.1:AWS_PORT
              windows: { WINDOWS }
            """;

    private static final String POLICY = """
            version: 1
            commands:
              work:
                summary: Leave a line, then tick
                argv: [work, "{number}", "{ticks}"]
                params:
                  number: { type: int, min: 1, max: 99999 }
                  ticks: { type: int, min: 1, max: 999 }
                effect: write
                deadline: 5m
              background:
                summary: The same for a read that nobody has to approve
                argv: [work, "{number}", "{ticks}", background]
                params:
                  number: { type: int, min: 1, max: 99999 }
                  ticks: { type: int, min: 1, max: 999 }
                effect: read
                deadline: 5m
            grants:
              - id: reviewed
                command: work
                targets: [web]
                groups: [dev]
                approval: { all_of: [{ group: sre, count: 1 }] }
              - id: free
                command: background
                targets: [web]
                groups: [dev]
                approval: none
            """;

    private final Path data;
    private final Far far;
    private final LedgerPlace place;
    private final Windows windows;
    private final List<Replica> replicas;
    private final VerificationKey signed;
    private final List<Gate> gates = new ArrayList<>();
    private final AtomicReference<Optional<Predicate<Passing>>> trap = new AtomicReference<>(Optional.empty());
    private final AtomicReference<Optional<Replica>> victim = new AtomicReference<>(Optional.empty());
    /** No replica outlives a build that was broken off. */
    private final Thread lastOrder = new Thread(this::killAll);

    private final AtomicBoolean storeAway = new AtomicBoolean();
    private final Random random = new Random(7);

    /** Writes down how each replica is configured; none runs yet. */
    Fleet(Path data, Far far, LedgerPlace place, Windows windows, int size) {
        this.data = data;
        this.far = far;
        this.place = place;
        this.windows = windows;
        var ports = Ports.free(size);
        this.replicas = IntStream.range(0, size)
                .mapToObj(i -> new Replica("replica-" + i, ports.get(i), data.resolve("replica-" + i)))
                .toList();
        var key = data.resolve("signing-key.pem");
        this.signed = verificationKey(SigningKeyFile.create(key));
        var fronts = new ArrayList<Gate>();
        for (int i = 0; i < size; i++) {
            fronts.add(surround(replicas.get(i), key, data.resolve("replica-" + i)));
        }
        var balancer = gate(Passing.Way.FROM_SLACK, _ -> fronts.get(listening()).port(), _ -> true);
        Runtime.getRuntime().addShutdownHook(lastOrder);
        far.slack.connect(URI.create("http://127.0.0.1:" + balancer.port()));
    }

    private static VerificationKey verificationKey(SigningKeyFile.Answer made) {
        return switch (made) {
            case SigningKeyFile.Answer.Key(var key) -> key.verification();
            case SigningKeyFile.Answer.Refused(var why) -> throw new AssertionError(why);
        };
    }

    /** What the replicas' checkpoints are to be verified with. */
    VerificationKey signed() {
        return signed;
    }

    private Gate surround(Replica replica, Path key, Path directory) {
        Predicate<Passing> watch = passing -> goesOn(replica, passing);
        var front = gate(Passing.Way.FROM_SLACK, _ -> replica.port(), watch);
        var slack = gate(Passing.Way.TO_SLACK, _ -> far.slack.endpoint().getPort(), watch);
        var aws = gate(Passing.Way.TO_AWS, this::awsOrTable, watch);
        write(directory, "policy.yml", POLICY);
        write(
                directory,
                "sallyport.yml",
                CONFIGURATION
                        .replace("SLACK_PORT", Integer.toString(slack.port()))
                        .replace("OWN_PORT", Integer.toString(replica.port()))
                        .replace("STORE", store())
                        .replace("KEY", key.toString())
                        .replace("AWS_PORT", Integer.toString(aws.port()))
                        .replace("WINDOWS", windowsInMillis()));
        return front;
    }

    private String windowsInMillis() {
        return "sweep_ms: %d, beat_ms: %d, silence_ms: %d, start_closed_ms: %d"
                .formatted(
                        windows.sweep().toMillis(),
                        windows.beat().toMillis(),
                        windows.silence().toMillis(),
                        windows.startClosed().toMillis());
    }

    private String store() {
        return switch (place) {
            case LedgerPlace.Sqlite(var file) -> "{ sqlite: " + file + " }";
            case LedgerPlace.Dynamo(DynamoTable table) ->
                "{ dynamodb: { table: " + table.name() + ", region: " + table.region() + " } }";
        };
    }

    private int awsOrTable(String head) throws IOException {
        boolean isTable = head.contains("DynamoDB_20120810");
        if (isTable && storeAway.get()) {
            throw new IOException("the store is away");
        }
        return isTable && place instanceof LedgerPlace.Dynamo(DynamoTable table)
                ? table.endpointOverride().orElseThrow().getPort()
                : far.aws.endpoint().getPort();
    }

    private Gate gate(Passing.Way way, Gate.Route route, Predicate<Passing> watch) {
        var gate = new Gate(way, route, watch);
        gates.add(gate);
        return gate;
    }

    private static void write(Path directory, String name, String text) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean goesOn(Replica replica, Passing passing) {
        var armed = trap.get();
        if (armed.filter(moment -> moment.test(passing)).isEmpty() || !trap.compareAndSet(armed, Optional.empty())) {
            return true;
        }
        replica.kill();
        victim.set(Optional.of(replica));
        return false;
    }

    /** Any of those that listen; while none does, the first, which refuses. */
    private int listening() {
        var up = IntStream.range(0, replicas.size())
                .filter(i -> replicas.get(i).isListening())
                .toArray();
        return up.length == 0 ? 0 : up[random.nextInt(up.length)];
    }

    /** Starts all processes and returns at once. */
    void launch() {
        replicas.forEach(Replica::start);
    }

    void awaitListening() {
        replicas.forEach(Replica::awaitListening);
    }

    /** Starts a killed replica again, and waits only for as many as a fleet of this size needs to go on. */
    void restart(Replica killed) {
        killed.start();
        int needed = replicas.size() - replicas.size() / 2;
        await("enough replicas").atMost(Duration.ofMinutes(2)).until(() -> {
            replicas.forEach(Replica::startAgainIfItGaveUp);
            return replicas.stream().filter(Replica::isListening).count() >= needed;
        });
    }

    /** The next process that comes to this moment is killed there. */
    void arm(Predicate<Passing> moment) {
        victim.set(Optional.empty());
        trap.set(Optional.of(moment));
    }

    boolean isSprung() {
        return victim.get().isPresent();
    }

    Replica awaitVictim(Duration patience) {
        return await("somebody comes to the moment")
                .atMost(patience)
                .until(victim::get, Optional::isPresent)
                .orElseThrow();
    }

    void takeStoreAway() {
        storeAway.set(true);
    }

    void bringStoreBack() {
        storeAway.set(false);
    }

    /** The ledger, to look at. */
    Ledger ledger() {
        return switch (place) {
            case LedgerPlace.Sqlite(var file) -> SqliteLedger.open(file);
            case LedgerPlace.Dynamo(var table) -> DynamoLedger.open(table, Clock.systemUTC());
        };
    }

    Path data() {
        return data;
    }

    List<Replica> replicas() {
        return replicas;
    }

    @Override
    public void close() {
        Runtime.getRuntime().removeShutdownHook(lastOrder);
        killAll();
        gates.forEach(Gate::close);
    }

    private void killAll() {
        replicas.forEach(Replica::close);
    }
}
