package sallyport.sandbox.aws.agent;

import java.io.IOException;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import sallyport.sandbox.aws.wire.Frame;
import sallyport.sandbox.aws.wire.Json;
import tools.jackson.core.JacksonException;

/**
 * The agent's incoming stream: puts input back in order, hands it to the terminal and acknowledges it, again if it
 * comes again. Not thread-safe: owned by the session's input thread.
 */
final class Inbound {
    /** Frames ahead of their turn that are kept; beyond that they are dropped unacknowledged. */
    private static final int CAPACITY = 100_000;

    /** The kernel keeps columns and rows in 16 bits each. */
    private static final int MAX_SIZE = 65_535;

    private final Terminal terminal;
    private final AgentLink link;
    private final InstantSource clock;
    private final Map<Long, Frame> early = new HashMap<>();
    private long expected;

    Inbound(Terminal terminal, AgentLink link, InstantSource clock) {
        this.terminal = terminal;
        this.link = link;
        this.clock = clock;
    }

    void accept(Frame frame) {
        long number = frame.sequenceNumber();
        if (number > expected) {
            if (early.size() < CAPACITY) {
                early.put(number, frame);
                acknowledge(frame);
            }
            return;
        }
        if (number == expected) {
            take(frame);
        }
        acknowledge(frame);
        for (var next = early.remove(expected); next != null; next = early.remove(expected)) {
            take(next);
        }
    }

    private void acknowledge(Frame frame) {
        link.send(Acknowledgement.of(frame, clock.instant()));
    }

    private void take(Frame frame) {
        expected++;
        switch (frame.payloadType()) {
            case Frame.PAYLOAD_OUTPUT -> write(frame);
            case Frame.PAYLOAD_SIZE -> resize(frame);
            case Frame.PAYLOAD_FLAG -> {} // Means something in port sessions only.
            default ->
                link.complain("input of payload type " + frame.payloadType() + " means nothing to a shell session");
        }
    }

    private void write(Frame frame) {
        try {
            terminal.write(frame.payload());
        } catch (IOException ptyGone) {
            link.complain(
                    "input #" + frame.sequenceNumber() + " came after the command had ended: " + ptyGone.getMessage());
        }
    }

    private void resize(Frame frame) {
        try {
            var size = Json.MAPPER.readTree(frame.payload());
            int columns = size.path("cols").asInt(0);
            int rows = size.path("rows").asInt(0);
            if (columns < 1 || columns > MAX_SIZE || rows < 1 || rows > MAX_SIZE) {
                link.complain("a size of " + frame.payloadText());
            } else {
                terminal.resize(columns, rows);
            }
        } catch (JacksonException notJson) {
            link.complain("a size that is not JSON: " + frame.payloadText());
        }
    }
}
