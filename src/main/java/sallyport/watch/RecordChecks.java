package sallyport.watch;

import static sallyport.watch.CheckId.D18;
import static sallyport.watch.CheckId.D19;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import sallyport.watch.ClusterFacts.BucketState;

/** How the cluster encrypts and records sessions. */
final class RecordChecks {
    static final String DECRYPT = "kms:Decrypt";
    static final String DATA_KEY = "kms:GenerateDataKey";
    static final String[] TO_LOGS = {
        "logs:DescribeLogGroups", "logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"
    };
    static final String[] TO_S3 = {"s3:PutObject", "s3:GetBucketLocation"};
    static final String[] TO_ENCRYPTED_S3 = {"s3:PutObject", "s3:GetBucketLocation", "s3:GetEncryptionConfiguration"};

    /**
     * Of these the agent says that a bucket is encrypted; it looks at it, and at whether it is there, before a session
     * only where the cluster insists. Source of amazon-ssm-agent, {@code s3util}.
     */
    private static final Set<String> AGENT_KNOWS = Set.of("AES256", "aws:kms");

    private RecordChecks() {}

    static Check key(ExecFacts facts) {
        return Check.of(
                D18,
                facts.cluster(),
                cluster -> cluster.kmsKey().isEmpty()
                        ? Check.notApplicable(D18, "the cluster names no KMS key; sessions are encrypted by TLS.")
                        : Check.of(D18, facts.key(), state -> key(facts, state)));
    }

    private static Check key(ExecFacts facts, String state) {
        var evidence = Evidence.of("kms.keyState", state);
        if (!state.equals("Enabled")) {
            return Check.blocks(
                    D18,
                    "The KMS key of the cluster's sessions is " + state + ".",
                    Remedy.of("Enable the key, or name another in the cluster's configuration."),
                    evidence);
        }
        if (facts.botCan() instanceof Fact.Known<Simulation>(var bot)
                && !bot.denied(DATA_KEY).isEmpty()) {
            return Check.blocks(
                    D18,
                    "The role Sallyport uses here may not use the key of the cluster's sessions (" + DATA_KEY + ").",
                    Remedies.keyUse(facts.target(), DATA_KEY),
                    bot.evidence("sallyport", DATA_KEY));
        }
        if (facts.roleCan() instanceof Fact.Known<Simulation>(var role)
                && !role.denied(DECRYPT).isEmpty()) {
            return Check.blocks(
                    D18,
                    "The task role may not use the key of the cluster's sessions (" + DECRYPT + ").",
                    Remedies.keyUse(facts.target(), DECRYPT),
                    role.evidence("taskRole", DECRYPT));
        }
        return Check.couldNotCheck(
                D18,
                "the key is enabled and no role is seen to be denied it; what the key's own policy says cannot be"
                        + " simulated.",
                evidence);
    }

    static Check logging(ExecFacts facts) {
        return Check.of(D19, facts.cluster(), cluster -> switch (cluster.logging()
                .orElse("")) {
            case "NONE" ->
                Check.advice(
                        D19,
                        "ECS records no sessions of this cluster; Sallyport's transcripts are the only record.",
                        Remedies.sessionLogging(facts.target()),
                        Evidence.of("cluster.executeCommandConfiguration.logging", "NONE"));
            case "OVERRIDE" -> override(facts, cluster);
            default -> byDefault(facts, cluster);
        });
    }

    private static Check byDefault(ExecFacts facts, ClusterFacts cluster) {
        var evidence = Evidence.of(
                "cluster.executeCommandConfiguration.logging", cluster.logging().orElse("(not set)"));
        return Check.of(D19, facts.definition(), definition -> {
            var others = definition.containers().stream()
                    .filter(container -> !container.logDriver().equals("awslogs"))
                    .map(DefinitionFacts.Container::name)
                    .toList();
            return others.isEmpty()
                    ? Check.fine(D19, "ECS records sessions beside the containers' logs.", evidence)
                    : Check.advice(
                            D19,
                            "ECS records sessions only in containers with the awslogs driver, so not in "
                                    + String.join(", ", others) + ".",
                            Remedies.sessionLogging(facts.target()),
                            evidence);
        });
    }

    private static Check override(ExecFacts facts, ClusterFacts cluster) {
        return Stream.of(badGroup(facts, cluster), badBucket(facts, cluster), deniedRole(facts, cluster))
                .flatMap(Optional::stream)
                .min(Comparator.comparing(Check::severity))
                .orElseGet(() -> recorded(cluster, open(facts, cluster)));
    }

    private static Optional<Check> badGroup(ExecFacts facts, ClusterFacts cluster) {
        return cluster.logGroup()
                .flatMap(wanted -> facts.logGroup()
                        .known()
                        .filter(state -> !state.exists() || (wanted.encrypted() && !state.encrypted()))
                        .map(state -> Check.blocks(
                                D19,
                                state.exists()
                                        ? "Sessions shall be recorded in an encrypted log group, and " + wanted.name()
                                                + " has no key."
                                        : "Sessions shall be recorded in log group " + wanted.name()
                                                + ", which is not there.",
                                Remedies.logGroup(facts.target(), wanted.name()),
                                Evidence.of("cluster.cloudWatchLogGroupName", wanted.name()),
                                Evidence.of("cluster.cloudWatchEncryptionEnabled", wanted.encrypted()),
                                Evidence.of("logGroup.exists", state.exists()),
                                Evidence.of("logGroup.kmsKeyId", state.encrypted() ? "(set)" : ""))));
    }

    private static Optional<Check> badBucket(ExecFacts facts, ClusterFacts cluster) {
        return cluster.bucket()
                .flatMap(wanted -> facts.bucket().known().flatMap(state -> switch (state) {
                    case BucketState.Missing _ -> Optional.of(noBucket(facts, wanted));
                    case BucketState.There(var algorithm) ->
                        wanted.encrypted()
                                        && algorithm
                                                .filter(AGENT_KNOWS::contains)
                                                .isEmpty()
                                ? Optional.of(plainBucket(facts, wanted, algorithm))
                                : Optional.empty();
                }));
    }

    private static Check noBucket(ExecFacts facts, ClusterFacts.Bucket wanted) {
        var title = "Sessions shall be recorded in bucket " + wanted.name() + ", which is not there";
        var remedy = Remedies.newBucket(facts.target(), wanted.name());
        var evidence = new Evidence[] {named(wanted), insists(wanted), Evidence.of("bucket.exists", false)};
        return wanted.encrypted()
                ? Check.blocks(D19, title + ".", remedy, evidence)
                : Check.advice(D19, title + ": they run, and are recorded nowhere.", remedy, evidence);
    }

    private static Check plainBucket(ExecFacts facts, ClusterFacts.Bucket wanted, Optional<String> algorithm) {
        return Check.blocks(
                D19,
                "Sessions shall be recorded in an encrypted bucket, and " + wanted.name()
                        + algorithm
                                .map(other -> " is encrypted by " + other + ", which the exec agent does not know.")
                                .orElse(" is not."),
                Remedies.encryptedBucket(facts.target(), wanted.name()),
                named(wanted),
                insists(wanted),
                Evidence.of("bucket.sseAlgorithm", algorithm.orElse("")));
    }

    private static Evidence named(ClusterFacts.Bucket wanted) {
        return Evidence.of("cluster.s3BucketName", wanted.name());
    }

    private static Evidence insists(ClusterFacts.Bucket wanted) {
        return Evidence.of("cluster.s3EncryptionEnabled", wanted.encrypted());
    }

    private static Optional<Check> deniedRole(ExecFacts facts, ClusterFacts cluster) {
        var needed = needed(cluster).toArray(String[]::new);
        return facts.roleCan()
                .known()
                .filter(can -> !can.denied(needed).isEmpty())
                .map(can -> Check.blocks(
                        D19,
                        "The task role may not record sessions: it is denied " + String.join(", ", can.denied(needed))
                                + ".",
                        Remedies.recording(facts.target(), can.denied(needed)),
                        can.evidence("taskRole", needed)));
    }

    /** Why it is not known that nothing is in the way. */
    private static List<String> open(ExecFacts facts, ClusterFacts cluster) {
        var open = new ArrayList<String>();
        cluster.logGroup().flatMap(_ -> facts.logGroup().whyMissing()).ifPresent(open::add);
        cluster.bucket().flatMap(_ -> facts.bucket().whyMissing()).ifPresent(open::add);
        facts.roleCan().whyMissing().ifPresent(open::add);
        facts.roleCan()
                .known()
                .filter(can -> !can.proves(needed(cluster).toArray(String[]::new)))
                .ifPresent(_ -> open.add("not proven that the task role may record sessions."));
        return open;
    }

    private static Check recorded(ClusterFacts cluster, List<String> open) {
        return open.isEmpty()
                ? Check.fine(
                        D19,
                        "ECS records sessions where the cluster says; the image needs `script` and `cat` for it.",
                        destination(cluster))
                : Check.couldNotCheck(D19, String.join(" ", open), destination(cluster));
    }

    /** Actions the task role needs for what the cluster records. */
    static List<String> needed(ClusterFacts cluster) {
        var actions = new ArrayList<String>();
        cluster.logGroup().ifPresent(group -> actions.addAll(List.of(TO_LOGS)));
        cluster.bucket().ifPresent(bucket -> actions.addAll(List.of(bucket.encrypted() ? TO_ENCRYPTED_S3 : TO_S3)));
        return actions;
    }

    private static Evidence[] destination(ClusterFacts cluster) {
        return new Evidence[] {
            Evidence.of("cluster.executeCommandConfiguration.logging", "OVERRIDE"),
            Evidence.of(
                    "cluster.cloudWatchLogGroupName",
                    cluster.logGroup().map(ClusterFacts.LogGroup::name).orElse("")),
            Evidence.of(
                    "cluster.s3BucketName",
                    cluster.bucket().map(ClusterFacts.Bucket::name).orElse(""))
        };
    }
}
