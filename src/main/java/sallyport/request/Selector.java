package sallyport.request;

import java.util.Optional;

/**
 * Where a command should run, as it was asked: before anybody looked at AWS.
 *
 * @param alias the configured target's name
 * @param task a task id or its unique beginning, or empty for any running task of the service
 * @param container a container's name, or empty for the target's default
 */
public record Selector(String alias, Optional<String> task, Optional<String> container) {}
