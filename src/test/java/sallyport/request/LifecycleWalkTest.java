package sallyport.request;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.request.Examples.NOON;
import static sallyport.request.Examples.REQUESTER;
import static sallyport.request.Examples.REVIEWERS;
import static sallyport.request.Examples.target;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Laws that hold whatever arrives in whatever order. */
class LifecycleWalkTest {
    private static final int WALKS = 2_000;
    private static final int STEPS = 40;
    private static final Request REQUEST = Examples.request();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void nothing_starts_twice_or_without_two_others_or_after_an_end(long seed) {
        var random = new Random(seed);
        int started = 0;
        for (int walk = 0; walk < WALKS; walk++) {
            started += walk(random).starts();
        }
        assertThat(started).as("walks that reached a start").isPositive();
    }

    private record Walk(int starts) {}

    private static Walk walk(Random random) {
        Phase phase = new Phase.Received();
        Set<Person> agreed = new HashSet<>();
        int claims = 0;
        for (int step = 0; step < STEPS; step++) {
            var event = event(random, phase);
            if (!(Lifecycle.decide(REQUEST, phase, event) instanceof Transition.Moves moves)) {
                continue;
            }
            assertThat(phase).as("moved by %s", event).isNotInstanceOf(Phase.Ended.class);
            if (event instanceof Event.ApprovalGiven approval) {
                agreed.add(approval.person());
            }
            if (event instanceof Event.ClaimTaken && moves.to() instanceof Phase.Starting starting) {
                claims++;
                assertThat(agreed).hasSizeGreaterThanOrEqualTo(2).doesNotContain(REQUESTER);
                assertThat(starting.digest()).isEqualTo(Digest.of(REQUEST, target()));
            }
            if (moves.to() instanceof Phase.Running running) {
                assertThat(Duration.between(running.since(), running.endsBy(REQUEST)))
                        .isBetween(REQUEST.deadline(), Extension.longest(REQUEST));
            }
            phase = moves.to();
        }
        assertThat(claims).isLessThanOrEqualTo(1);
        return new Walk(claims);
    }

    private static Event event(Random random, Phase phase) {
        var at = at(random);
        var person = new Person("T1", "U" + (1 + random.nextInt(4)));
        var digest = random.nextInt(8) == 0 ? new Digest("0".repeat(64)) : Digest.of(REQUEST, target());
        return switch (random.nextInt(26)) {
            case 0 ->
                new Event.StartRefused(
                        new StartFailure(StartFailure.Kind.AWS_REFUSED, "No."), Actor.component("resolver"), at);
            case 1 -> new Event.DenialGiven(person, random.nextBoolean(), "no", at);
            case 2 -> new Event.StopAsked(Actor.human(person), random.nextBoolean(), at);
            case 3 -> new Event.TimePassed(at);
            case 4 -> new Event.BindingBroken("deployed", at);
            case 5 -> new Event.SightLost(token(random, phase), "gone", random.nextBoolean(), at);
            case 16 -> new Event.TakenOver(token(random, phase), "t" + random.nextInt(3), at);
            case 17 ->
                new Event.ExtensionAsked(
                        person, random.nextBoolean(), Duration.ofMinutes(random.nextInt(-1, 9)), Optional.empty(), at);
            case 18 -> new Event.DeadlineReached(token(random, phase), deadline(random, phase), at);
            case 6, 7 -> new Event.SessionOpened(token(random, phase), target(), "session", at);
            case 8, 9 -> new Event.RunEnded(token(random, phase), end(random, at), Optional.empty());
            case 10, 11, 12 -> new Event.ClaimTaken("t" + random.nextInt(3), at);
            case 13, 14, 15 -> new Event.TargetResolved(target(), at);
            default ->
                new Event.ApprovalGiven(person, random.nextInt(4) == 0 ? Set.of() : Set.of(REVIEWERS), digest, at);
        };
    }

    private static Instant at(Random random) {
        return NOON.plusSeconds(random.nextInt(20) == 0 ? 1800 : random.nextInt(600));
    }

    private static Instant deadline(Random random, Phase phase) {
        return phase instanceof Phase.Running running && random.nextBoolean() ? running.endsBy(REQUEST) : at(random);
    }

    private static String token(Random random, Phase phase) {
        return phase.holder().filter(_ -> random.nextBoolean()).orElse("t" + random.nextInt(3));
    }

    private static Phase.Outcome end(Random random, Instant at) {
        var ends = new ArrayList<Phase.Outcome>(List.of(
                new Phase.Done(new ExitStatus.Unknown(), at), new Phase.TimedOut(at), new Phase.Lost("gone", at)));
        return ends.get(random.nextInt(ends.size()));
    }
}
