package sallyport.sandbox.aws.fault;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;

/** The troubles that can be asked for, under the names scripts use, each with the parameters it understands. */
public enum FaultName {
    /** The next calls of {@code operation} (of any operation without it) answer ThrottlingException. */
    THROTTLE("throttle", "operation"),
    /** The next calls of {@code operation} (of any operation without it) answer AccessDeniedException. */
    ACCESS_DENIED("access-denied", "operation"),
    /** The next ExecuteCommand answers TargetNotConnectedException. */
    TARGET_NOT_CONNECTED("target-not-connected"),
    /** The next calls of {@code operation} of CloudWatch Logs are held to {@code tps} calls a second (1 without it). */
    LOGS_QUOTA("logs-quota", "operation", "tps"),
    /** A Live Tail session ends with SessionStreamingException. */
    LIVE_TAIL_FAILS("live-tail-fails"),
    /** The managed agent is PENDING in the next answers of DescribeTasks, and ExecuteCommand refused until then. */
    AGENT_PENDING("agent-pending"),
    /** The session starts and its command runs, but the connection closes instead of the ExecuteCommand answer. */
    EXECUTE_COMMAND_LOST_ANSWER("execute-command-lost-answer"),
    /** The session opens, but the agent never joins it: no frame ever comes. */
    NEVER_READY("never-ready"),
    /** The next output frame to the client ({@code direction=to-agent}: input frame to the agent) is lost. */
    LOST_FRAME("lost-frame", "direction"),
    /** The next output frame comes twice. */
    DUPLICATE_FRAME("duplicate-frame"),
    /** The next output frame comes after the one that follows it. */
    REORDER_FRAMES("reorder-frames"),
    /** The client's next acknowledgement ({@code direction=to-client}: the agent's) is lost. */
    LOST_ACK("lost-ack", "direction"),
    /** In the next session channel_closed overtakes the last output frame. */
    CLOSE_BEFORE_OUTPUT_DRAINED("close-before-output-drained"),
    /** The socket breaks without a close frame, right after the output frame numbered {@code after} (1 without it). */
    SOCKET_DROP("socket-drop", "after"),
    /** The first frame is a start_publication with a wrong digest and its length bytes in reverse. */
    BAD_PUBLICATION("bad-publication");

    private final String wireName;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of is unmodifiable, its type just does not say so.
    private final Set<String> parameters;

    FaultName(String wireName, String... parameters) {
        this.wireName = wireName;
        this.parameters = Set.of(parameters);
    }

    /**
     * The fault of that name.
     *
     * @throws IllegalArgumentException if there is none; the message lists those there are
     */
    public static FaultName of(String wireName) {
        return Arrays.stream(values())
                .filter(name -> name.wireName.equals(wireName))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("no fault is called " + wireName + "; there are: "
                        + Arrays.stream(values()).map(FaultName::wireName).collect(Collectors.joining(", "))));
    }

    public String wireName() {
        return wireName;
    }

    Set<String> parameters() {
        return parameters;
    }
}
