package sallyport.sandbox;

import java.util.Optional;
import sallyport.sandbox.slack.control.AwsFaults;

/** The simulated AWS as the sandbox starts it. */
interface AwsPart extends Part {

    /** Takes the faults that {@code /control/fault} names for {@code aws}. */
    AwsFaults faults();

    /** Empty in a sandbox that was built without its AWS side. */
    static Optional<AwsPart> start(SandboxFlags flags) {
        return Optional.empty();
    }
}
