package sallyport.sandbox.slack.workspace;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/** Trigger ids: the permission to open one view for the person who just did something. Thread-safe. */
public final class Triggers {
    /** A trigger opens a view for this long (docs.slack.dev, handling user interaction). */
    public static final Duration LIFE = Duration.ofSeconds(3);

    private static final Duration REMEMBERED = Duration.ofMinutes(5);

    /** What presenting a trigger id gives. */
    public sealed interface Redeemed {
        record Valid(String user) implements Redeemed {}

        record Expired() implements Redeemed {}

        record Exchanged() implements Redeemed {}

        record Unknown() implements Redeemed {}
    }

    private record Trigger(String user, Instant issued, boolean used) {}

    private final Map<String, Trigger> issued = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final Ids ids;

    Triggers(InstantSource clock, Ids ids) {
        this.clock = clock;
        this.ids = ids;
    }

    void reset() {
        issued.clear();
    }

    public String issue(String user) {
        var now = clock.instant();
        issued.values().removeIf(trigger -> trigger.issued().plus(REMEMBERED).isBefore(now));
        var id = ids.number() + "." + Seed.TEAM_ID + "." + ids.secret();
        issued.put(id, new Trigger(user, now, false));
        return id;
    }

    /** Uses the trigger up; of two callers with the same id one gets {@link Redeemed.Valid}. */
    public Redeemed redeem(String id) {
        var answer = new AtomicReference<Redeemed>(new Redeemed.Unknown());
        issued.computeIfPresent(id, (key, trigger) -> {
            answer.set(judge(trigger));
            return new Trigger(trigger.user(), trigger.issued(), true);
        });
        return answer.get();
    }

    private Redeemed judge(Trigger trigger) {
        if (trigger.used()) {
            return new Redeemed.Exchanged();
        }
        var expired = clock.instant().isAfter(trigger.issued().plus(LIFE));
        return expired ? new Redeemed.Expired() : new Redeemed.Valid(trigger.user());
    }
}
