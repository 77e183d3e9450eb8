package sallyport.ssm;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;

/**
 * The agent's half of the protocol in the fewest lines that keep its promises: numbers its output, repeats the oldest
 * message every 200 ms until it is acknowledged, acknowledges and orders input once its pty stands, and announces the
 * end when everything was acknowledged, or two seconds after its last word.
 */
final class ModelAgent {
    private static final Duration PTY_STANDS_AFTER = Duration.ofSeconds(1);
    private static final Duration REPEAT_AFTER = Duration.ofMillis(200);
    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final LossyNetwork toClient;
    private final List<String> script;
    private final LinkedHashMap<Long, ByteBuffer> unacknowledged = new LinkedHashMap<>();
    private final TreeMap<Long, AgentMessage> received = new TreeMap<>();
    final StringBuilder typed = new StringBuilder();
    private long nextOutput;
    private long expectedInput;
    private Duration oldestSent = Duration.ZERO;
    private Duration lastOutput = Duration.ZERO;
    private boolean announced;

    ModelAgent(LossyNetwork toClient, List<String> script) {
        this.toClient = toClient;
        this.script = script;
    }

    void receive(ByteBuffer frame, Duration now) {
        var message = ((Decoded.Message) FrameDecoder.decode(frame)).message();
        if (message.type() == MessageType.ACKNOWLEDGE) {
            unacknowledged.remove(Acknowledgement.sequenceIn(message.payload()).orElseThrow());
        } else if (now.compareTo(PTY_STANDS_AFTER) >= 0) {
            takeInput(message, now);
        }
    }

    private void takeInput(AgentMessage message, Duration now) {
        toClient.send(AgentFrames.acknowledge(message.sequence()).encode(), now);
        received.put(message.sequence(), message);
        for (var next = received.get(expectedInput); next != null; next = received.get(++expectedInput)) {
            if (next.payloadNumber() == PayloadType.OUTPUT.wireNumber()) {
                typed.append(AgentFrames.text(next.payload()));
            }
        }
    }

    /** Says its next lines, at most three at a time; {@code finish} if nothing more is awaited from the client. */
    void act(Duration now, boolean finish) {
        for (var i = 0; i < 3 && nextOutput < script.size() && now.compareTo(PTY_STANDS_AFTER) >= 0; i++) {
            say(script.get((int) nextOutput), now);
        }
        var oldest = unacknowledged.firstEntry();
        if (oldest != null && now.minus(oldestSent).compareTo(REPEAT_AFTER) > 0) {
            oldestSent = now;
            toClient.send(oldest.getValue(), now);
        }
        var drained = unacknowledged.isEmpty() || now.minus(lastOutput).compareTo(DRAIN) > 0;
        if (finish && !announced && nextOutput == script.size() && drained) {
            announced = true;
            toClient.sendSafely(AgentFrames.closed("").encode(), now);
        }
    }

    private void say(String text, Duration now) {
        var frame = AgentFrames.output(nextOutput, text).encode();
        unacknowledged.put(nextOutput++, frame);
        lastOutput = now;
        toClient.send(frame, now);
    }

    boolean everythingAcknowledged() {
        return nextOutput == script.size() && unacknowledged.isEmpty();
    }
}
