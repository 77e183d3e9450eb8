package sallyport.sandbox.slack.control;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Where faults for the simulated AWS go; this side only carries them. */
@FunctionalInterface
public interface AwsFaults {

    /** For a sandbox without its AWS side: every fault is refused. */
    AwsFaults NONE = (name, params, count) -> Optional.of("no simulated AWS is connected to this Slack");

    /**
     * Puts a fault in force.
     *
     * @param count how often it strikes before it is over, at least 1
     * @return empty when it is in force, else one sentence that says why not
     */
    Optional<String> inject(String name, ObjectNode params, int count);

    /** Ends every fault and starts the simulated AWS afresh; called by {@code /control/reset}. */
    default void reset() {}
}
