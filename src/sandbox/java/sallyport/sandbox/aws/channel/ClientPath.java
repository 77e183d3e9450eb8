package sallyport.sandbox.aws.channel;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import sallyport.sandbox.aws.fault.FaultName;
import sallyport.sandbox.aws.fault.Faults;
import sallyport.sandbox.aws.wire.Frame;

/**
 * The way of one session's frames between service and client, with the faults that befall them. Not thread-safe: owned
 * by the session's relay.
 */
final class ClientPath {
    private final Faults faults;
    private final boolean closeOvertakes;
    private Optional<Frame> late = Optional.empty();
    private Optional<Frame> overtaken = Optional.empty();
    private int outputFrames;

    ClientPath(Faults faults) {
        this.faults = faults;
        this.closeOvertakes = faults.take(FaultName.CLOSE_BEFORE_OUTPUT_DRAINED);
    }

    /** The frames that really arrive at the client when the agent sends this one. */
    List<Frame> toClient(Frame frame) {
        return switch (frame.messageType()) {
            case Frame.OUTPUT -> output(frame);
            case Frame.ACKNOWLEDGE ->
                faults.take(FaultName.LOST_ACK, towards("to-client")) ? List.of() : List.of(frame);
            default -> List.of(frame);
        };
    }

    private List<Frame> output(Frame frame) {
        if (closeOvertakes) {
            return holdLast(frame);
        }
        if (faults.take(FaultName.LOST_FRAME, towardsOrUnsaid("to-client"))) {
            return List.of();
        }
        if (late.isEmpty() && faults.take(FaultName.REORDER_FRAMES)) {
            late = Optional.of(frame);
            return List.of();
        }
        var arriving = new ArrayList<>(List.of(frame));
        late.ifPresent(arriving::add);
        late = Optional.empty();
        if (faults.take(FaultName.DUPLICATE_FRAME)) {
            arriving.add(frame);
        }
        return arriving;
    }

    /** Every output frame waits for the next one, so that the last is still here when the channel closes. */
    private List<Frame> holdLast(Frame frame) {
        var before = overtaken.filter(held -> held.sequenceNumber() < frame.sequenceNumber());
        if (before.isPresent() || overtaken.isEmpty()) {
            overtaken = Optional.of(frame);
        }
        return before.stream().toList();
    }

    boolean reachesAgent(Frame frame) {
        return switch (frame.messageType()) {
            case Frame.ACKNOWLEDGE -> !faults.take(FaultName.LOST_ACK, towardsOrUnsaid("to-agent"));
            case Frame.INPUT -> !faults.take(FaultName.LOST_FRAME, towards("to-agent"));
            default -> true;
        };
    }

    /** Whether the connection breaks right after this frame. */
    boolean breaksAfter(Frame frame) {
        if (!frame.messageType().equals(Frame.OUTPUT)) {
            return false;
        }
        outputFrames++;
        return faults.take(
                FaultName.SOCKET_DROP,
                parameters -> outputFrames >= Integer.parseInt(parameters.getOrDefault("after", "1")));
    }

    /** What is still under way and arrives before channel_closed. */
    List<Frame> beforeClose() {
        return late.stream().toList();
    }

    /** What channel_closed overtook. */
    List<Frame> afterClose() {
        return overtaken.stream().toList();
    }

    private static Predicate<Map<String, String>> towards(String direction) {
        return parameters -> direction.equals(parameters.get("direction"));
    }

    private static Predicate<Map<String, String>> towardsOrUnsaid(String direction) {
        return parameters -> direction.equals(parameters.getOrDefault("direction", direction));
    }
}
