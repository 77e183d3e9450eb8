package sallyport.slack;

import com.slack.api.model.block.LayoutBlock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.approval.GlassReviewed;
import sallyport.approval.GlassReviews;
import sallyport.audit.LedgerEntry;
import sallyport.request.AfterReview;
import sallyport.request.Alias;
import sallyport.request.Aliases;
import sallyport.request.ChannelId;
import sallyport.request.MessageRef;
import sallyport.request.Person;
import sallyport.request.Request;
import sallyport.request.RequestId;

/**
 * What people hear of broken glass: the owners at once and loudly, whoever asks for the status as long as a review is
 * owed, and the thread when somebody has done it. Calls block. Safe for use by many threads.
 */
public final class GlassDesk {
    private static final Logger LOG = LoggerFactory.getLogger(GlassDesk.class);

    /** Owed reviews that are listed; more than these mean that nobody reviews. */
    private static final int MAX_LISTED = 5;

    private final String slash;
    private final SlackApi slack;
    private final GlassReviews reviews;
    private final Aliases aliases;

    public GlassDesk(SlackOptions options, SlackApi slack, GlassReviews reviews, Aliases aliases) {
        this.slash = options.command();
        this.slack = slack;
        this.reviews = reviews;
        this.aliases = aliases;
    }

    /**
     * Tells the channel of the target's owners, unless the card itself stands there.
     *
     * @return whether there is nothing more to tell; if not, Slack did not answer, and it is to be told again
     */
    boolean tellOwners(Request request) {
        return request.conditions()
                .review()
                .flatMap(review -> owners(request)
                        .filter(owners -> !owners.equals(request.channel()))
                        .map(owners -> tell(request, review, owners)))
                .orElse(true);
    }

    /** Whether this channel is told everything about this request because it is the owners' and the glass broke. */
    boolean concerns(ChannelId channel, Request request) {
        return request.conditions().review().isPresent()
                && owners(request).filter(channel::equals).isPresent();
    }

    private Optional<ChannelId> owners(Request request) {
        return aliases.find(request.selector().alias()).flatMap(Alias::ownerChannel);
    }

    private boolean tell(Request request, AfterReview review, ChannelId owners) {
        return switch (slack.post(owners, loud(request, review))) {
            case Called.Ok<?> _ -> true;
            case Called.Refused<?> refused
            when !refused.mayPass() -> {
                LOG.atError()
                        .addKeyValue("request", request.id())
                        .addKeyValue("channel", owners.value())
                        .log("glass.owners-not-told error={}", refused.error());
                yield true;
            }
            case Called.Refused<?> _, Called.RateLimited<?> _, Called.Unanswered<?> _ -> false;
        };
    }

    private SlackMessage loud(Request request, AfterReview review) {
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockKit.markup(
                "sentence",
                ":rotating_light: <!here> *" + BlockKit.mention(request.requester()) + " broke the glass* on "
                        + BlockKit.code(request.selector().alias()) + " from <#"
                        + request.channel().value() + ">. Nobody had to agree."));
        blocks.add(BlockKit.preformatted("command", request.argv().quoted()));
        BeyondAscii.of(request.argv()).ifPresent(blocks::add);
        request.reason().ifPresent(reason -> blocks.add(BlockKit.quote("reason", reason)));
        blocks.add(BlockKit.context("review", due(request, review)));
        return new SlackMessage("The glass was broken (" + request.id() + ")", blocks);
    }

    private String due(Request request, AfterReview review) {
        return "The whole output is recorded. " + BlockKit.code(review.group()) + " reviews it until "
                + BlockKit.moment(request.askedAt().plus(review.within())) + ": `" + slash + " review " + request.id()
                + "`";
    }

    /** Notes a review and tells the thread. @return what to tell the person, if the thread was not told */
    Optional<String> review(RequestId id, Person person, Optional<String> remark) {
        return switch (reviews.review(id, person, remark)) {
            case GlassReviewed.Done(var entry) -> told(entry, person, remark);
            case GlassReviewed.Refused(var reason) ->
                Optional.of("Nothing was noted, because " + SlackText.encode(reason) + ".");
            case GlassReviewed.Unavailable(var cause) ->
                Optional.of("I could not find out or write down enough (" + SlackText.encode(cause)
                        + "). Try again in a minute; doing it twice does no harm.");
        };
    }

    private Optional<String> told(LedgerEntry entry, Person person, Optional<String> remark) {
        var message = reviewed(entry, person, remark);
        return entry.card().filter(card -> isPosted(card, message)).isPresent()
                ? Optional.empty()
                : Optional.of("The review is noted, but I could not tell the thread.");
    }

    private boolean isPosted(MessageRef card, SlackMessage message) {
        return slack.reply(card, message) instanceof Called.Ok<?>;
    }

    private static SlackMessage reviewed(LedgerEntry entry, Person person, Optional<String> remark) {
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockKit.markup(
                "sentence", ":mag: *Reviewed* by " + BlockKit.mention(person) + ", after the glass was broken."));
        remark.ifPresent(words -> blocks.add(BlockKit.quote("remark", words)));
        return new SlackMessage("Reviewed (" + entry.request().id() + ")", blocks);
    }

    /** Which reviews are owed, for whoever asks where things stand. */
    List<LayoutBlock> standing(Instant now) {
        var owed = reviews.owed();
        var blocks = new ArrayList<LayoutBlock>();
        for (var one : owed.subList(0, Math.min(MAX_LISTED, owed.size()))) {
            var id = one.entry().request().id();
            blocks.add(BlockKit.markup(
                    "owed-" + id,
                    (one.isOverdue(now) ? ":rotating_light: *Overdue:* " : ":mag: ") + BlockKit.code(one.group())
                            + " has to review `" + id + "` of "
                            + BlockKit.mention(one.entry().request().requester()) + " until "
                            + BlockKit.moment(one.due()) + ": `" + slash + " review " + id + "`"));
        }
        if (owed.size() > MAX_LISTED) {
            blocks.add(BlockKit.context(
                    "owed-more",
                    Words.count(owed.size() - MAX_LISTED, "more review is", "more reviews are") + " owed."));
        }
        return blocks;
    }
}
