package sallyport.run;

import java.util.List;
import sallyport.request.Approval;
import sallyport.request.Person;
import sallyport.request.Request;
import sallyport.request.RequestId;

/**
 * Under whose names a run appears in AWS's own records.
 *
 * @param approvers who agreed to it, each once, in the order in which they did; empty where nobody had to, and where a
 *     session that a dead process left is only ended
 */
public record RunIdentity(RequestId run, Person requester, List<Person> approvers) {
    public RunIdentity {
        approvers = approvers.stream().distinct().toList();
    }

    /** Of a command that is started. */
    static RunIdentity of(Request request, List<Approval> approvals) {
        return new RunIdentity(
                request.id(),
                request.requester(),
                approvals.stream().map(Approval::by).toList());
    }

    /** Of a session that is only ended. */
    static RunIdentity of(Request request) {
        return of(request, List.of());
    }
}
