package sallyport.sandbox.aws.channel;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import sallyport.sandbox.aws.agent.AgentLink;
import sallyport.sandbox.aws.agent.AgentSession;
import sallyport.sandbox.aws.fault.FaultName;
import sallyport.sandbox.aws.fault.Faults;
import sallyport.sandbox.aws.wire.CallLog;
import sallyport.sandbox.aws.wire.Frame;

/**
 * The service's part in one session: passes frames on between the agent and whichever client is attached, pauses the
 * agent while none is or it reads too slowly, and says to a client when the session is over, also to one that comes
 * later.
 *
 * <p>Thread-safe. The agent, which has locks of its own and calls back, is only called while this lock is not held,
 * except to pause and resume it.
 */
public final class SessionRelay implements AgentLink {
    private final String id;
    private final SessionTarget target;
    private final String owner;
    private final Faults faults;
    private final CallLog log;
    private final InstantSource clock;
    private final Instant startedAt;
    private final ClientPath path;
    private final ReentrantLock lock = new ReentrantLock();
    private Optional<AgentSession> agent = Optional.empty();
    private Optional<ClientSocket> client = Optional.empty();
    private Optional<String> output = Optional.empty();
    private Optional<Instant> endedAt = Optional.empty();

    SessionRelay(String id, SessionTarget target, String owner, Faults faults, CallLog log, InstantSource clock) {
        this.id = id;
        this.target = target;
        this.owner = owner;
        this.faults = faults;
        this.log = log;
        this.clock = clock;
        this.startedAt = clock.instant();
        this.path = new ClientPath(faults);
    }

    void join(AgentSession joining) {
        lock.lock();
        try {
            agent = Optional.of(joining);
        } finally {
            lock.unlock();
        }
        joining.start();
    }

    /** The client is here, in the place of any earlier one. */
    void attach(ClientSocket socket) {
        lock.lock();
        try {
            client.ifPresent(earlier -> earlier.close(1000, "another client opened this session"));
            client = Optional.of(socket);
            if (faults.take(FaultName.BAD_PUBLICATION)) {
                socket.send(Publication.careless(id, clock.instant()));
            }
            if (endedAt.isPresent()) {
                sendEnd(socket);
            } else {
                agent.ifPresent(AgentSession::resume);
            }
        } finally {
            lock.unlock();
        }
    }

    /** The client's socket has gone, in whatever way; the command goes on. */
    public void detach(ClientSocket socket) {
        lock.lock();
        try {
            if (client.filter(socket::equals).isPresent()) {
                client = Optional.empty();
                agent.ifPresent(AgentSession::pause);
            }
        } finally {
            lock.unlock();
        }
    }

    /** A frame from the client. */
    public void receive(Frame frame) {
        if (arrives(frame)) {
            agent().ifPresent(present -> present.receive(frame));
        }
    }

    private boolean arrives(Frame frame) {
        lock.lock();
        try {
            return path.reachesAgent(frame);
        } finally {
            lock.unlock();
        }
    }

    private Optional<AgentSession> agent() {
        lock.lock();
        try {
            return agent;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void send(Frame frame) {
        lock.lock();
        try {
            client.ifPresent(socket -> path.toClient(frame).forEach(arriving -> send(socket, arriving)));
        } finally {
            lock.unlock();
        }
    }

    private void send(ClientSocket socket, Frame frame) {
        socket.send(frame.toBytes());
        if (socket.congested()) {
            agent.ifPresent(AgentSession::pause);
        }
        if (path.breaksAfter(frame)) {
            socket.drop();
        }
    }

    @Override
    public void closed(String finalOutput) {
        lock.lock();
        try {
            if (endedAt.isPresent()) {
                return;
            }
            output = Optional.of(finalOutput);
            endedAt = Optional.of(clock.instant());
            client.ifPresent(this::sendEnd);
        } finally {
            lock.unlock();
        }
    }

    private void sendEnd(ClientSocket socket) {
        path.beforeClose().forEach(frame -> socket.send(frame.toBytes()));
        socket.send(ChannelClosed.of(id, target.id(), output.orElse(""), clock.instant())
                .toBytes());
        path.afterClose().forEach(frame -> socket.send(frame.toBytes()));
    }

    @Override
    public void complain(String what) {
        log.complain(id, what);
    }

    /** Ends the session if it goes on. One whose agent never joined ends at once. */
    void terminate() {
        agent().ifPresentOrElse(AgentSession::terminate, () -> closed(""));
    }

    /** Waits for the agent to have ended the session, for so long at most. */
    void awaitEnd(Duration longest) throws InterruptedException {
        if (agent().isPresent()) {
            agent().get().awaitEnd(longest);
        }
    }

    /** Lets a paused agent go on if the client has caught up, and lets the agent look at its own clocks. */
    void tick() {
        if (caughtUp()) {
            agent().ifPresent(AgentSession::resume);
        }
        agent().filter(present -> view().active()).ifPresent(AgentSession::tick);
    }

    private boolean caughtUp() {
        lock.lock();
        try {
            return client.isPresent() && !client.get().congested();
        } finally {
            lock.unlock();
        }
    }

    public SessionView view() {
        lock.lock();
        try {
            return new SessionView(id, target.id(), owner, startedAt, endedAt, output, client.isPresent());
        } finally {
            lock.unlock();
        }
    }
}
