package sallyport.sandbox.aws.world;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The world as it is now, and the only place where it changes: by a call of the API, or by a step of the service
 * scheduler. Thread-safe.
 */
public final class LivingWorld {
    private final InstantSource clock;
    private final Ids ids;
    private final ServiceScheduler scheduler;
    private final BiConsumer<World, World> changed;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile World present;

    /**
     * A world that begins like this.
     *
     * @param changed told of every change, in order: the world before it and after it
     */
    public LivingWorld(World beginning, long seed, InstantSource clock, BiConsumer<World, World> changed) {
        this.present = beginning;
        this.clock = clock;
        this.ids = new Ids(new Random(seed + 1));
        this.scheduler = new ServiceScheduler(ids);
        this.changed = changed;
    }

    public World now() {
        return present;
    }

    /** Takes one step: every task that is on its way goes on by one status. */
    public void step() {
        var now = clock.instant();
        change(world -> {
            var stepped = world;
            for (var cluster : world.clusters()) {
                stepped = stepped.changing(cluster.name(), each -> scheduler.step(each, now));
            }
            return stepped;
        });
    }

    /**
     * Makes one service of the clinic healthy.
     *
     * @param name the service, or cluster and service with a slash between them
     * @throws IllegalArgumentException if the clinic has no such service
     */
    public void mend(String name) {
        var _ = change(world -> world.mended(Clinic.fullName(name)));
    }

    /** The service as UpdateService leaves it. */
    public Service update(Service service, ServiceChange wanted) {
        var now = clock.instant();
        var world = change(before -> before.changing(
                service.cluster(),
                cluster -> cluster.changingService(service.name(), each -> wanted.apply(each, ids, now))));
        return world.cluster(service.cluster())
                .flatMap(cluster -> cluster.service(service.name()))
                .orElseThrow();
    }

    /** Tells a task to stop, as a person does with StopTask. One that is to stop already keeps its reason. */
    public Task stop(Task task, Optional<String> reason) {
        var stop = new Stop(clock.instant(), "UserInitiated", reason.orElse("Task stopped by user"));
        var world = change(before -> before.changing(
                task.service().cluster(),
                cluster -> cluster.changingTask(task.id(), each -> each.toStop() ? each : each.stopping(stop))));
        return world.cluster(task.service().cluster())
                .flatMap(cluster -> cluster.task(task.id()))
                .orElseThrow();
    }

    /** Starts tasks that belong to no service. */
    public List<Task> run(OneOffTask wanted, String startedBy, int count) {
        var factory = new TaskFactory(ids);
        lock.lock();
        try {
            var like = wanted.asService(ids, clock.instant());
            var started = Stream.generate(() -> factory.provisioning(like, true, startedBy, "a", clock.instant()))
                    .limit(count)
                    .toList();
            change(before -> before.changing(like.cluster(), cluster -> cluster.plus(started)));
            return started;
        } finally {
            lock.unlock();
        }
    }

    /** Changes the world by a pure function of it; the world as it is then. */
    private World change(Function<World, World> change) {
        lock.lock();
        try {
            var before = present;
            present = change.apply(before);
            if (!present.equals(before)) {
                changed.accept(before, present);
            }
            return present;
        } finally {
            lock.unlock();
        }
    }
}
