package sallyport.aws;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sallyport.request.Person;
import sallyport.run.RunIdentity;
import software.amazon.awssdk.services.sts.model.Tag;

/**
 * What a run's role session tells AWS about itself beyond its name, which is the request's id. Each needs an action of
 * its own in the trust policy and in Sallyport's own policy.
 *
 * @param sourceIdentity the requester's Slack user id, which CloudTrail shows with every call and which no later role
 *     change can shed; takes {@code sts:SetSourceIdentity}
 * @param sessionTags the request, the requester and the approvers, for CloudTrail and for conditions on
 *     {@code aws:PrincipalTag}; takes {@code sts:TagSession}
 */
public record RunAttribution(boolean sourceIdentity, boolean sessionTags) {
    public static final RunAttribution NONE = new RunAttribution(false, false);

    static final String REQUEST = "sallyport:request";
    static final String REQUESTER = "sallyport:requester";
    static final String APPROVERS = "sallyport:approvers";

    /** Characters of one tag's value. Source: STS API reference. */
    static final int MAX_TAG_VALUE = 256;

    private static final String BETWEEN = ":";

    /** What a run's session is tagged with; nothing where it is not to be. */
    List<Tag> tags(RunIdentity run) {
        if (!sessionTags) {
            return List.of();
        }
        var who = Stream.of(
                tag(REQUEST, run.run().value()), tag(REQUESTER, run.requester().userId()));
        var approvers = approvers(run.approvers());
        return Stream.concat(who, approvers.isEmpty() ? Stream.of() : Stream.of(tag(APPROVERS, approvers)))
                .toList();
    }

    /** As many whole ids as one value holds, some twenty; our own audit trail has them all. */
    private static String approvers(List<Person> people) {
        var ids = people.stream().map(Person::userId).collect(Collectors.joining(BETWEEN));
        return ids.length() <= MAX_TAG_VALUE ? ids : ids.substring(0, ids.lastIndexOf(BETWEEN, MAX_TAG_VALUE));
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }
}
