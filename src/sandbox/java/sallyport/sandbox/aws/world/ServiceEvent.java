package sallyport.sandbox.aws.world;

import java.time.Instant;
import java.util.UUID;

/** A line of a service's own diary. */
public record ServiceEvent(UUID id, Instant createdAt, String message) {}
