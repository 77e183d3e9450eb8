package sallyport.slack;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import sallyport.request.RequestId;

/**
 * Where the authors of new requests can be answered until their card stands. Kept in memory for {@link #LIFE}, which is
 * as long as Slack takes such answers. Safe for use by many threads.
 */
public final class ReplyAddresses {
    private static final Duration LIFE = Duration.ofMinutes(30);

    private record Address(String responseUrl, Instant until) {}

    private final InstantSource clock;
    private final Map<RequestId, Address> addresses = new ConcurrentHashMap<>();

    public ReplyAddresses(InstantSource clock) {
        this.clock = clock;
    }

    void keep(RequestId id, String responseUrl) {
        var now = clock.instant();
        addresses.values().removeIf(address -> address.until().isBefore(now));
        addresses.put(id, new Address(responseUrl, now.plus(LIFE)));
    }

    /** Gives the address back once. */
    Optional<String> take(RequestId id) {
        return Optional.ofNullable(addresses.remove(id))
                .filter(address -> !address.until().isBefore(clock.instant()))
                .map(Address::responseUrl);
    }
}
