package sallyport.watch;

import static sallyport.watch.CheckId.D33;
import static sallyport.watch.CheckId.D5;
import static sallyport.watch.CheckId.D6;
import static sallyport.watch.CheckId.D7;
import static sallyport.watch.CheckId.D8;

import java.util.Locale;
import java.util.Optional;

/** What the task runs on. */
final class PlatformChecks {
    /** Source: ECS developer guide, considerations for ECS Exec. */
    static final Dotted FARGATE_LINUX = new Dotted(1, 4, 0);

    /** Source: as above. */
    static final Dotted AGENT_LINUX = new Dotted(1, 50, 2);

    /** Source: as above. */
    static final Dotted AGENT_WINDOWS = new Dotted(1, 56, 0);

    private PlatformChecks() {}

    /** A version of three numbers, compared number by number and not letter by letter. */
    record Dotted(int major, int minor, int patch) implements Comparable<Dotted> {
        /** Empty if it is none; what follows the third number is left out, and numbers that lack are 0. */
        static Optional<Dotted> parse(String text) {
            if (!text.matches("\\d{1,6}(\\.\\d{1,6}){0,3}([-+].*)?")) {
                return Optional.empty();
            }
            var parts = text.split("[-+]", 2)[0].split("\\.");
            return Optional.of(new Dotted(part(parts, 0), part(parts, 1), part(parts, 2)));
        }

        private static int part(String[] parts, int index) {
            return index < parts.length ? Integer.parseInt(parts[index]) : 0;
        }

        @Override
        public int compareTo(Dotted other) {
            int first = Integer.compare(major, other.major);
            int second = first == 0 ? Integer.compare(minor, other.minor) : first;
            return second == 0 ? Integer.compare(patch, other.patch) : second;
        }

        @Override
        public String toString() {
            return major + "." + minor + "." + patch;
        }
    }

    static Check fargateVersion(ExecFacts facts) {
        return Check.of(D5, facts.thereTask(), task -> {
            if (!task.isFargate() || task.isWindows()) {
                return Check.notApplicable(D5, "the task is not one of Linux on Fargate.");
            }
            var evidence = Evidence.of("task.platformVersion", task.platformVersion());
            return Dotted.parse(task.platformVersion())
                    .map(version -> version.compareTo(FARGATE_LINUX) < 0
                            ? Check.blocks(
                                    D5,
                                    "ECS Exec needs Fargate platform version " + FARGATE_LINUX + "; the task runs on "
                                            + version + asked(facts) + ".",
                                    Remedies.platformVersion(facts.target()),
                                    evidence)
                            : Check.fine(D5, "The platform version has ECS Exec.", evidence))
                    .orElseGet(() -> Check.couldNotCheck(
                            D5, "ECS names no version of the platform the task runs on.", evidence));
        });
    }

    private static String asked(ExecFacts facts) {
        return facts.thereService() instanceof Fact.Known<ServiceFacts>(var service)
                        && !service.platformVersion().isEmpty()
                ? ", where the service asks for " + service.platformVersion()
                : "";
    }

    /** Of a task on EC2 only its instance says it. */
    static Check operatingSystem(ExecFacts facts) {
        return Check.of(
                D6,
                facts.thereTask(),
                task -> task.isOnEc2() && task.platformFamily().isEmpty()
                        ? Check.of(
                                D6,
                                facts.instance(),
                                found -> found.filter(instance ->
                                                !instance.operatingSystem().isEmpty())
                                        .map(instance -> operatingSystem(
                                                task,
                                                instance.isWindows(),
                                                instance.operatingSystem(),
                                                "containerInstance.attributes[ecs.os-type]"))
                                        .orElseGet(() -> Check.couldNotCheck(
                                                D6, "ECS does not say what the task's instance runs on.")))
                        : operatingSystem(task, task.isWindows(), task.platformFamily(), "task.platformFamily"));
    }

    private static Check operatingSystem(TaskFacts task, boolean windows, String system, String path) {
        var evidence = Evidence.of(path, system);
        return windows
                ? Check.blocks(
                        D6,
                        "The task runs on " + system
                                + ". Sallyport runs commands in Linux containers only: what is approved is quoted for a"
                                + " POSIX shell, and Windows would read it differently." + nano(task),
                        Remedy.of("Use the AWS CLI for Windows containers. Logs and the state of the service can be"
                                + " read here."),
                        evidence,
                        Evidence.of("task.platformVersion", task.platformVersion()))
                : Check.fine(D6, "The task's containers are Linux.", evidence);
    }

    private static String nano(TaskFacts task) {
        boolean nano = task.containers().stream()
                .anyMatch(
                        container -> container.image().toLowerCase(Locale.ROOT).contains("nanoserver"));
        return nano ? " ECS Exec itself does not support Nano Server." : "";
    }

    static Check instanceAgent(ExecFacts facts) {
        return Check.of(
                D7,
                facts.thereTask(),
                task -> task.isOnEc2()
                        ? Check.of(
                                D7,
                                facts.instance(),
                                found -> found.map(instance -> instance(facts.isWindows(task), instance))
                                        .orElseGet(() ->
                                                Check.couldNotCheck(D7, "ECS does not know the task's instance.")))
                        : Check.notApplicable(D7, "the task does not run on an EC2 instance of the cluster."));
    }

    private static Check instance(boolean windows, InstanceFacts instance) {
        var evidence = new Evidence[] {
            Evidence.of("containerInstance.versionInfo.agentVersion", instance.agentVersion()),
            Evidence.of("containerInstance.agentConnected", instance.agentConnected()),
            Evidence.of("containerInstance.status", instance.status())
        };
        var needed = windows ? AGENT_WINDOWS : AGENT_LINUX;
        var version = Dotted.parse(instance.agentVersion());
        if (version.isEmpty()) {
            return Check.couldNotCheck(D7, "ECS names no version of the instance's agent.", evidence);
        }
        if (version.get().compareTo(needed) < 0) {
            return Check.blocks(
                    D7,
                    "ECS Exec needs ECS agent " + needed + "; instance " + instance.id() + " has "
                            + instance.agentVersion() + ".",
                    Remedies.updateAgent(),
                    evidence);
        }
        if (!instance.agentConnected()) {
            return Check.blocks(
                    D7, "The ECS agent of the instance is not connected.", Remedies.updateAgent(), evidence);
        }
        return instance.status().equals("ACTIVE")
                ? Check.fine(D7, "The instance's ECS agent has ECS Exec and is connected.", evidence)
                : Check.advice(
                        D7,
                        "The instance is " + instance.status() + ", so its tasks are about to stop.",
                        Remedy.of("Take a task on another instance."),
                        evidence);
    }

    static Check capacity(ExecFacts facts) {
        return Check.of(D8, facts.thereTask(), task -> {
            var evidence = new Evidence[] {
                Evidence.of("task.launchType", task.launchType()),
                Evidence.of("task.capacityProviderName", task.capacityProvider())
            };
            return switch (task.launchType()) {
                case "FARGATE", "EC2" -> Check.fine(D8, "The task runs on " + task.launchType() + ".", evidence);
                case "EXTERNAL" ->
                    Check.information(
                            D8,
                            "The task runs on an instance outside of AWS (ECS Anywhere). Whether exec works is told by"
                                    + " the exec agent (D12).",
                            evidence);
                case "MANAGED_INSTANCES" ->
                    Check.information(
                            D8,
                            "The task runs on an ECS managed instance. Whether exec works is told by the exec agent"
                                    + " (D12); the instance itself cannot be entered.",
                            evidence);
                default ->
                    Check.information(
                            D8,
                            "The task runs on a kind of capacity that this version does not know. Whether exec works"
                                    + " is told by the exec agent (D12).",
                            evidence);
            };
        });
    }

    static Check placement(ExecFacts facts) {
        return Check.of(D33, facts.thereTask(), task -> {
            var evidence = new Evidence[] {
                Evidence.of("task.group", task.group()),
                Evidence.of("task.capacityProviderName", task.capacityProvider())
            };
            boolean waited = task.group().startsWith("family:")
                    && !task.capacityProvider().isEmpty()
                    && !task.isFargate();
            return waited
                    ? Check.information(
                            D33,
                            "The task was started by run-task on a capacity provider. If it had to wait for an"
                                    + " instance, older documentation of AWS says that ECS Exec does not reach it.",
                            evidence)
                    : Check.fine(D33, "The task was not placed by run-task and managed scaling.", evidence);
        });
    }
}
