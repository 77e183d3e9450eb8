package sallyport.sandbox;

import java.net.URI;
import java.util.Optional;

/** The real application as the sandbox starts it, wired to the simulated sides. */
interface AppPart extends Part {

    /** Empty in a sandbox that was built without the application. */
    static Optional<AppPart> start(SandboxFlags flags, URI slack, Optional<URI> aws) {
        return Optional.empty();
    }
}
