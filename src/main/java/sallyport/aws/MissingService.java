package sallyport.aws;

import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.request.EditDistance;
import software.amazon.awssdk.core.exception.SdkException;

/** Says that a configured service is not there, and which ones come near if we may list them. */
final class MissingService {
    private static final Logger LOG = LoggerFactory.getLogger(MissingService.class);

    private static final int MAX_NAMED = 3;

    /** Edits up to which a name counts as a slip of the finger. */
    private static final int FARTHEST = 3;

    private final EcsReader reader;

    MissingService(EcsReader reader) {
        this.reader = reader;
    }

    String sentence(AwsTarget target) {
        var alias = target.alias();
        return alias.mayBeFamily() ? nothing(target) : notThere(target);
    }

    private String nothing(AwsTarget target) {
        var alias = target.alias();
        var place = " cluster " + alias.cluster() + " (" + alias.account() + ", " + alias.region() + ")";
        var family = "task of a family " + alias.nameInCluster()
                + " that no service started. It forgets those that stopped after about an hour.";
        return alias.isFamily()
                ? "In" + place + " ECS knows no " + family
                : "There is no service " + alias.service() + " in" + place + ", and ECS knows no " + family
                        + suggestion(target);
    }

    private String notThere(AwsTarget target) {
        var alias = target.alias();
        return "There is no service " + alias.service() + " in cluster " + alias.cluster() + " (" + alias.account()
                + ", " + alias.region() + "), to which the target " + alias.name() + " points." + suggestion(target)
                + " Correct the target's configuration.";
    }

    private String suggestion(AwsTarget target) {
        var near = nearest(target.alias().service(), names(target));
        return near.isEmpty() ? "" : " The cluster has " + String.join(", ", near) + ".";
    }

    private List<String> names(AwsTarget target) {
        try {
            return reader.serviceNames(target);
        } catch (SdkException e) {
            LOG.atDebug()
                    .addKeyValue("target", target.alias().name())
                    .setCause(e)
                    .log("aws.no_suggestion");
            return List.of();
        }
    }

    static List<String> nearest(String wanted, List<String> names) {
        Comparator<String> byDistance = Comparator.comparingInt(name -> EditDistance.between(wanted, name));
        var slips = names.stream().filter(name -> EditDistance.between(wanted, name) <= FARTHEST);
        var parts = names.stream().filter(name -> name.contains(wanted) || wanted.contains(name));
        return Stream.concat(slips, parts)
                .distinct()
                .sorted(byDistance.thenComparing(Comparator.naturalOrder()))
                .limit(MAX_NAMED)
                .toList();
    }
}
