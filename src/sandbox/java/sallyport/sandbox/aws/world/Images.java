package sallyport.sandbox.aws.world;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What is inside the containers: a folder for each, made when somebody first looks into it. Thread-safe. */
public final class Images {
    private final ContainerFolders folders;
    private final Map<String, Image> byFamily;
    private final Map<String, ContainerFolder> made = new ConcurrentHashMap<>();

    /**
     * What an image brings.
     *
     * @param scripts path inside the container to the name of our resource
     * @param secretValues what the secrets of its container's environment say
     */
    record Image(List<String> programs, Map<String, String> scripts, Map<String, String> secretValues) {}

    Images(ContainerFolders folders, Map<String, Image> byFamily) {
        this.folders = folders;
        this.byFamily = Map.copyOf(byFamily);
    }

    ContainerFolder folder(Task task, Container container) {
        var name = task.service().name() + "-" + task.id()
                + (task.containers().size() == 1
                        ? ""
                        : "-" + container.definition().name());
        return made.computeIfAbsent(name, absent -> make(name, task, container.definition()));
    }

    private ContainerFolder make(String name, Task task, ContainerDefinition definition) {
        var image = byFamily.getOrDefault(
                task.service().taskDefinition().family(), new Image(DemoWorld.PROGRAMS, Map.of(), Map.of()));
        return folders.make(name, image.programs(), image.scripts(), environment(definition, image.secretValues()));
    }

    private static Map<String, String> environment(ContainerDefinition definition, Map<String, String> secretValues) {
        var environment = new HashMap<>(definition.environment());
        environment.putAll(secretValues);
        environment.put("AWS_REGION", Account.REGION);
        environment.put("AWS_EXECUTION_ENV", "AWS_ECS_FARGATE");
        return environment;
    }
}
