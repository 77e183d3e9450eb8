package sallyport;

import static sallyport.watch.InstallationCheck.I0;
import static sallyport.watch.InstallationCheck.I1;
import static sallyport.watch.InstallationCheck.I2;
import static sallyport.watch.InstallationCheck.I6;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import sallyport.aws.Aws;
import sallyport.output.PlainLine;
import sallyport.request.Alias;
import sallyport.request.ChannelId;
import sallyport.request.Selector;
import sallyport.slack.SlackCheckup;
import sallyport.watch.Check;
import sallyport.watch.Evidence;
import sallyport.watch.Examination;
import sallyport.watch.ExecFacts;
import sallyport.watch.Looked;
import sallyport.watch.Remedy;

/** Examines an installation: what it is made of, and whether what it leans on is there. Starts and changes nothing. */
final class Checkup {
    /** The checks of a target that are about the installation, and not about its service. */
    private static final Set<String> OF_THE_WAY = Set.of("D0", "D1", "D16", "D37");

    /** By how much clocks may differ; Slack and AWS refuse what is older than five minutes. */
    private static final Duration MAX_SKEW = Duration.ofMinutes(5);

    /** Targets examined at once; each asks AWS some thirty questions. */
    private static final int AT_ONCE = 4;

    private Checkup() {}

    /** The worst first. */
    static List<Check> of(SettingsReading reading, Clock clock) {
        return switch (reading) {
            case SettingsReading.Broken(var problems) ->
                List.of(
                        I0.blocks(
                                "The configuration has mistakes.",
                                Remedy.of("Mend them; docs/configuration.md explains each key."),
                                problems.stream()
                                        .map(problem -> Evidence.of("problem", problem))
                                        .toArray(Evidence[]::new)),
                        java());
            case SettingsReading.Read(var settings) ->
                all(settings, clock).sorted(Check.WORST_FIRST).toList();
        };
    }

    private static Stream<Check> all(Settings settings, Clock clock) {
        var checks = new ArrayList<Check>();
        checks.add(I0.fine(
                "The configuration is good.",
                Evidence.of("targets", settings.targets().size())));
        checks.add(java());
        checks.addAll(
                new SlackCheckup(settings.slack(), !settings.slackGroups().ids().isEmpty()).of(channels(settings)));
        checks.addAll(targets(settings, clock));
        var files = new FileCheckup(settings, clock);
        checks.addAll(List.of(files.ledger(), files.key(), files.policy(), files.transcripts()));
        return checks.stream();
    }

    private static Check java() {
        return I1.fine("Java runs it.", Evidence.of("java.runtime.version", Runtime.version()));
    }

    private static List<ChannelId> channels(Settings settings) {
        return Stream.concat(
                        settings.aliases().all().stream().flatMap(alias -> alias.ownerChannel().stream()),
                        settings.audit().checkpointsChannel().stream())
                .toList();
    }

    private static List<Check> targets(Settings settings, Clock clock) {
        try (var aws = Aws.connect(settings.targets(), settings.aws(), clock, PlainLine::of);
                var threads =
                        Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            var looks = settings.aliases().all().stream()
                    .map(alias -> CompletableFuture.supplyAsync(() -> look(aws, alias), threads))
                    .toList();
            var looked = looks.stream().map(CompletableFuture::join).toList();
            var checks = new ArrayList<Check>();
            checks.add(clock(looked));
            for (int i = 0; i < looked.size(); i++) {
                checks.addAll(wayInto(settings.aliases().all().get(i).name(), looked.get(i)));
            }
            return checks;
        }
    }

    private static Looked<ExecFacts> look(Aws aws, Alias alias) {
        return aws.execFacts().gather(new Selector(alias.name(), Optional.empty(), Optional.empty()));
    }

    private static Stream<ExecFacts> found(Looked<ExecFacts> looked) {
        return looked instanceof Looked.Found<ExecFacts>(var facts) ? Stream.of(facts) : Stream.empty();
    }

    private static Check clock(List<Looked<ExecFacts>> looked) {
        return looked.stream()
                .flatMap(Checkup::found)
                .flatMap(facts -> facts.clockSkew().stream())
                .findFirst()
                .map(Checkup::clock)
                .orElseGet(() -> I2.couldNotCheck("AWS did not answer, so there is nothing to compare it with."));
    }

    private static Check clock(Duration skew) {
        var evidence = Evidence.of("clock.skew", skew);
        return skew.abs().compareTo(MAX_SKEW) < 0
                ? I2.fine("The clock agrees with AWS's.", evidence)
                : I2.blocks(
                        "The clock differs from AWS's by " + skew.abs().toSeconds() + " s.",
                        Remedy.of("Switch time synchronisation on."),
                        evidence);
    }

    private static List<Check> wayInto(String alias, Looked<ExecFacts> looked) {
        return switch (looked) {
            case Looked.Found<ExecFacts>(var facts) ->
                Examination.of(facts).stream()
                        .filter(check -> OF_THE_WAY.contains(check.id()))
                        .map(check -> of(alias, check))
                        .toList();
            case Looked.Missing<ExecFacts>(var why) -> List.of(I6.couldNotCheck(alias + ": " + why));
            case Looked.Unavailable<ExecFacts>(var why) -> List.of(I6.couldNotCheck(alias + ": " + why));
        };
    }

    private static Check of(String alias, Check check) {
        return new Check(
                check.id(),
                check.severity(),
                alias + ": " + check.title(),
                check.evidence(),
                check.remedy(),
                check.documentation());
    }
}
