package sallyport.aws;

import java.util.List;
import java.util.stream.Collectors;
import sallyport.run.SessionEnd;
import sallyport.ssm.ChannelClosed;
import sallyport.ssm.Gap;

/** What the end of a data channel means for the session. */
final class SessionEnds {
    private SessionEnds() {}

    /**
     * The end as {@code run} knows it. Whatever keeps us from reading is a lost connection: ECS had taken the command
     * before the channel was opened, so it may be running.
     *
     * @param heard whether output was delivered; then the command had started, whatever the agent says at the end
     */
    static SessionEnd of(ChannelClosed closed, boolean heard) {
        return switch (closed) {
            case ChannelClosed.Finished() -> new SessionEnd.Closed();
            case ChannelClosed.EndedWithReason(var reason) -> ended(reason, heard);
            case ChannelClosed.Truncated(var gaps, var reason) -> truncated(gaps, reason);
            case ChannelClosed.UpgradeRefused(var status, var body) -> lost(ChannelRefusal.of(status, body));
            case ChannelClosed.Unreachable(var reason) -> lost(ChannelRefusal.unreachable(reason));
            case ChannelClosed.TokenRefused _ ->
                lost("AWS closed the session's data channel before anything came: it did not take the session's token, "
                        + "or the session was over.");
            case ChannelClosed.Silent(var waited) ->
                lost("Nothing came from the container for " + waited.toSeconds()
                        + " s. Its exec agent may be busy with other sessions.");
            case ChannelClosed.HandshakeFailed(var reason) ->
                lost("The encryption of the session was not agreed on: " + reason + "."
                        + ChannelRefusal.aboutKey(reason));
            case ChannelClosed.ConnectionLost _ -> lost("The connection to the session broke.");
            case ChannelClosed.ProtocolViolation(var reason) ->
                lost("The session sent what it may not send (" + reason + "), so we hung up.");
            case ChannelClosed.Abandoned(var reason) -> lost("We hung up: " + reason + ".");
        };
    }

    private static SessionEnd ended(String reason, boolean heard) {
        return !heard && saysNotStarted(reason) ? new SessionEnd.NotStarted(reason) : new SessionEnd.ClosedWith(reason);
    }

    /** How the agent words it when the program, or its own plugin that runs programs, could not be started. */
    private static boolean saysNotStarted(String reason) {
        return reason.contains("Unable to start command")
                || reason.contains("Plugin with name InteractiveCommands not found");
    }

    private static SessionEnd truncated(List<Gap> gaps, String reason) {
        var missing = gaps.stream()
                .map(gap -> gap.frames() == 1 ? "part " + gap.from() : "parts " + gap.from() + " to " + gap.to())
                .collect(Collectors.joining(", ", "", " of the output never arrived"));
        return new SessionEnd.Truncated(reason.isEmpty() ? missing : missing + "; the agent said: " + reason);
    }

    private static SessionEnd lost(String cause) {
        return new SessionEnd.ConnectionLost(cause);
    }
}
