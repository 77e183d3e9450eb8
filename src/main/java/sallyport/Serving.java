package sallyport;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.audit.LedgerUnavailable;
import sallyport.cli.Archive;
import sallyport.policy.Policy;
import sallyport.store.LedgerPlace;

/** Starts the application from its files and runs it until the process is told to stop. */
final class Serving {
    private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

    private Serving() {}

    static boolean serve(Path configuration, PrintWriter err) {
        var settings = settings(configuration, err);
        var policy = settings.flatMap(read -> policy(read, err));
        var opened = policy.flatMap(_ -> settings.flatMap(read -> key(read, err)));
        return opened.isPresent() && run(settings.orElseThrow(), policy.orElseThrow(), opened.get(), err);
    }

    /** Opens the ledger for a look at its audit trail, while the application runs or not. */
    static Optional<Archive.Opened> open(Path configuration, PrintWriter err) {
        var settings = settings(configuration, err);
        var key = settings.filter(read -> exists(read.store(), err)).flatMap(read -> key(read, err));
        try {
            return key.map(found -> new Archive.Opened(
                    Wiring.ledger(settings.orElseThrow().store(), Clock.systemUTC()), found.signer()));
        } catch (LedgerUnavailable e) {
            err.println("Nothing was done: " + e.explanation());
            return Optional.empty();
        }
    }

    /** A look must not make an empty ledger where somebody mistyped a path. */
    private static boolean exists(LedgerPlace place, PrintWriter err) {
        if (place instanceof LedgerPlace.Sqlite(var file) && !Files.exists(file)) {
            err.println("Nothing was done: there is no ledger at " + file + ".");
            return false;
        }
        return true;
    }

    private static Optional<SealingKey.Answer.Found> key(Settings settings, PrintWriter err) {
        return switch (SealingKey.of(settings)) {
            case SealingKey.Answer.Found found -> Optional.of(found);
            case SealingKey.Answer.Refused(var sentence) -> {
                err.println("Sallyport did not start. " + sentence);
                yield Optional.empty();
            }
        };
    }

    private static boolean run(Settings settings, Policy policy, SealingKey.Answer.Found key, PrintWriter err) {
        if (key.signer().isEmpty()) {
            LOG.warn("audit.unsealed: no signing key is configured, so the audit trail is chained and not signed");
        }
        try (var stop = StopSignal.install();
                var wiring = new Wiring(settings, policy, key.signer(), Clock.systemUTC())) {
            if (!PatientStart.start(wiring::start, stop::await)) {
                return true;
            }
            HangUp.listen(wiring::rereadPolicy);
            LOG.atInfo()
                    .addKeyValue("port", wiring.port())
                    .addKeyValue("management", wiring.managementPort())
                    .addKeyValue("policy", policy.version())
                    .log("app.started");
            stop.await();
            LOG.info("app.stopping");
            return true;
        } catch (LedgerUnavailable e) {
            err.println("Sallyport did not start: " + e.explanation());
            return false;
        }
    }

    private static Optional<Settings> settings(Path file, PrintWriter err) {
        var directory = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("."));
        return text(file, err).flatMap(text -> switch (SettingsReader.read(text, directory, System.getenv())) {
            case SettingsReading.Read(var settings) -> Optional.of(settings);
            case SettingsReading.Broken(var problems) -> {
                complain(file, problems, err);
                yield Optional.empty();
            }
        });
    }

    private static Optional<Policy> policy(Settings settings, PrintWriter err) {
        if (settings.policy().isEmpty()) {
            LOG.warn("policy.absent: every command is refused");
            return Optional.of(Policy.absent());
        }
        var file = settings.policy().get();
        return switch (PolicyCheck.of(PolicyCheck.look(file), file, settings.groups())) {
            case PolicyCheck.Answer.Good(var policy) -> Optional.of(policy);
            case PolicyCheck.Answer.Refused(var problems) -> {
                err.println("Sallyport did not start: " + file + " cannot come into force.");
                problems.forEach(problem -> err.println("  " + problem));
                yield Optional.empty();
            }
        };
    }

    private static void complain(Path file, List<?> problems, PrintWriter err) {
        err.println("Sallyport did not start: " + file + " has mistakes.");
        problems.forEach(problem -> err.println("  " + problem));
    }

    private static Optional<String> text(Path file, PrintWriter err) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            err.println("Sallyport did not start: " + file + " cannot be read (" + e + ").");
            return Optional.empty();
        }
    }
}
