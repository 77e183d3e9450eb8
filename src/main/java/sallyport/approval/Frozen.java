package sallyport.approval;

import java.util.Optional;
import sallyport.request.Freeze;

/** What became of the wish to freeze or thaw. */
public sealed interface Frozen {
    /** It holds, durably. */
    record Done() implements Frozen {}

    /**
     * It held before; nothing was changed.
     *
     * @param freeze who froze, if starts are frozen
     */
    record Already(Optional<Freeze> freeze) implements Frozen {}

    /**
     * The person may not.
     *
     * @param reason half a sentence that follows "because"
     */
    record Refused(String reason) implements Frozen {}

    /** Whether it holds is not known; asking again is harmless. */
    record Unavailable(String cause) implements Frozen {}
}
