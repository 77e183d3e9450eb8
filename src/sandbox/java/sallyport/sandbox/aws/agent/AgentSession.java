package sallyport.sandbox.aws.agent;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import sallyport.sandbox.aws.wire.Frame;
import sallyport.sandbox.aws.world.ContainerFolder;

/**
 * One session of the agent, from its slot to its end. Runs without a handshake, as an agent does whose cluster has no
 * KMS key. Thread-safe: a worker thread runs the command and reads its pty, an input thread writes to it, and the
 * service calls in from outside.
 *
 * @see <a href="https://github.com/aws/amazon-ssm-agent">amazon-ssm-agent, session plugin, read at 1c217c8</a>
 */
public final class AgentSession {
    /** How often the agent looks for a frame to send again. */
    public static final Duration TICK = Duration.ofMillis(100);

    /** What one read of the pty takes at most, in bytes. */
    private static final int CHUNK = 1024;

    private static final String TIMED_OUT = "Your session timed out due to inactivity and has been terminated.";

    private final String command;
    private final ContainerFolder container;
    private final Semaphore slot;
    private final AgentLink link;
    private final AgentPace pace;
    private final InstantSource clock;
    private final Gate gate = new Gate();
    private final Outbound outbound;
    private final Thread worker;
    private final BlockingQueue<Frame> input = new LinkedBlockingQueue<>();
    private final AtomicReference<@Nullable String> cutShort = new AtomicReference<>();
    private final AtomicReference<@Nullable Terminal> terminal = new AtomicReference<>();
    private volatile Instant lastActivity;

    public AgentSession(
            String sessionId,
            String command,
            ContainerFolder container,
            Semaphore slot,
            AgentLink link,
            AgentPace pace,
            InstantSource clock) {
        this.command = command;
        this.container = container;
        this.slot = slot;
        this.link = link;
        this.pace = pace;
        this.clock = clock;
        this.outbound = new Outbound(link, clock);
        this.lastActivity = clock.instant();
        this.worker = Thread.ofPlatform().daemon().name("agent-" + sessionId).unstarted(this::work);
    }

    public void start() {
        worker.start();
    }

    /** A frame from the client. Input that comes before the pty exists is dropped without acknowledgement. */
    public void receive(Frame frame) {
        gate.set(true);
        switch (frame.messageType()) {
            case Frame.ACKNOWLEDGE -> acknowledged(frame);
            case Frame.INPUT -> {
                lastActivity = clock.instant();
                if (terminal.get() != null) {
                    input.add(frame);
                }
            }
            default -> link.complain("a client sends no " + frame.messageType());
        }
    }

    private void acknowledged(Frame frame) {
        if (frame.flags() != Frame.SYN_FIN) {
            link.complain("an acknowledgement with flags " + frame.flags() + " is not honoured");
            return;
        }
        Acknowledgement.sequenceNumber(frame)
                .ifPresentOrElse(
                        outbound::acknowledged,
                        () -> link.complain("an acknowledgement that names no output: " + frame.payloadText()));
    }

    /** Nobody listens: neither read the pty nor send. */
    public void pause() {
        gate.set(false);
    }

    public void resume() {
        gate.set(true);
    }

    /** SIGKILL to the direct child; the session ends with an empty output. */
    public void terminate() {
        cutShort("");
    }

    /**
     * To be called every {@link #TICK}: sends again what is overdue and ends the session when it was idle for too long.
     */
    public void tick() {
        if (gate.isOpen()) {
            outbound.resendOverdue();
        }
        if (terminal.get() != null && clock.instant().isAfter(lastActivity.plus(pace.idle()))) {
            cutShort(TIMED_OUT);
        }
    }

    /** Waits for the session's end, for so long at most. */
    public void awaitEnd(Duration longest) throws InterruptedException {
        worker.join(longest);
    }

    private void cutShort(String output) {
        if (cutShort.compareAndSet(null, output)) {
            Optional.ofNullable(terminal.get()).ifPresent(Terminal::kill);
            worker.interrupt();
        }
    }

    private void work() {
        var output = inSlot();
        var reason = cutShort.get();
        link.closed(reason == null ? output : reason);
    }

    private String inSlot() {
        try {
            slot.acquire();
        } catch (InterruptedException terminatedWhileWaiting) {
            return "";
        }
        try {
            return serve();
        } catch (InterruptedException terminated) {
            return "";
        } finally {
            slot.release();
        }
    }

    private String serve() throws InterruptedException {
        if (cutShort.get() != null) {
            return "";
        }
        return switch (Launch.of(command, container)) {
            case Launch.WorkerCrash(var output) -> output;
            case Launch.CannotStart(var output) -> startFailure(output);
            case Launch.Program program -> run(program);
        };
    }

    private String startFailure(String output) throws InterruptedException {
        Thread.sleep(pace.beforeStartFailure());
        return output;
    }

    private String run(Launch.Program program) throws InterruptedException {
        Terminal started;
        try {
            started = Terminal.start(program, container);
        } catch (IOException e) {
            return startFailure("Unable to start command: Failed to start pty: " + e.getMessage());
        }
        lastActivity = clock.instant();
        terminal.set(started);
        if (cutShort.get() != null) {
            started.kill();
        }
        var inputThread =
                Thread.ofPlatform().daemon().name(worker.getName() + "-input").start(() -> feed(started));
        try {
            Thread.sleep(pace.beforeReading());
            pump(started);
            outbound.awaitDrained(pace.drain());
        } finally {
            inputThread.interrupt();
            started.release();
        }
        return "";
    }

    private void feed(Terminal started) {
        var inbound = new Inbound(started, link, clock);
        try {
            while (true) {
                inbound.accept(input.take());
            }
        } catch (InterruptedException sessionOver) {
            Thread.currentThread().interrupt();
        }
    }

    private void pump(Terminal started) throws InterruptedException {
        var buffer = new byte[CHUNK];
        var carry = new Utf8Carry();
        gate.awaitOpen();
        for (int length = started.read(buffer); length > 0; length = started.read(buffer)) {
            lastActivity = clock.instant();
            var chunk = carry.join(buffer, length);
            if (chunk.length > 0) {
                outbound.send(Frame.PAYLOAD_OUTPUT, chunk);
            }
            Thread.sleep(pace.betweenChunks());
            gate.awaitOpen();
        }
    }
}
