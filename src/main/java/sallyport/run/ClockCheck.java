package sallyport.run;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Whether our clock can be trusted with decisions that compare it with AWS's or another replica's. A replica whose
 * clock differs from AWS's by more than {@link #TOLERANCE}, or that does not know, neither claims nor gives up a start.
 */
final class ClockCheck {
    /** What the margins of {@link Windows} have room for. */
    static final Duration TOLERANCE = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(ClockCheck.class);

    private final Containers containers;

    ClockCheck(Containers containers) {
        this.containers = containers;
    }

    boolean agree() {
        var skew = containers.clockSkew();
        boolean agree = skew.isPresent() && skew.get().abs().compareTo(TOLERANCE) <= 0;
        if (!agree) {
            LOG.atError()
                    .addKeyValue("skew", skew.map(Duration::toString).orElse("unknown"))
                    .log("clock.disagrees: nothing is started until this machine's clock agrees with AWS's");
        }
        return agree;
    }
}
