package sallyport.ssm;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import sallyport.ssm.ReceiveWindow.Arrival;

/**
 * The client's side of the data channel protocol without any input or output: it is told what happened and answers with
 * what to do. Times are counted from a moment of the caller's choice on a clock that never goes back; the wall clock is
 * only for the dates in frames. After {@link Effect.End} it answers everything with nothing. Not thread-safe: owned by
 * the channel's own thread.
 */
final class Conversation {
    /** From the opening to the first frame of any kind, which is all the answer there is. */
    static final Duration FIRST_FRAME_WITHIN = Duration.ofSeconds(30);
    /** A little longer than the agent allows for both of its questions, so that its own words reach us first. */
    static final Duration HANDSHAKE_WITHIN = Duration.ofSeconds(35);
    /**
     * For the agent's first message, which tells whether there is a handshake to wait for. A command may be quiet for
     * long, so after this the terminal size goes out alone: harmless if a handshake follows, and its acknowledgement
     * proves that the pty stands, that there is no handshake, and that somebody is there at all.
     */
    static final Duration QUIET_START = Duration.ofSeconds(3);
    /** After the end was announced: for missing output. The agent itself gives acknowledgements no longer than this. */
    static final Duration GAP_WAIT = Duration.ofSeconds(2);
    /**
     * After the end was announced and nothing is known to be missing: the announcement may overtake the last output.
     */
    static final Duration LATE_OUTPUT_WAIT = Duration.ofMillis(250);
    /** After we refused the handshake: for the refusal to arrive. */
    static final Duration REFUSAL_WAIT = Duration.ofSeconds(2);
    /** How often {@link #tick} must be called while something is in flight or ending, as both peers do. */
    static final Duration TICK = Duration.ofMillis(100);
    /** How often {@link #tick} must be called otherwise. */
    static final Duration IDLE_TICK = Duration.ofSeconds(1);

    private final FrameWriter frames;
    private final Handshake handshake;
    private final ReceiveWindow received = new ReceiveWindow();
    private final SendWindow sent = new SendWindow();
    private final InputBuffer waiting;
    private final Liveness liveness = new Liveness();
    private final PauseWatch pause = new PauseWatch();
    private final List<Gap> gaps = new ArrayList<>();
    private List<Effect> effects = new ArrayList<>();

    /** When the event being handled happened. */
    private Duration now = Duration.ZERO;

    private Duration openedAt = Duration.ZERO;
    private Duration handshakeSince = Duration.ZERO;
    private Duration repliedAt = Duration.ZERO;
    private Optional<Closing> closing = Optional.empty();
    private boolean open;
    private boolean anyFrame;
    private boolean listening = true;
    private boolean ended;

    /** The service has announced the end. */
    private record Closing(ChannelClosedNotice notice, Duration since) {}

    Conversation(OpenRequest request, InstantSource wallClock, Supplier<UUID> messageIds, SecureRandom nonces) {
        this.frames = new FrameWriter(wallClock, messageIds);
        this.waiting = new InputBuffer(request.size());
        this.handshake = new Handshake(request.clientVersion(), request.url().sessionId(), request.targetId(), nonces);
    }

    /** The socket is open and the token was sent. */
    List<Effect> opened(Duration at) {
        now = at;
        open = true;
        openedAt = now;
        ping();
        return effects();
    }

    List<Effect> frame(ByteBuffer frame, Duration at) {
        if (ended) {
            return List.of();
        }
        now = at;
        anyFrame = true;
        liveness.heard();
        switch (FrameDecoder.decode(frame)) {
            case Decoded.Message(var message) -> message(message);
            case Decoded.DigestMismatch _ -> count(Anomaly.DIGEST_MISMATCH);
            case Decoded.UnknownType _ -> count(Anomaly.UNKNOWN_MESSAGE_TYPE);
            case Decoded.Malformed(var reason) ->
                end(new ChannelClosed.ProtocolViolation("malformed frame: " + reason));
        }
        return effects();
    }

    /** Something other than a frame arrived. */
    void heard() {
        liveness.heard();
    }

    List<Effect> input(ByteBuffer bytes, Duration at) {
        now = at;
        waiting.add(bytes);
        sendWaiting();
        return effects();
    }

    List<Effect> resize(TerminalSize size, Duration at) {
        now = at;
        waiting.resize(size);
        sendWaiting();
        return effects();
    }

    /** The answer to {@link Effect.RequestKey}. */
    List<Effect> dataKey(DataKeyAnswer answer, Duration at) {
        if (ended) {
            return List.of();
        }
        now = at;
        step(handshake.takeKey(answer));
        return effects();
    }

    /** We stopped reading the socket, so its silence proves nothing until {@link #readingResumed}. */
    void readingHeld() {
        listening = false;
    }

    void readingResumed(Duration at) {
        listening = true;
        liveness.heard();
        sent.restartPatience(at);
        pause.resumed();
    }

    /** Time has passed; due at least every {@link #tickEvery()}. */
    List<Effect> tick(Duration at) {
        if (!open) {
            return List.of();
        }
        now = at;
        ping();
        sent.overdue(now).ifPresent(frame -> {
            count(Anomaly.RESENT);
            effects.add(new Effect.Transmit(frame));
        });
        waiting.refillBudget();
        sendWaiting();
        if (listening) {
            pause.reminder(now).ifPresent(silence -> effects.add(new Effect.Paused(silence)));
            judgeSilence();
        }
        judgeEnding();
        return effects();
    }

    Duration tickEvery() {
        var busy = !sent.isEmpty() || !waiting.isEmpty() || closing.isPresent() || handshake.underWay();
        return busy ? TICK : IDLE_TICK;
    }

    /** The connection is gone; {@code reason} says how we know. */
    List<Effect> disconnected(String reason) {
        if (anyFrame) {
            gone(reason);
        } else {
            end(new ChannelClosed.TokenRefused(reason));
        }
        return effects();
    }

    List<Effect> abandon(ChannelClosed end) {
        end(end);
        return effects();
    }

    private void message(AgentMessage message) {
        switch (message.type()) {
            case OUTPUT_STREAM_DATA -> streamMessage(message);
            case ACKNOWLEDGE -> acknowledged(message);
            case CHANNEL_CLOSED -> channelClosed(message);
            case START_PUBLICATION -> pause.resumed();
            case PAUSE_PUBLICATION -> pause.paused(now);
            case INPUT_STREAM_DATA -> count(Anomaly.UNKNOWN_MESSAGE_TYPE);
        }
    }

    private void streamMessage(AgentMessage message) {
        pause.resumed();
        var arrival = received.arrive(message);
        if (arrival == Arrival.FULL) {
            count(Anomaly.WINDOW_FULL);
            return;
        }
        if (arrival == Arrival.KNOWN) {
            count(Anomaly.DUPLICATE);
        }
        effects.add(new Effect.Transmit(frames.acknowledge(message)));
        takeInOrder();
        judgeEnding();
    }

    private void takeInOrder() {
        for (var next = received.next(); next.isPresent() && !ended; next = received.next()) {
            take(next.get());
        }
    }

    private void take(AgentMessage message) {
        var first = handshake.undecided();
        var step = handshake.take(message);
        if (first) {
            handshakeSince = now;
        }
        if (first && handshake.done()) {
            effects.add(new Effect.Started(""));
        }
        step(step);
    }

    private void step(Handshake.Step step) {
        switch (step) {
            case Handshake.Step.Output(var bytes) -> effects.add(new Effect.Output(bytes));
            case Handshake.Step.Reply(var type, var payload) -> {
                repliedAt = now;
                send(type, payload, 0);
            }
            case Handshake.Step.RequestKey(var keyId, var context) ->
                effects.add(new Effect.RequestKey(keyId, context));
            case Handshake.Step.Complete(var text) -> {
                waiting.repeatSize();
                effects.add(new Effect.Started(text));
            }
            case Handshake.Step.Ignored() -> count(Anomaly.UNUSED_PAYLOAD_TYPE);
            case Handshake.Step.Violated(var reason) -> end(new ChannelClosed.ProtocolViolation(reason));
        }
        sendWaiting();
    }

    private void acknowledged(AgentMessage message) {
        pause.resumed();
        var sequence = Acknowledgement.sequenceIn(message.payload());
        if (sequence.isEmpty()) {
            count(Anomaly.UNREADABLE_ACKNOWLEDGEMENT);
            return;
        }
        var arrived = sent.acknowledged(sequence.get(), now);
        if (arrived > 0) {
            effects.add(new Effect.InputArrived(arrived));
        }
        if (handshake.undecided() && sent.nextSequence() > 0 && sent.isEmpty()) {
            handshake.skip();
            effects.add(new Effect.Started(""));
        }
        sendWaiting();
        judgeEnding();
    }

    private void channelClosed(AgentMessage message) {
        var notice = ChannelClosedNotice.parse(message.payload());
        if (notice.isEmpty()) {
            end(new ChannelClosed.ProtocolViolation("a channel_closed that cannot be read"));
        } else if (closing.isEmpty()) {
            closing = Optional.of(new Closing(notice.get(), now));
        }
    }

    private void sendWaiting() {
        if (!open || closing.isPresent()) {
            return;
        }
        var quiet = handshake.undecided() && reached(openedAt, QUIET_START);
        if (handshake.done() || quiet) {
            waiting.takeSize().ifPresent(size -> send(PayloadType.SIZE, size.payload(), 0));
        }
        while (handshake.done() && sent.hasRoom()) {
            var chunk = waiting.takeChunk();
            if (chunk.isEmpty()) {
                return;
            }
            send(PayloadType.OUTPUT, handshake.seal(chunk.get()), chunk.get().remaining());
        }
    }

    private void judgeSilence() {
        if (!anyFrame && reached(openedAt, FIRST_FRAME_WITHIN)) {
            end(new ChannelClosed.Silent(FIRST_FRAME_WITHIN));
        } else if (handshake.underWay() && reached(handshakeSince, HANDSHAKE_WITHIN)) {
            end(new ChannelClosed.HandshakeFailed(
                    "the agent did not complete the handshake within " + HANDSHAKE_WITHIN.toSeconds() + " seconds"));
        } else if (liveness.dead(now)) {
            gone("nothing was heard for " + Liveness.ANSWER_WITHIN.toSeconds() + " seconds after a ping");
        } else if (sent.stalled(now)) {
            gone("no acknowledgement for " + SendWindow.GIVE_UP_AFTER.toSeconds() + " seconds");
        }
    }

    private void judgeEnding() {
        if (handshake.refusal().isPresent() && (sent.isEmpty() || reached(repliedAt, REFUSAL_WAIT))) {
            end(new ChannelClosed.HandshakeFailed(handshake.refusal().get()));
        }
        closing.ifPresent(announced -> {
            var wait = received.gap().isPresent() ? GAP_WAIT : LATE_OUTPUT_WAIT;
            if (reached(announced.since(), wait)) {
                finish(announced.notice());
            }
        });
    }

    private void gone(String reason) {
        if (closing.isPresent()) {
            finish(closing.get().notice());
        } else {
            end(new ChannelClosed.ConnectionLost(reason));
        }
    }

    private void finish(ChannelClosedNotice notice) {
        if (handshake.refusal().isPresent()) {
            end(new ChannelClosed.HandshakeFailed(handshake.refusal().get()));
            return;
        }
        handOverRest();
        end(gaps.isEmpty() ? notice.end() : new ChannelClosed.Truncated(gaps, notice.output()));
    }

    /** Nothing more can arrive: what is held goes out behind the gaps that kept it back. */
    private void handOverRest() {
        open = false;
        while (handshake.done() && received.gap().isPresent()) {
            missing(received.skipGap());
            takeInOrder();
        }
    }

    private void missing(Gap gap) {
        gaps.add(gap);
        effects.add(new Effect.Missing(gap));
    }

    private void end(ChannelClosed end) {
        if (end instanceof ChannelClosed.ConnectionLost || end instanceof ChannelClosed.Abandoned) {
            handOverRest();
        }
        if (ended) {
            return;
        }
        ended = true;
        open = false;
        received.discard().ifPresent(this::missing);
        effects.add(new Effect.End(end));
    }

    private void send(PayloadType type, ByteBuffer payload, int inputBytes) {
        var frame = frames.input(sent.nextSequence(), type, payload);
        sent.sent(frame, inputBytes, now);
        effects.add(new Effect.Transmit(frame));
    }

    private void ping() {
        if (liveness.pingDue(now)) {
            effects.add(new Effect.Ping());
        }
    }

    private void count(Anomaly anomaly) {
        effects.add(new Effect.Count(anomaly));
    }

    private boolean reached(Duration since, Duration limit) {
        return now.minus(since).compareTo(limit) >= 0;
    }

    private List<Effect> effects() {
        var done = effects;
        effects = new ArrayList<>();
        return done;
    }
}
