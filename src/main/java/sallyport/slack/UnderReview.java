package sallyport.slack;

import java.util.Optional;
import sallyport.request.Digest;
import sallyport.request.Request;
import sallyport.request.Target;

/**
 * What a review shows of one request.
 *
 * @param approvals how many people have agreed to it so far
 * @param rank which of several it is, such as {@code task 2 of 3}; empty if it was asked for one task
 */
record UnderReview(Request request, Target target, int approvals, Optional<String> rank) {
    /** As it is stored; empty while it is not known where it would run. */
    static Optional<UnderReview> of(Story story, int approvals) {
        return story.target()
                .map(target -> new UnderReview(story.request(), target, approvals, Companions.rank(story)));
    }

    /** What the approval binds to. */
    Digest digest() {
        return Digest.of(request, target);
    }

    ReviewTicket ticket() {
        return new ReviewTicket(request.id(), digest(), approvals);
    }
}
