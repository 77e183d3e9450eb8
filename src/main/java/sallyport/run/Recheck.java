package sallyport.run;

import java.util.List;
import java.util.Optional;
import sallyport.request.Approval;
import sallyport.request.Request;
import sallyport.request.StartFailure;
import sallyport.request.Target;

/** Asked right before anything is shown or started: does something stand against it now? */
@FunctionalInterface
public interface Recheck {
    /**
     * Asked before AWS is: what is looked up is told where it was asked, and not everybody who can ask may read that.
     */
    default Optional<StartFailure> barred(Request request) {
        return Optional.empty();
    }

    /** @param given the approvals it has so far */
    Optional<StartFailure> objection(Request request, List<Approval> given, Target target);
}
