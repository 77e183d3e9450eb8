package sallyport.run;

import java.util.Optional;
import sallyport.request.Request;
import sallyport.request.StartFailure;
import sallyport.request.Target;

/** Asked right before anything is shown or started: does something stand against it now? */
@FunctionalInterface
public interface Recheck {
    Optional<StartFailure> objection(Request request, Target target);
}
