package sallyport.sandbox.slack.workspace;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** Response URLs: the permission to answer one interaction a few times without scope or membership. Thread-safe. */
public final class ResponseUrls {
    /** Answers through one URL (docs.slack.dev, handling user interaction). */
    public static final int MAX_USES = 5;
    /** How long a URL takes answers (same source). */
    public static final Duration LIFE = Duration.ofMinutes(30);

    /** Where answers go; {@code original} is the message that was clicked, absent for a command. */
    public record Target(String user, String channel, Optional<Message> original) {}

    /** What presenting a URL's secret gives. */
    public sealed interface Use {
        record Granted(Target target) implements Use {}

        record UsedUp() implements Use {}

        record Expired() implements Use {}

        record Unknown() implements Use {}
    }

    private record Grant(Target target, Instant issued, int uses) {}

    private final Map<String, Grant> grants = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final Ids ids;

    ResponseUrls(InstantSource clock, Ids ids) {
        this.clock = clock;
        this.ids = ids;
    }

    void reset() {
        grants.clear();
    }

    /** The secret that ends the URL. */
    public String issue(Target target) {
        var now = clock.instant();
        grants.values()
                .removeIf(grant -> grant.issued().plus(LIFE.multipliedBy(2)).isBefore(now));
        var secret = ids.secret();
        grants.put(secret, new Grant(target, now, 0));
        return secret;
    }

    public Use use(String secret) {
        var answer = new AtomicReference<Use>(new Use.Unknown());
        grants.computeIfPresent(secret, (key, grant) -> {
            answer.set(judge(grant));
            return new Grant(grant.target(), grant.issued(), grant.uses() + 1);
        });
        return answer.get();
    }

    private Use judge(Grant grant) {
        if (clock.instant().isAfter(grant.issued().plus(LIFE))) {
            return new Use.Expired();
        }
        return grant.uses() >= MAX_USES ? new Use.UsedUp() : new Use.Granted(grant.target());
    }
}
