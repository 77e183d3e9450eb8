package sallyport.simulation;

import java.time.Duration;
import java.time.Instant;
import sallyport.run.Scheduler;

/**
 * One process of a replica, from its start until it is killed. Its threads wait in {@link #takes}: there it can be
 * killed or stand still. What a killed process was doing is never done, and nothing of it is tidied up.
 */
final class ReplicaProcess implements Scheduler {
    private static final long LONGEST_STANDSTILL = Duration.ofSeconds(60).toMillis();

    private final World world;
    private final long skew;
    private final Runnable onDeath;
    private boolean dead;
    private long standsStillUntil;
    private long disturbedAt = -1;
    private long unansweredAt = -1;
    private int inHand;

    /** @param skew milliseconds by which its clock is ahead */
    ReplicaProcess(World world, long skew, Runnable onDeath) {
        this.world = world;
        this.skew = skew;
        this.onDeath = onDeath;
    }

    boolean isAlive() {
        return !dead;
    }

    /** Whether it has worked without trouble since then. */
    boolean isUndisturbedSince(long millis) {
        return !dead && disturbedAt < millis;
    }

    Duration skew() {
        return Duration.ofMillis(skew);
    }

    void kill() {
        if (!dead) {
            dead = true;
            world.note("kill");
            world.fault();
            onDeath.run();
        }
    }

    /** The store did not answer it. */
    void unanswered() {
        unansweredAt = world.now();
    }

    /** Whether the store has answered all that it asked since then. */
    boolean isAnsweredSince(long millis) {
        return unansweredAt < millis;
    }

    /** As when the machine is too busy, or the virtual machine is moved. */
    void standStill(long millis) {
        world.note("standstill");
        disturbedAt = world.now() + millis;
        standsStillUntil = Math.max(standsStillUntil, world.now() + millis);
        world.fault();
        world.after(millis, world::fault);
    }

    /** Something outside is asked, which takes a while; before and after it this process may come to grief. */
    void takes(String what, long millis) {
        world.note(what);
        misfortune();
        idle(millis);
        misfortune();
    }

    /** A short call, such as one to the store. */
    void takes(String what) {
        takes(what, 1 + world.random.nextLong(40));
    }

    private void misfortune() {
        if (world.strikes(world.death)) {
            kill();
        }
        if (dead) {
            World.parkForever();
        }
        if (world.strikes(world.standstill)) {
            standStill(world.random.nextLong(LONGEST_STANDSTILL));
            idle(0);
        }
    }

    private void idle(long millis) {
        World.park(wake -> resume(millis, wake));
    }

    /** Does it after a while, if the process is alive then, and as soon as it does not stand still. */
    void resume(long millis, Runnable what) {
        world.after(millis, () -> {
            if (dead) {
                return;
            }
            if (standsStillUntil > world.now()) {
                resume(standsStillUntil - world.now(), what);
            } else {
                what.run();
            }
        });
    }

    @Override
    public Instant instant() {
        return world.instant().plusMillis(skew);
    }

    @Override
    public long nanoTime() {
        return Duration.ofMillis(world.now()).toNanos();
    }

    @Override
    public void start(String name, Runnable work) {
        resume(0, () -> {
            inHand++;
            world.start(() -> {
                try {
                    work.run();
                } finally {
                    inHand--;
                }
            });
        });
    }

    /** Whether no thread of a living process is at something, or waits for a turn that does not come. */
    boolean isIdle() {
        return dead || inHand == 0;
    }

    @Override
    public Alarm after(Duration wait, Runnable work) {
        var cancelled = new boolean[1];
        resume(wait.toMillis(), () -> {
            if (!cancelled[0]) {
                world.start(work);
            }
        });
        return () -> cancelled[0] = true;
    }

    @Override
    public void sleep(Duration wait) {
        idle(wait.toMillis());
    }
}
