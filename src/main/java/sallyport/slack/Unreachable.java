package sallyport.slack;

import java.util.ArrayList;
import java.util.Set;
import sallyport.request.RequestId;

/** What people read when a channel cannot be posted to. */
final class Unreachable {
    private static final Set<String> NOT_A_MEMBER = Set.of("not_in_channel", "channel_not_found");

    private Unreachable() {}

    static SlackMessage card(RequestId id, String error) {
        return BlockKit.sentence(
                ":x: " + why(error) + " Request `" + id + "` was called off and did not run. " + whatToTry(error));
    }

    /** The answer itself, for its asker alone, and why nobody else sees it. */
    static SlackMessage withHint(SlackMessage answer, String error) {
        var blocks = new ArrayList<>(answer.blocks());
        blocks.add(BlockKit.context("hint", "Only you see this. " + why(error) + " " + whatToTry(error)));
        return new SlackMessage(answer.text(), blocks);
    }

    private static String why(String error) {
        return NOT_A_MEMBER.contains(error)
                ? "I am not in this channel, so I cannot post here."
                : "Slack does not let me post here (`" + SlackText.encode(error) + "`).";
    }

    private static String whatToTry(String error) {
        return NOT_A_MEMBER.contains(error)
                ? "Invite me with `/invite` and my name, then ask again."
                : "Ask in another channel, or have an administrator look at this one.";
    }
}
