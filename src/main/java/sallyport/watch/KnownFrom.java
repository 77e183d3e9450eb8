package sallyport.watch;

import java.time.Instant;

/** Where the knowledge about a task is from. */
public sealed interface KnownFrom {
    /** ECS has it now. */
    record Ecs() implements KnownFrom {}

    /** ECS had it when Sallyport looked, and Sallyport remembers. */
    record Look(Instant at) implements KnownFrom {}

    /** EventBridge told of it. */
    record TaskEvent(Instant at) implements KnownFrom {}
}
