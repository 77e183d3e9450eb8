package sallyport;

import java.util.List;
import java.util.Optional;
import sallyport.approval.Approvals;
import sallyport.request.Approval;
import sallyport.request.Request;
import sallyport.request.StartFailure;
import sallyport.request.Target;
import sallyport.run.Recheck;

/** Has what is about to be looked up or started judged by the policy and the directory in force. */
record Rechecked(Approvals approvals) implements Recheck {
    @Override
    public Optional<StartFailure> barred(Request request) {
        return approvals.barred(request);
    }

    @Override
    public Optional<StartFailure> objection(Request request, List<Approval> given, Target target) {
        return approvals.objection(request, given, target);
    }
}
