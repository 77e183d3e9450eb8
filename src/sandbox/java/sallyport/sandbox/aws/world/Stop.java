package sallyport.sandbox.aws.world;

import java.time.Instant;

/** How a task ended. */
public record Stop(Instant at, String code, String reason) {}
