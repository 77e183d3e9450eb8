package sallyport.slack;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import sallyport.request.Digest;
import sallyport.request.RequestId;

/**
 * What a review carries with it through Slack: what was shown, so that it can be rendered again and compared.
 *
 * @param approvals how many approvals the review showed
 */
record ReviewTicket(RequestId id, Digest digest, int approvals) {
    private static final Pattern FORM = Pattern.compile("(r[0-9a-z]{12}) ([0-9a-f]{64}) ([0-9]{1,3})");

    /** Between the tickets of a review that shows several; twenty tickets are 1,640 of the 3,000 characters allowed. */
    private static final String SEPARATOR = "|";

    /** The private metadata of the modal. */
    static String write(List<ReviewTicket> tickets) {
        return tickets.stream()
                .map(ticket -> ticket.id + " " + ticket.digest + " " + ticket.approvals)
                .collect(Collectors.joining(SEPARATOR));
    }

    /** At least one; empty when it is not one of ours. */
    static Optional<List<ReviewTicket>> read(String metadata) {
        var tickets = Arrays.stream(metadata.split(Pattern.quote(SEPARATOR), -1))
                .map(ReviewTicket::readOne)
                .toList();
        return tickets.stream().allMatch(Optional::isPresent)
                ? Optional.of(tickets.stream().flatMap(Optional::stream).toList())
                : Optional.empty();
    }

    private static Optional<ReviewTicket> readOne(String text) {
        var matcher = FORM.matcher(text);
        return matcher.matches() && RequestId.isValid(matcher.group(1))
                ? Optional.of(new ReviewTicket(
                        new RequestId(matcher.group(1)),
                        new Digest(matcher.group(2)),
                        Integer.parseInt(matcher.group(3))))
                : Optional.empty();
    }
}
