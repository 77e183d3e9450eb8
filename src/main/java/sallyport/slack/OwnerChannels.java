package sallyport.slack;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.request.ChannelId;

/**
 * Tells the channels of the targets' owners that the policy changed, who is in which group, or who is on call. Each
 * channel is told once; one that cannot be told does not keep the others from it. Calls block. Safe for use by many
 * threads.
 */
public final class OwnerChannels {
    private static final Logger LOG = LoggerFactory.getLogger(OwnerChannels.class);

    /** Lines of a change that are posted. */
    static final int MAX_LINES = 40;
    /** Characters of one such line. */
    static final int MAX_LINE = 200;

    private static final String NOTHING = "No change of who may do what was found.";
    private static final String WHOLE = "The audit trail keeps the whole text: `sallyport audit export`.";

    private final SlackApi slack;
    private final List<ChannelId> channels;

    public OwnerChannels(SlackApi slack, Collection<ChannelId> channels) {
        this.slack = slack;
        this.channels = List.copyOf(new LinkedHashSet<>(channels));
    }

    /** @return whether anybody could be told, or nobody is to be told */
    public boolean tell(Announcement news) {
        var message = message(news);
        long told = channels.stream().filter(channel -> tell(channel, message)).count();
        return told > 0 || channels.isEmpty();
    }

    private static SlackMessage message(Announcement news) {
        return switch (news) {
            case Announcement.PolicyChanged policy -> message("The policy changed", sentence(policy), news.changes());
            case Announcement.PeopleChanged _ ->
                message(
                        "The groups changed",
                        ":busts_in_silhouette: *The groups of the configuration changed*, in force since "
                                + BlockKit.moment(news.at()) + ". Sallyport does not know who changed them.",
                        news.changes());
            case Announcement.UserGroupsChanged _ ->
                message(
                        "Slack user groups changed",
                        ":busts_in_silhouette: *Others are in the Slack user groups that the policy names*, in force"
                                + " since " + BlockKit.moment(news.at())
                                + ". Sallyport does not know who changed them.",
                        news.changes());
            case Announcement.OnCallChanged _ ->
                message(
                        "The on-call schedules changed",
                        ":calendar: *The on-call schedules changed*, in force since " + BlockKit.moment(news.at())
                                + ". Sallyport does not know who changed the file.",
                        news.changes());
        };
    }

    private static String sentence(Announcement.PolicyChanged policy) {
        return ":scroll: *The policy changed*: " + version(policy.before()) + " → " + version(policy.now())
                + ", in force since " + BlockKit.moment(policy.at()) + ". Sallyport does not know who changed the file."
                + policy.inForceUntil()
                        .map(until -> "\n:rotating_light: *This version was in force before, until "
                                + BlockKit.moment(until) + ".* What was changed since then is undone.")
                        .orElse("");
    }

    private static String version(Optional<String> shortened) {
        return shortened.map(BlockKit::code).orElse("no policy");
    }

    private boolean tell(ChannelId channel, SlackMessage message) {
        return switch (slack.post(channel, message)) {
            case Called.Ok<?> _ -> true;
            case Called.Refused<?>(var error) -> untold(channel, error);
            case Called.RateLimited<?> _ -> untold(channel, "too many calls");
            case Called.Unanswered<?>(var cause) -> untold(channel, cause);
        };
    }

    private static boolean untold(ChannelId channel, String why) {
        LOG.atWarn().addKeyValue("channel", channel.value()).log("owners.not-told: {}", why);
        return false;
    }

    private static SlackMessage message(String text, String sentence, List<String> changes) {
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockKit.markup("sentence", sentence));
        blocks.add(
                changes.isEmpty()
                        ? BlockKit.line("changes", NOTHING)
                        : BlockKit.preformatted("changes", shown(changes)));
        int left = changes.size() - MAX_LINES;
        blocks.add(BlockKit.context(
                "whole",
                left > 0 ? Words.count(left, "more line", "more lines") + " not shown here. " + WHOLE : WHOLE));
        return new SlackMessage(text, blocks);
    }

    private static String shown(List<String> changes) {
        return String.join(
                "\n",
                changes.stream().limit(MAX_LINES).map(OwnerChannels::shown).toList());
    }

    private static String shown(String line) {
        var safe = Printable.line(line);
        return safe.codePointCount(0, safe.length()) <= MAX_LINE
                ? safe
                : safe.substring(0, safe.offsetByCodePoints(0, MAX_LINE)) + "…";
    }
}
