package sallyport.sandbox.aws.world;

import java.util.Map;

/**
 * What names a metric.
 *
 * @param dimensions by their names
 */
public record Metric(String namespace, String name, Map<String, String> dimensions) {}
