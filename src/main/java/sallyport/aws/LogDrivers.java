package sallyport.aws;

import java.util.Map;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.LogConfiguration;

/** Says where a container's lines are when they cannot be read from here. */
final class LogDrivers {
    private LogDrivers() {}

    /** @param revision the task definition, as {@code family:revision} */
    static String none(ContainerDefinition container, String revision) {
        return "Container " + container.name() + " has no log configuration in " + revision
                + ", so its lines are not in CloudWatch Logs. On a container instance `docker logs` shows them.";
    }

    static String elsewhere(ContainerDefinition container, LogConfiguration logging) {
        var options = logging.options();
        var where = switch (logging.logDriverAsString()) {
            case "json-file" -> "they are on its container instance: `docker logs` there shows them";
            case "journald" -> "they are in the journal of its container instance: `journalctl` there shows them";
            case "syslog" -> "they go to " + or(options, "syslog-address", "the syslog of its container instance");
            case "gelf" -> "they go to " + or(options, "gelf-address", "a GELF server");
            case "fluentd" -> "they go to Fluentd at " + or(options, "fluentd-address", "localhost:24224");
            case "splunk" -> "they go to Splunk at " + or(options, "splunk-url", "an address of its own");
            default -> "they are not in CloudWatch Logs";
        };
        return "Container " + container.name() + " logs with the driver " + logging.logDriverAsString() + "; " + where
                + ".";
    }

    /** What FireLens hands on to something that is not CloudWatch Logs, or to a place that only it can tell. */
    static String fireLens(ContainerDefinition container, LogConfiguration logging) {
        var options = logging.options();
        var group = options.get("log_group_name");
        var host = options.getOrDefault("Host", options.getOrDefault("host", ""));
        return "Container " + container.name() + " logs through FireLens to "
                + or(options, "Name", "a destination of its own configuration file")
                + (group == null ? "" : ", group " + group)
                + (host.isEmpty() ? "" : " at " + host)
                + ", which is not read from here; what its log router says is in the router's own lines.";
    }

    private static String or(Map<String, String> options, String name, String otherwise) {
        return options.getOrDefault(name, otherwise);
    }
}
