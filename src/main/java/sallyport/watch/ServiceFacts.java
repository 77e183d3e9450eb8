package sallyport.watch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A service, as far as exec depends on it.
 *
 * @param platformVersion what it asks for, {@code LATEST} or a number, or empty
 * @param controller {@code ECS}, {@code CODE_DEPLOY} or {@code EXTERNAL}
 * @param managedBy {@code CUSTOMER}, or {@code ECS} for Express Mode
 * @param deploymentAt when the newest deployment began
 */
public record ServiceFacts(
        String name,
        String status,
        int desired,
        int running,
        boolean execEnabled,
        String platformVersion,
        String controller,
        String managedBy,
        List<String> deploymentsUnderWay,
        Optional<Instant> deploymentAt) {
    public ServiceFacts {
        deploymentsUnderWay = List.copyOf(deploymentsUnderWay);
    }
}
