package sallyport.aws;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** Which of a task's containers is meant. */
sealed interface ContainerChoice {
    record Chosen(Container container) implements ContainerChoice {}

    /** The name that was given is none of these. */
    record Unknown(String wanted, List<String> names) implements ContainerChoice {
        public Unknown {
            names = List.copyOf(names);
        }
    }

    /** No name was given, and these are all equally likely. */
    record Ambiguous(List<String> names) implements ContainerChoice {
        public Ambiguous {
            names = List.copyOf(names);
        }
    }

    /**
     * The named one; else the only one; else the only one that is the application's own; else the only essential one of
     * those. Containers that AWS adds beside the task definition (Service Connect, GuardDuty) and the sidecars that the
     * definition marks as such (log router, proxy) are taken only by name.
     *
     * @param definition fetched only when the task itself does not settle it
     */
    static ContainerChoice in(Task task, Optional<String> wanted, Supplier<TaskDefinition> definition) {
        if (wanted.isPresent()) {
            return find(task, wanted.get())
                    .<ContainerChoice>map(Chosen::new)
                    .orElseGet(() -> new Unknown(wanted.get(), names(task)));
        }
        return task.containers().size() == 1 ? new Chosen(task.containers().getFirst()) : own(task, definition.get());
    }

    private static ContainerChoice own(Task task, TaskDefinition definition) {
        var own = definition.containerDefinitions().stream()
                .filter(container -> !isSidecar(container, definition))
                .toList();
        // ECS takes a container to be essential unless the definition says no.
        var essential = own.stream()
                .filter(container -> !Boolean.FALSE.equals(container.essential()))
                .toList();
        var candidates = own.size() == 1 ? own : essential;
        if (candidates.size() != 1) {
            return new Ambiguous(names(task));
        }
        return find(task, candidates.getFirst().name())
                .<ContainerChoice>map(Chosen::new)
                .orElseGet(() -> new Ambiguous(names(task)));
    }

    static boolean isSidecar(ContainerDefinition container, TaskDefinition definition) {
        var proxy = definition.proxyConfiguration();
        return container.firelensConfiguration() != null
                || (proxy != null && container.name().equals(proxy.containerName()));
    }

    private static Optional<Container> find(Task task, String name) {
        return task.containers().stream()
                .filter(container -> name.equals(container.name()))
                .findFirst();
    }

    private static List<String> names(Task task) {
        return task.containers().stream().map(Container::name).sorted().toList();
    }
}
