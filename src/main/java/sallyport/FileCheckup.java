package sallyport;

import static sallyport.watch.InstallationCheck.I10;
import static sallyport.watch.InstallationCheck.I7;
import static sallyport.watch.InstallationCheck.I8;
import static sallyport.watch.InstallationCheck.I9;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import sallyport.audit.LedgerUnavailable;
import sallyport.policy.OnCallSchedules;
import sallyport.policy.Policy;
import sallyport.store.LedgerPlace;
import sallyport.watch.Check;
import sallyport.watch.Evidence;
import sallyport.watch.InstallationCheck;
import sallyport.watch.Remedy;

/** Whether what the installation reads and writes is there, and good. */
final class FileCheckup {
    /** A lease that nothing else takes: writing it changes no request and leaves no event. */
    private static final String LEASE = "doctor";

    private final Settings settings;
    private final Clock clock;

    FileCheckup(Settings settings, Clock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** A look makes no ledger where there is none. */
    Check ledger() {
        if (settings.store() instanceof LedgerPlace.Sqlite(var file) && !Files.exists(file)) {
            return place(I7, "ledger", file);
        }
        try (var ledger = Remembered.ledger(settings.store(), clock)) {
            ledger.latest(1);
            ledger.lease(LEASE, LEASE, clock.instant(), Duration.ofSeconds(1));
            ledger.release(LEASE, LEASE);
            return I7.fine("The ledger can be read and written.");
        } catch (LedgerUnavailable e) {
            return I7.blocks(e.explanation(), Remedy.of("Correct store in the configuration, or what it names."));
        }
    }

    /** Something that the first start makes. */
    private static Check place(InstallationCheck check, String what, Path path) {
        var parent = Optional.ofNullable(path.toAbsolutePath().getParent());
        while (parent.isPresent() && !Files.exists(parent.get())) {
            parent = Optional.ofNullable(parent.get().getParent());
        }
        return parent.filter(Files::isWritable).isPresent()
                ? check.information("There is no " + what + " yet; the first start makes it.", Evidence.of(what, path))
                : check.blocks(
                        "There is no " + what + ", and it cannot be made.",
                        Remedy.of("Make " + path.toAbsolutePath().getParent() + " writable for this process, or name"
                                + " another place."),
                        Evidence.of(what, path));
    }

    Check key() {
        return switch (SealingKey.of(settings)) {
            case SealingKey.Answer.Refused(var sentence) ->
                I8.blocks(sentence, Remedy.of("Until then the application does not start."));
            case SealingKey.Answer.Found(var signer) ->
                signer.isPresent()
                        ? I8.fine("The audit trail's checkpoints can be signed.")
                        : I8.advice(
                                "No key is configured: the audit trail is chained and not signed.",
                                Remedy.of("Make a key outside of the data directory and name it in audit.signing_key.")
                                        .cli("sallyport audit key /etc/sallyport/audit.pem"));
        };
    }

    Check policy() {
        var check = new OnCallCheck(settings.slack().teamIds(), settings.groupNames());
        var onCall = settings.onCall()
                .map(file -> check.of(FileContent.of(file)))
                .orElseGet(() -> new Judged.Good<>(OnCallSchedules.none()));
        return switch (onCall) {
            case Judged.Refused<OnCallSchedules>(var problems) ->
                bad("The on-call schedules cannot come into force.", problems);
            case Judged.Good<OnCallSchedules>(var schedules) ->
                settings.policy()
                        .map(file -> policy(file, schedules))
                        .orElseGet(() -> I9.advice(
                                "No policy is configured: every command is refused.",
                                Remedy.of("Write one and name it in policy; docs/policy.md begins with one.")));
        };
    }

    private Check policy(Path file, OnCallSchedules schedules) {
        return switch (PolicyCheck.of(FileContent.of(file), file, settings.groupNames(), schedules)) {
            case Judged.Refused<Policy>(var problems) -> bad("The policy cannot come into force.", problems);
            case Judged.Good<Policy>(var policy) ->
                I9.fine(
                        "The policy is good, and its groups are known.",
                        Evidence.of("policy.version", policy.version()));
        };
    }

    private static Check bad(String title, List<String> problems) {
        return I9.blocks(
                title,
                Remedy.of("Mend it, and try it with `sallyport policy check`."),
                problems.stream()
                        .map(problem -> Evidence.of("problem", problem))
                        .toArray(Evidence[]::new));
    }

    Check transcripts() {
        var directory = settings.transcripts();
        if (!Files.exists(directory)) {
            return place(I10, "transcripts", directory);
        }
        return Files.isDirectory(directory) && Files.isWritable(directory)
                ? I10.fine("Transcripts can be written.", Evidence.of("transcripts", directory))
                : I10.blocks(
                        "Transcripts cannot be written, so no command would start.",
                        Remedy.of("Make the directory writable for this process."),
                        Evidence.of("transcripts", directory));
    }
}
