package sallyport.watch;

/**
 * The container instance a task runs on.
 *
 * @param agentVersion such as {@code 1.50.2}, or empty
 * @param status {@code ACTIVE}, {@code DRAINING}, …
 * @param operatingSystem its attribute {@code ecs.os-type}: {@code linux} or {@code windows}, or empty
 */
public record InstanceFacts(
        String id, String agentVersion, boolean agentConnected, String status, String operatingSystem) {
    boolean isWindows() {
        return operatingSystem.equalsIgnoreCase("windows");
    }
}
