package sallyport.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sallyport.request.Argv;
import sallyport.request.RequestId;
import sallyport.request.Selector;
import sallyport.request.StartFailure;
import sallyport.request.Target;
import sallyport.run.Containers;
import sallyport.run.Opening;
import sallyport.run.Resolution;
import sallyport.run.RunIdentity;
import sallyport.run.RunningTasks;
import sallyport.run.Session;
import sallyport.run.SessionEnd;
import sallyport.run.SessionListener;
import sallyport.run.StartRight;
import sallyport.run.Witness;

/**
 * An ECS that starts whatever reaches it with a signature not older than five minutes, as often as it is asked: keeping
 * that to once is the product's work. Calls may be slow, late, refused or lost, and so may answers.
 */
final class Ecs {
    private static final long SIGNATURE = Duration.ofMinutes(5).toMillis();
    private static final long CALL_TIMEOUT = Duration.ofSeconds(10).toMillis();
    private static final int MOST_LINES = 40;
    private static final int MOST_LINES_OF_LONG = 160;
    private static final int MOST_TASKS = 4;

    private final World world;
    private final Observer observer;
    private final Map<String, List<String>> tasks = new HashMap<>();
    private int drawnTasks;
    private final Map<String, Running> sessions = new LinkedHashMap<>();
    private int drawn;

    /** Hears what really happens. */
    interface Observer {
        void sent(RequestId run);

        void started(RequestId run, Target target, String commandLine);

        /** @param age milliseconds for which its command runs */
        void wrote(RequestId run, long age);

        void troubled(RequestId run);
    }

    /** A command that runs, whether or not anybody listens. */
    private static final class Running {
        private final String id;
        private final RequestId run;
        private final int lines;
        private final long began;
        private int written;
        private boolean ended;

        Running(String id, RequestId run, int lines, long began) {
            this.id = id;
            this.run = run;
            this.lines = lines;
            this.began = began;
        }
    }

    Ecs(World world, Observer observer) {
        this.world = world;
        this.observer = observer;
    }

    /** Deployments and autoscaling: the tasks of a service come and go, one to four of them. */
    private List<String> running(String service) {
        var now = tasks.computeIfAbsent(service, this::first);
        if (world.random.nextInt(4) == 0) {
            if (now.size() > 1 && world.random.nextBoolean()) {
                now.removeFirst();
            }
            if (now.size() < MOST_TASKS) {
                now.add(service + "-" + drawnTasks++);
            }
        }
        return List.copyOf(now);
    }

    private List<String> first(String service) {
        int count = world.random.nextInt(1, MOST_TASKS + 1);
        return IntStream.range(0, count)
                .mapToObj(_ -> service + "-" + drawnTasks++)
                .collect(Collectors.toCollection(ArrayList::new));
    }

    /** How many lines the run wrote by itself, if it came to its own end. */
    OptionalInt written(RequestId run) {
        return sessions.values().stream()
                .filter(session -> session.run.equals(run))
                .mapToInt(session -> session.written)
                .max();
    }

    private Running begin(RequestId run, Target target, String commandLine) {
        int most = carries(commandLine, Fleet.LONG) ? MOST_LINES_OF_LONG : MOST_LINES;
        var session = new Running("ecs-execute-command-" + drawn++, run, world.random.nextInt(most), world.now());
        sessions.put(session.id, session);
        observer.started(run, target, commandLine);
        write(session);
        return session;
    }

    private void write(Running session) {
        world.after(20 + world.random.nextLong(1_500), () -> {
            if (session.ended) {
                return;
            }
            if (session.written == session.lines) {
                session.ended = true;
                return;
            }
            session.written++;
            observer.wrote(session.run, world.now() - session.began);
            write(session);
        });
    }

    Containers seenBy(ReplicaProcess process) {
        return new Door(process);
    }

    /** The door of one process to it. */
    private final class Door implements Containers {
        private final ReplicaProcess process;

        Door(ReplicaProcess process) {
            this.process = process;
        }

        @Override
        public Resolution resolve(Selector selector) {
            process.takes("describe-tasks", 20 + world.random.nextLong(200));
            if (world.strikes(world.loss)) {
                return new Resolution.Unanswered("a throttle");
            }
            return selector.task()
                    .filter(_ -> !world.has(Flaw.ANY_TASK_WILL_DO))
                    .map(task -> named(selector.alias(), task))
                    .orElseGet(() -> new Resolution.Resolved(Fleet.target(selector.alias()), 1));
        }

        private Resolution named(String service, String task) {
            return running(service).contains(task)
                    ? new Resolution.Resolved(Fleet.target(service, task), 1)
                    : new Resolution.Impossible(
                            new StartFailure(StartFailure.Kind.NO_SUCH_TARGET, task + " has stopped"));
        }

        @Override
        public RunningTasks tasks(Selector selector) {
            process.takes("list-tasks", 20 + world.random.nextLong(200));
            return world.strikes(world.loss)
                    ? new RunningTasks.Unanswered("a throttle")
                    : new RunningTasks.Found(running(selector.alias()));
        }

        @Override
        public Opening open(
                RunIdentity identity, Target target, String commandLine, StartRight right, SessionListener listener) {
            var run = identity.run();
            process.takes("assume-role", 20 + world.random.nextLong(world.strikes(0.05) ? 15_000 : 200));
            if (!right.holds()) {
                return refused("the right to start ran out");
            }
            var answer = call(run, target, commandLine);
            if (world.has(Flaw.SDK_RETRY) && answer instanceof Opening.Unanswered) {
                answer = call(run, target, commandLine);
            }
            if (answer instanceof Opening.Opened opened) {
                read(opened.session().id(), listener);
            }
            return answer;
        }

        private static Opening refused(String why) {
            return new Opening.Refused(new StartFailure(StartFailure.Kind.AWS_REFUSED, why));
        }

        /** One signed call, which goes its own way once it is sent. */
        private Opening call(RequestId run, Target target, String commandLine) {
            var signedAt = process.instant();
            observer.sent(run);
            Opening[] answer = {new Opening.Unanswered("no answer in time")};
            World.park(wake -> {
                process.resume(CALL_TIMEOUT, wake);
                world.after(
                        flight(run),
                        () -> arrive(run, target, commandLine, signedAt, reply -> {
                            answer[0] = reply;
                            process.resume(1 + world.random.nextLong(100), wake);
                        }));
            });
            process.takes("execute-command answered");
            return answer[0];
        }

        private long flight(RequestId run) {
            if (world.strikes(0.05)) {
                observer.troubled(run);
                return world.random.nextLong(Duration.ofMinutes(6).toMillis());
            }
            return 1 + world.random.nextLong(300);
        }

        private void arrive(
                RequestId run, Target target, String commandLine, Instant signedAt, Consumer<Opening> reply) {
            if (Duration.between(signedAt, world.instant()).abs().toMillis() > SIGNATURE) {
                reply.accept(refused("Signature expired"));
            } else if (world.strikes(0.03)) {
                reply.accept(refused("ThrottlingException"));
            } else if (world.strikes(world.loss)) {
                observer.troubled(run);
                if (world.random.nextBoolean()) {
                    var _ = begin(run, target, commandLine);
                }
            } else {
                reply.accept(new Opening.Opened(new Held(begin(run, target, commandLine).id)));
            }
        }

        /** Reads the session's channel on a thread of its own, as the data channel does. */
        private void read(String id, SessionListener listener) {
            process.start("channel", () -> {
                var session = Objects.requireNonNull(sessions.get(id));
                int read = 0;
                while (true) {
                    boolean ended = session.ended;
                    while (read < session.written) {
                        listener.output(Fleet.line(++read));
                    }
                    if (ended) {
                        listener.ended(new SessionEnd.Closed());
                        return;
                    }
                    process.takes("channel", 300 + world.random.nextLong(400));
                }
            });
        }

        @Override
        public boolean terminate(RunIdentity run, Target target, String sessionId) {
            return terminate(sessionId);
        }

        private boolean terminate(String sessionId) {
            process.takes("terminate-session", 20 + world.random.nextLong(300));
            Optional.ofNullable(sessions.get(sessionId)).ifPresent(session -> session.ended = true);
            return !world.strikes(world.loss);
        }

        @Override
        public Witness witness(RequestId run, Target target, Instant claimedAt) {
            process.takes("describe-sessions", 20 + world.random.nextLong(300));
            if (world.strikes(world.loss)) {
                return new Witness.Unanswered("a throttle");
            }
            return sessions.values().stream()
                    .filter(session -> session.run.equals(run))
                    .findFirst()
                    .<Witness>map(session -> new Witness.Found(session.id))
                    .orElseGet(Witness.NotFound::new);
        }

        @Override
        public Optional<Duration> clockSkew() {
            return Optional.of(world.has(Flaw.CLOCKS_UNCHECKED) ? Duration.ZERO : process.skew());
        }

        /** The session as its holder has it. */
        private final class Held implements Session {
            private final String id;

            Held(String id) {
                this.id = id;
            }

            @Override
            public String id() {
                return id;
            }

            @Override
            public void interrupt() {
                process.takes("ctrl-c");
                if (world.random.nextBoolean()) {
                    Optional.ofNullable(sessions.get(id)).ifPresent(session -> session.ended = true);
                }
            }

            @Override
            public boolean terminate() {
                return Door.this.terminate(id);
            }
        }
    }

    /** Whether what would be sent carries exactly the arguments that were approved. */
    static boolean carries(String commandLine, Argv approved) {
        return commandLine.equals(approved.quoted());
    }
}
