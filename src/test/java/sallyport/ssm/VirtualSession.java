package sallyport.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiConsumer;

/** A conversation on a clock of its own, with everything it wanted done written down. */
final class VirtualSession {
    static final String SESSION_ID = "ecs-execute-command-0123456789abcdef0";
    static final String TARGET_ID = "ecs:demo_0123_4567";

    private final Conversation conversation;
    private Duration now = Duration.ZERO;
    private int ids;

    final List<AgentMessage> sent = new ArrayList<>();
    final List<ByteBuffer> sentFrames = new ArrayList<>();
    final StringBuilder output = new StringBuilder();
    final List<Gap> gaps = new ArrayList<>();
    final List<String> started = new ArrayList<>();
    final List<Duration> pauses = new ArrayList<>();
    final List<Anomaly> anomalies = new ArrayList<>();
    final List<Effect.RequestKey> keyRequests = new ArrayList<>();
    final List<ChannelClosed> ends = new ArrayList<>();
    int pings;
    int inputArrived;
    private BiConsumer<AgentMessage, Duration> wire = (message, at) -> {};

    VirtualSession() {
        this(request(URI.create("ws://127.0.0.1:9/v1/data-channel/" + SESSION_ID)));
    }

    private VirtualSession(OpenRequest request) {
        conversation = new Conversation(
                request, InstantSource.fixed(AgentFrames.CREATED), () -> new UUID(0, ++ids), new SecureRandom());
    }

    /** A session whose size was sent and acknowledged after the agent's first output. */
    static VirtualSession running() {
        var session = opened();
        session.receive(AgentFrames.output(0, "$ "));
        session.receive(AgentFrames.acknowledge(0));
        session.forgetSent();
        return session;
    }

    static VirtualSession opened() {
        var session = new VirtualSession();
        session.perform(session.conversation.opened(session.now));
        return session;
    }

    static OpenRequest request(URI uri) {
        var origin = URI.create(uri.getScheme() + "://" + uri.getRawAuthority());
        var parsed = StreamUrl.parse(uri.toString(), new StreamEndpoint.Exactly(origin), SESSION_ID);
        assertThat(parsed).isInstanceOf(StreamUrl.Parsed.Accepted.class);
        return new OpenRequest(
                ((StreamUrl.Parsed.Accepted) parsed).url(),
                "AAEAAtokenvalue",
                TARGET_ID,
                new TerminalSize(80, 24),
                UpgradeSigner.none(),
                DataKeys.unsupported(),
                OpenRequest.DEFAULT_CLIENT_VERSION);
    }

    void onSent(BiConsumer<AgentMessage, Duration> wire) {
        this.wire = wire;
    }

    Conversation conversation() {
        return conversation;
    }

    Duration now() {
        return now;
    }

    void receive(AgentMessage message) {
        receive(message.encode());
    }

    void receive(ByteBuffer frame) {
        perform(conversation.frame(frame, now));
    }

    void type(String text) {
        perform(conversation.input(AgentFrames.bytes(text), now));
    }

    void resize(int cols, int rows) {
        perform(conversation.resize(new TerminalSize(cols, rows), now));
    }

    void answerKey(DataKeyAnswer answer) {
        perform(conversation.dataKey(answer, now));
    }

    void disconnect(String reason) {
        perform(conversation.disconnected(reason));
    }

    void abandon(String reason) {
        perform(conversation.abandon(new ChannelClosed.Abandoned(reason)));
    }

    /** Lets time pass in steps as the channel's thread would. */
    void advance(Duration by) {
        for (var until = now.plus(by); now.compareTo(until) < 0; ) {
            var next = now.plus(conversation.tickEvery());
            now = next.compareTo(until) < 0 ? next : until;
            perform(conversation.tick(now));
        }
    }

    void perform(List<Effect> effects) {
        for (var effect : effects) {
            assertThat(ends).as("nothing follows the end").isEmpty();
            perform(effect);
        }
    }

    private void perform(Effect effect) {
        switch (effect) {
            case Effect.Transmit(var frame) -> transmitted(frame);
            case Effect.Ping() -> pings++;
            case Effect.Output(var bytes) -> output.append(AgentFrames.text(bytes));
            case Effect.Missing(var gap) -> gaps.add(gap);
            case Effect.Started(var message) -> started.add(message);
            case Effect.Paused(var silence) -> pauses.add(silence);
            case Effect.RequestKey request -> keyRequests.add(request);
            case Effect.InputArrived(var bytes) -> inputArrived += bytes;
            case Effect.Count(var anomaly) -> anomalies.add(anomaly);
            case Effect.End(var end) -> ends.add(end);
        }
    }

    private void transmitted(ByteBuffer frame) {
        var decoded = FrameDecoder.decode(frame);
        assertThat(decoded).isInstanceOf(Decoded.Message.class);
        var message = ((Decoded.Message) decoded).message();
        sentFrames.add(frame.duplicate());
        sent.add(message);
        wire.accept(message, now);
    }

    void forgetSent() {
        sent.clear();
        sentFrames.clear();
    }

    Optional<ChannelClosed> end() {
        return ends.stream().findFirst();
    }

    /** The sequence numbers we acknowledged, in the order we did. */
    List<Long> acknowledged() {
        return sent.stream()
                .filter(message -> message.type() == MessageType.ACKNOWLEDGE)
                .map(message -> Acknowledgement.sequenceIn(message.payload()).orElseThrow())
                .toList();
    }

    /** Our own stream messages: sequence number, payload type, text. */
    List<String> typed() {
        return sent.stream()
                .filter(message -> message.type() == MessageType.INPUT_STREAM_DATA)
                .map(message -> message.sequence() + " " + message.payloadType().orElseThrow() + " "
                        + AgentFrames.text(message.payload()))
                .toList();
    }
}
