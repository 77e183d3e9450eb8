package sallyport.watch;

import static sallyport.watch.CheckId.D24;
import static sallyport.watch.CheckId.D25;
import static sallyport.watch.CheckId.D26;
import static sallyport.watch.CheckId.D27;
import static sallyport.watch.CheckId.D28;
import static sallyport.watch.CheckId.D30;
import static sallyport.watch.CheckId.D32;
import static sallyport.watch.CheckId.D34;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import sallyport.watch.DefinitionFacts.Container;

/** What the task definition says. */
final class DefinitionChecks {
    private static final int SSH = 22;

    /** Where the agent writes; volumes there are a workaround that users report, and AWS does not promise. */
    private static final List<String> AGENT_PATHS =
            List.of("/var/lib/amazon/ssm", "/var/log/amazon/ssm", "/managed-agents");

    /** What the SDK inside the agent takes before the task role. */
    private static final Set<String> KEYS =
            Set.of("AWS_ACCESS_KEY", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_PROFILE");

    private static final Set<String> PROXIES = Set.of("HTTP_PROXY", "HTTPS_PROXY");

    private static final List<String> SHELLLESS = List.of("distroless", "scratch", "chainguard", "-static");

    private DefinitionChecks() {}

    /** Containers that are concerned: the one that was named, or all. */
    private static List<Container> concerned(ExecFacts facts, DefinitionFacts definition) {
        var wanted = facts.wanted().container();
        return definition.containers().stream()
                .filter(container -> wanted.isEmpty() || wanted.get().equals(container.name()))
                .toList();
    }

    private static List<String> names(ExecFacts facts, DefinitionFacts definition, Predicate<Container> which) {
        return concerned(facts, definition).stream()
                .filter(which)
                .map(Container::name)
                .toList();
    }

    private static Evidence[] evidence(List<String> containers, String field, Object value) {
        return containers.stream()
                .map(name -> Evidence.of("containerDefinitions[" + name + "]." + field, value))
                .toArray(Evidence[]::new);
    }

    private static String in(List<String> containers) {
        return " (" + String.join(", ", containers) + ")";
    }

    static Check writableRoot(ExecFacts facts) {
        return Check.of(D24, facts.definition(), definition -> {
            var readonly = names(facts, definition, Container::readonlyRoot);
            var evidence = evidence(readonly, "readonlyRootFilesystem", true);
            if (readonly.isEmpty()) {
                return Check.fine(D24, "The root file system can be written.");
            }
            var stuck = names(facts, definition, container -> container.readonlyRoot() && !hasAgentVolumes(container));
            return stuck.isEmpty()
                    ? Check.advice(
                            D24,
                            "The root file system is read-only" + in(readonly) + "; volumes stand where the exec agent"
                                    + " writes. AWS does not support that.",
                            Remedies.writableRoot(),
                            evidence)
                    : Check.blocks(
                            D24,
                            "The root file system is read-only" + in(stuck)
                                    + ", and the exec agent has to write to it.",
                            Remedies.writableRoot(),
                            evidence);
        });
    }

    private static boolean hasAgentVolumes(Container container) {
        return AGENT_PATHS.stream()
                .allMatch(path -> container.writableMounts().stream()
                        .anyMatch(mount -> mount.equals(path) || path.startsWith(mount + "/")));
    }

    static Check init(ExecFacts facts) {
        if (facts.thereTask() instanceof Fact.Known<TaskFacts>(var task) && facts.isWindows(task)) {
            return Check.notApplicable(D25, "Windows containers have no init process.");
        }
        return Check.of(D25, facts.definition(), definition -> {
            var without = names(facts, definition, container -> !container.initProcess());
            return without.isEmpty()
                    ? Check.fine(D25, "An init process reaps what sessions leave.")
                    : Check.advice(
                            D25,
                            "There is no init process" + in(without) + ": what sessions leave stays as zombies.",
                            Remedies.initProcess(),
                            evidence(without, "linuxParameters.initProcessEnabled", false));
        });
    }

    static Check processes(ExecFacts facts) {
        return Check.of(D26, facts.definition(), definition -> {
            var evidence = Evidence.of("taskDefinition.pidMode", definition.pidMode());
            return definition.pidMode().equals("task")
                    ? Check.advice(
                            D26,
                            "The task's containers share their processes, so there is one session at a time in the"
                                    + " whole task.",
                            Remedy.of("Leave pidMode out unless a sidecar needs to see the other processes."),
                            evidence)
                    : Check.fine(D26, "Each container can have a session of its own.", evidence);
        });
    }

    static Check variables(ExecFacts facts) {
        return Check.of(D27, facts.definition(), definition -> {
            var misleading = new ArrayList<Evidence>();
            var files = new ArrayList<String>();
            for (var container : concerned(facts, definition)) {
                misleading(container)
                        .forEach(name -> misleading.add(Evidence.of(
                                "containerDefinitions[" + container.name() + "].environment." + name, "(set)")));
                if (container.environmentFiles() > 0) {
                    files.add(container.name());
                }
            }
            if (!misleading.isEmpty()) {
                return Check.advice(
                        D27,
                        "Environment variables keep the exec agent from the task role, or from AWS.",
                        Remedy.of("Let the application use the task role, and put 169.254.170.2 into NO_PROXY where"
                                + " there is a proxy."),
                        misleading.toArray(Evidence[]::new));
            }
            return files.isEmpty()
                    ? Check.fine(D27, "No environment variable misleads the exec agent.")
                    : Check.couldNotCheck(
                            D27,
                            "what the environment files hold" + in(files) + " is not looked at.",
                            evidence(files, "environmentFiles", "(not read)"));
        });
    }

    private static Stream<String> misleading(Container container) {
        boolean spared = container.variables().stream().anyMatch(name -> name.equalsIgnoreCase("NO_PROXY"));
        return container.variables().stream()
                .filter(name -> KEYS.contains(name) || (!spared && PROXIES.contains(name.toUpperCase(Locale.ROOT))))
                .distinct();
    }

    static Check user(ExecFacts facts) {
        return Check.of(D28, facts.definition(), definition -> {
            var others = names(facts, definition, container -> !container.user().isEmpty());
            return others.isEmpty()
                    ? Check.fine(D28, "The task definition names no user.")
                    : Check.information(
                            D28,
                            "Commands run as root, whatever user the container's own process has" + in(others) + ".",
                            evidence(others, "user", "(set)"));
        });
    }

    static Check shell(ExecFacts facts) {
        return Check.of(D30, facts.definition(), definition -> {
            var bare = names(
                    facts,
                    definition,
                    container -> SHELLLESS.stream()
                            .anyMatch(sign ->
                                    container.image().toLowerCase(Locale.ROOT).contains(sign)));
            return bare.isEmpty()
                    ? Check.fine(D30, "No image's name says that it lacks a shell; only a command can tell.")
                    : Check.advice(
                            D30,
                            "By its name the image has no shell" + in(bare)
                                    + ", and without one a command's exit code cannot be known.",
                            Remedy.of("Give the rule `exit_code: none`, which starts the program itself."),
                            evidence(bare, "image", "(see the name)"));
        });
    }

    static Check sidecars(ExecFacts facts) {
        return Check.of(
                D32,
                facts.thereTask(),
                task -> Check.of(D32, facts.definition(), definition -> {
                    var known = definition.containers().stream()
                            .map(Container::name)
                            .toList();
                    var added = task.containers().stream()
                            .map(TaskFacts.Container::name)
                            .filter(name -> !known.contains(name));
                    var serving = definition.containers().stream()
                            .filter(Container::serves)
                            .map(Container::name);
                    var left = Stream.concat(added, serving).distinct().toList();
                    return left.isEmpty()
                            ? Check.fine(D32, "Every container is the application's own.")
                            : Check.information(
                                    D32,
                                    "Only by name, never by default, commands run in " + String.join(", ", left) + ".",
                                    Evidence.of("sidecars", String.join(",", left)));
                }));
    }

    static Check sshServer(ExecFacts facts) {
        return Check.of(D34, facts.definition(), definition -> {
            var listening =
                    names(facts, definition, container -> container.ports().contains(SSH));
            return listening.isEmpty()
                    ? Check.fine(D34, "No container listens on port 22.")
                    : Check.advice(
                            D34,
                            "A container is reached on port 22" + in(listening)
                                    + ": an SSH server has keys of its own, and what is done there is not recorded.",
                            Remedy.of("Take the SSH server out of the image, and its port out of the definition."),
                            evidence(listening, "portMappings.containerPort", SSH));
        });
    }
}
