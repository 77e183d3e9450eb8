package sallyport.aws;

import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Streams that Fluent Bit writes for a container with the {@code awsfirelens} driver: its plugins {@code cloudwatch}
 * and {@code cloudwatch_logs} put {@code log_stream_prefix} before the tag, which ECS makes
 * {@code container-firelens-task} (README of amazon-cloudwatch-logs-for-fluent-bit; ECS developer guide, custom log
 * routing).
 */
final class FireLens {
    private static final Set<String> OUTPUTS = Set.of("cloudwatch", "cloudwatch_logs");

    private FireLens() {}

    /** Whether the stream's name follows from the options alone, without a template or a name for all tasks. */
    static boolean isReadable(Map<String, String> options) {
        return OUTPUTS.contains(options.getOrDefault("Name", ""))
                && options.containsKey("log_group_name")
                && !options.containsKey("log_stream_name")
                && Stream.of("log_group_name", "log_stream_prefix")
                        .noneMatch(name -> options.getOrDefault(name, "").contains("$"))
                && Stream.of("log_group_template", "log_stream_template").noneMatch(options::containsKey);
    }

    static LogStream stream(String container, Map<String, String> options, String taskId, String taskRegion) {
        var prefix = options.getOrDefault("log_stream_prefix", "") + container + "-firelens-";
        return new LogStream(
                options.getOrDefault("region", taskRegion),
                options.getOrDefault("log_group_name", ""),
                prefix,
                taskId.isEmpty() ? "" : prefix + taskId,
                container,
                taskId);
    }
}
