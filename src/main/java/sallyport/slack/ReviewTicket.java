package sallyport.slack;

import java.util.Optional;
import java.util.regex.Pattern;
import sallyport.request.Digest;
import sallyport.request.RequestId;

/**
 * What a review carries with it through Slack: what was shown, so that it can be rendered again and compared.
 *
 * @param approvals how many approvals the review showed
 */
record ReviewTicket(RequestId id, Digest digest, int approvals) {
    private static final Pattern FORM = Pattern.compile("(r[0-9a-z]{12}) ([0-9a-f]{64}) ([0-9]{1,3})");

    /** The private metadata of the modal. */
    String write() {
        return id + " " + digest + " " + approvals;
    }

    /** Empty when it is not one of ours. */
    static Optional<ReviewTicket> read(String metadata) {
        var matcher = FORM.matcher(metadata);
        return matcher.matches() && RequestId.isValid(matcher.group(1))
                ? Optional.of(new ReviewTicket(
                        new RequestId(matcher.group(1)),
                        new Digest(matcher.group(2)),
                        Integer.parseInt(matcher.group(3))))
                : Optional.empty();
    }
}
