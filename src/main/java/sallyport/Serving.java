package sallyport;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.audit.LedgerUnavailable;
import sallyport.cli.Archive;
import sallyport.cli.Clinic;
import sallyport.policy.OnCallSchedules;
import sallyport.policy.Policy;
import sallyport.slack.UserGroupReading;
import sallyport.store.LedgerPlace;

/** Starts the application from its files and runs it until the process is told to stop. */
final class Serving {
    private static final Logger LOG = LoggerFactory.getLogger(Serving.class);

    private Serving() {}

    static boolean serve(Path configuration, PrintWriter err) {
        var settings = settings(configuration, err);
        var files = settings.flatMap(read -> files(read, err));
        var opened = files.flatMap(_ -> settings.flatMap(read -> key(read, err)));
        var groups = opened.flatMap(_ -> settings.flatMap(read -> userGroups(read, err)));
        return groups.isPresent()
                && run(settings.orElseThrow(), files.orElseThrow(), groups.get(), opened.orElseThrow(), err);
    }

    /** Opens the ledger for a look at its audit trail, while the application runs or not. */
    static Optional<Archive.Opened> open(Path configuration, PrintWriter err) {
        var settings = settings(configuration, err);
        var key = settings.filter(read -> exists(read.store(), err)).flatMap(read -> key(read, err));
        try {
            return key.map(found -> new Archive.Opened(
                    Remembered.ledger(settings.orElseThrow().store(), Clock.systemUTC()), found.signer()));
        } catch (LedgerUnavailable e) {
            err.println("Nothing was done: " + e.explanation());
            return Optional.empty();
        }
    }

    /** Examines the installation without starting anything. */
    static Clinic.Answer examine(Path configuration) {
        return switch (FileContent.of(configuration)) {
            case FileContent.Unreadable(var why) -> new Clinic.Answer.NoConfiguration(configuration + ": " + why + ".");
            case FileContent.Text(var text) ->
                new Clinic.Answer.Examined(Checkup.of(
                        SettingsReader.read(text, directory(configuration), System.getenv()), Clock.systemUTC()));
        };
    }

    private static Path directory(Path file) {
        return Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("."));
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

    private static boolean run(
            Settings settings,
            Wiring.Files files,
            UserGroupReading groups,
            SealingKey.Answer.Found key,
            PrintWriter err) {
        if (key.signer().isEmpty()) {
            LOG.warn("audit.unsealed: no signing key is configured, so the audit trail is chained and not signed");
        }
        try (var stop = StopSignal.install();
                var wiring = new Wiring(settings, files, groups, key.signer(), Clock.systemUTC())) {
            if (!PatientStart.start(wiring::start, stop::await)) {
                return true;
            }
            HangUp.listen(wiring::reread);
            LOG.atInfo()
                    .addKeyValue("port", wiring.port())
                    .addKeyValue("management", wiring.managementPort())
                    .addKeyValue("policy", files.policy().version())
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
        return text(file, err).flatMap(text -> switch (SettingsReader.read(text, directory(file), System.getenv())) {
            case SettingsReading.Read(var settings) -> Optional.of(settings);
            case SettingsReading.Broken(var problems) -> {
                complain(file, problems, err);
                yield Optional.empty();
            }
        });
    }

    /** The schedules first: the policy may name them. */
    private static Optional<Wiring.Files> files(Settings settings, PrintWriter err) {
        return onCall(settings, err)
                .flatMap(onCall -> policy(settings, onCall, err).map(policy -> new Wiring.Files(policy, onCall)));
    }

    private static Optional<OnCallSchedules> onCall(Settings settings, PrintWriter err) {
        var check = new OnCallCheck(settings.slack().teamIds(), settings.groupNames());
        return settings.onCall()
                .map(file -> good(file, check.of(FileContent.of(file)), err))
                .orElseGet(() -> Optional.of(OnCallSchedules.none()));
    }

    private static Optional<Policy> policy(Settings settings, OnCallSchedules onCall, PrintWriter err) {
        if (settings.policy().isEmpty()) {
            LOG.warn("policy.absent: every command is refused");
            return Optional.of(Policy.absent());
        }
        var file = settings.policy().get();
        return good(file, PolicyCheck.of(FileContent.of(file), file, settings.groupNames(), onCall), err);
    }

    /** A group that Slack does not have is a mistake; a Slack that does not answer is not, and is asked again. */
    private static Optional<UserGroupReading> userGroups(Settings settings, PrintWriter err) {
        var reading = Wiring.userGroups(settings);
        if (reading instanceof UserGroupReading.Answered(var _, var problems) && !problems.isEmpty()) {
            err.println("Sallyport did not start: people.slack_groups names what it cannot use.");
            new TreeMap<>(problems).forEach((name, problem) -> err.println("  " + name + ": " + problem));
            return Optional.empty();
        }
        return Optional.of(reading);
    }

    private static <T> Optional<T> good(Path file, Judged<T> judged, PrintWriter err) {
        return switch (judged) {
            case Judged.Good<T>(var value) -> Optional.of(value);
            case Judged.Refused<T>(var problems) -> {
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
