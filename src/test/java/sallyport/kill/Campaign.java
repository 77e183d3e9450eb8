package sallyport.kill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import sallyport.e2e.ControlClient;
import sallyport.run.Windows;

/** Kills, one after the other, with requests of all sorts in flight at each. */
final class Campaign {
    private static final int BACKGROUND_TICKS = 12;
    private static final int TICKS = 3;

    private final Fleet fleet;
    private final People people;
    private final Duration patience;
    private OptionalInt before = OptionalInt.empty();
    private final List<Instant> killed = new CopyOnWriteArrayList<>();
    private final List<Instant> up = new CopyOnWriteArrayList<>();

    /** @param windows a container whose last user was killed is free after its silence */
    Campaign(Fleet fleet, People people, Windows windows) {
        this.fleet = fleet;
        this.people = people;
        this.patience = Duration.ofSeconds(30).plus(windows.silence().multipliedBy(4));
    }

    /** When each kill was seen. */
    List<Instant> killed() {
        return List.copyOf(killed);
    }

    /** When a replica was up again after each kill. */
    List<Instant> up() {
        return List.copyOf(up);
    }

    /**
     * One kill: while one request waits for its reviewer and one runs, whoever brings a third to this point dies there,
     * and is started again.
     */
    void kill(CrashPoint point) {
        int waiting = people.ask(TICKS);
        people.askInBackground(BACKGROUND_TICKS);
        int subject = people.next();
        if (!point.needsApprover()) {
            fleet.arm(point.of(subject));
        }
        assertThat(people.ask(TICKS)).isEqualTo(subject);
        if (point.needsApprover()) {
            people.awaitReviewable(subject);
            fleet.arm(point.of(subject));
            people.approve(subject, ControlClient.APPROVER, fleet::isSprung);
        }
        restart(fleet.awaitVictim(patience));
        var earlier = before;
        before = OptionalInt.of(waiting);
        earlier.ifPresent(this::approveLate);
    }

    /** The first kill, of a process that has not begun to listen. */
    void killAtStart(CrashPoint point) {
        fleet.arm(point.of(0));
        fleet.launch();
        restart(fleet.awaitVictim(patience));
        fleet.awaitListening();
    }

    /** What waited at the last kill as well is reviewed by somebody else, and runs while the next kill comes. */
    private void approveLate(int number) {
        people.approve(number, ControlClient.SECOND_APPROVER, () -> false);
    }

    private void restart(Replica victim) {
        killed.add(Instant.now());
        fleet.restart(victim);
        up.add(Instant.now());
    }
}
