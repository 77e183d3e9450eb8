package sallyport.watch;

import static sallyport.watch.CheckId.D12;
import static sallyport.watch.CheckId.D13;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sallyport.watch.TaskFacts.Agent;
import sallyport.watch.TaskFacts.Container;

/** The exec agent that ECS starts in each container. */
final class AgentChecks {
    /** How long it may take after the task has started; it usually takes a few seconds. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final String NEEDS = "The agent needs the four ssmmessages permissions (D15), a way to ssmmessages"
            + " (D20) and a writable root file system (D24); then start a new task.";

    private AgentChecks() {}

    static Check running(ExecFacts facts) {
        return Check.of(D12, facts.thereTask(), task -> {
            var containers = concerned(facts, task);
            var evidence = containers.stream().map(AgentChecks::evidence).toArray(Evidence[]::new);
            if (containers.isEmpty()) {
                return Check.blocks(
                        D12,
                        "The task has no container "
                                + facts.wanted().container().orElse("") + ".",
                        Remedy.of("Name one of its containers with --container."));
            }
            if (!task.execEnabled()) {
                return Check.notApplicable(D12, "the task was started without ECS Exec (D9).");
            }
            return judge(facts, containers, evidence);
        });
    }

    private static Check judge(ExecFacts facts, List<Container> containers, Evidence[] evidence) {
        var down = new ArrayList<String>();
        var pending = new ArrayList<String>();
        for (var container : containers) {
            if (container.agent().isEmpty()) {
                down.add("the one in " + container.name() + " is not there although ECS Exec is on");
            } else if (container.agent().get().status().equals("PENDING")) {
                pending.add(container.name());
            } else if (!container.agent().get().status().equals("RUNNING")) {
                down.add(words(container.name(), container.agent().get()));
            }
        }
        if (!down.isEmpty()) {
            return Check.blocks(D12, "Of the exec agents " + String.join("; ", down) + ".", restart(facts), evidence);
        }
        return pending.isEmpty()
                ? Check.fine(D12, "The exec agent runs in every container.", evidence)
                : Check.advice(
                        D12,
                        "The exec agent is still starting in " + String.join(", ", pending) + ".",
                        Remedy.of("Ask again in a minute."),
                        evidence);
    }

    private static String words(String container, Agent agent) {
        var why = agent.reason().isEmpty() ? "" : " (" + agent.reason() + ")";
        return "the one in " + container + " is " + agent.status() + why
                + agent.lastStartedAt().map(at -> ", last started at " + at).orElse("");
    }

    private static Remedy restart(ExecFacts facts) {
        return new Remedy(NEEDS, Remedies.replaceTasks(facts.target()).cli(), Optional.empty(), Optional.empty());
    }

    private static Evidence evidence(Container container) {
        return Evidence.of(
                "containers[" + container.name() + "].managedAgents[ExecuteCommandAgent]",
                container.agent().map(Agent::status).orElse("absent"));
    }

    /** The one that was named, or all that the task definition knows; AWS's own have no agent and need none. */
    private static List<Container> concerned(ExecFacts facts, TaskFacts task) {
        var wanted = facts.wanted().container();
        if (wanted.isPresent()) {
            return task.containers().stream()
                    .filter(container -> container.name().equals(wanted.get()))
                    .toList();
        }
        return facts.definition() instanceof Fact.Known<DefinitionFacts>(var definition)
                ? task.containers().stream()
                        .filter(container -> definition.containers().stream()
                                .anyMatch(own -> own.name().equals(container.name())))
                        .toList()
                : task.containers();
    }

    static Check slow(ExecFacts facts) {
        return Check.of(D13, facts.thereTask(), task -> {
            var pending = concerned(facts, task).stream()
                    .filter(container -> container
                            .agent()
                            .filter(agent -> agent.status().equals("PENDING"))
                            .isPresent())
                    .map(Container::name)
                    .toList();
            if (pending.isEmpty()) {
                return Check.fine(D13, "No exec agent is starting.");
            }
            return task.startedAt()
                    .map(at -> slow(pending, Duration.between(at, facts.at())))
                    .orElseGet(() -> Check.couldNotCheck(D13, "ECS does not say when the task started."));
        });
    }

    private static Check slow(List<String> pending, Duration age) {
        var evidence = Evidence.of("task.startedAt.age", age.toSeconds() + "s");
        return age.compareTo(PATIENCE) > 0
                ? Check.advice(
                        D13,
                        "The exec agent in " + String.join(", ", pending) + " has been starting for "
                                + age.toSeconds() + " s. It usually takes a few; a network or a role that keeps it"
                                + " from ssmmessages makes it hang.",
                        Remedy.of("Look at the task role (D15) and the way to ssmmessages (D20)."),
                        evidence)
                : Check.fine(D13, "The exec agent is starting, and had little time so far.", evidence);
    }
}
