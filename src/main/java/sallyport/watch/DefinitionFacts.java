package sallyport.watch;

import java.util.List;

/**
 * A revision of a task definition, as far as exec depends on it. Of the environment it holds names, never values.
 *
 * @param pidMode {@code task}, {@code host} or empty
 */
public record DefinitionFacts(String revision, String pidMode, List<Container> containers) {
    public DefinitionFacts {
        containers = List.copyOf(containers);
    }

    /**
     * A container of it.
     *
     * @param serves whether it only serves other containers: a log router or a proxy
     * @param user whom its process runs as, or empty
     * @param logDriver such as {@code awslogs}, or empty
     * @param variables names of environment variables, plain ones and secrets
     * @param environmentFiles how many files of variables it reads; what they hold is not looked at
     * @param writableMounts paths of volumes that it may write
     */
    public record Container(
            String name,
            String image,
            boolean serves,
            boolean readonlyRoot,
            boolean initProcess,
            String user,
            String logDriver,
            List<String> variables,
            int environmentFiles,
            List<String> writableMounts,
            List<Integer> ports) {
        public Container {
            variables = List.copyOf(variables);
            writableMounts = List.copyOf(writableMounts);
            ports = List.copyOf(ports);
        }
    }
}
