package sallyport.slack;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import sallyport.request.RequestId;

/**
 * Where the authors of new requests can be answered until their card stands: in memory, because Slack takes such
 * answers for half an hour only. Whoever posts the card may be faster than whoever knows the address. Safe for use by
 * many threads.
 */
public final class ReplyAddresses {
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Map<RequestId, CompletableFuture<String>> addresses = new ConcurrentHashMap<>();

    void keep(RequestId id, String responseUrl) {
        address(id).complete(responseUrl);
    }

    /** Gives the address back once, waiting a moment for it; empty after a restart. */
    Optional<String> take(RequestId id) {
        try {
            return Optional.of(address(id).get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException | ExecutionException e) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } finally {
            addresses.remove(id);
        }
    }

    /** The card stands: the address is not needed any more. */
    void forget(RequestId id) {
        addresses.remove(id);
    }

    private CompletableFuture<String> address(RequestId id) {
        return addresses.computeIfAbsent(id, _ -> new CompletableFuture<>());
    }
}
