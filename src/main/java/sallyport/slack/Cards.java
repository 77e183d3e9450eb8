package sallyport.slack;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.element.BlockElement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import sallyport.audit.FanOuts;
import sallyport.request.AfterReview;
import sallyport.request.Escalation;
import sallyport.request.ExitCode;
import sallyport.request.Phase;
import sallyport.request.Request;
import sallyport.request.StartFailure;
import sallyport.request.Target;

/**
 * The message that shows a request: where it stands, where it would run, the whole command, why, who asked, and what
 * can be done now. Pure: the same story always gives the same card.
 */
final class Cards {
    private static final int SHOWN_DIGITS = 12;
    /** Characters; Slack takes 3,000, of which escaping may need several for one. */
    private static final int REPORTED = 400;

    private Cards() {}

    static SlackMessage card(Story story) {
        var request = story.request();
        var headline = Headline.of(story);
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockKit.markup("status", headline.line()));
        headline.detail().ifPresent(detail -> blocks.add(BlockKit.line("detail", detail)));
        request.conditions()
                .review()
                .ifPresent(review -> blocks.add(BlockKit.markup("glass", brokenGlass(request, review))));
        blocks.add(place(story));
        blocks.add(BlockKit.preformatted("command", request.argv().quoted()));
        BeyondAscii.of(request.argv()).ifPresent(blocks::add);
        request.reason().ifPresent(reason -> blocks.add(BlockKit.quote("reason", reason)));
        request.conditions()
                .ticket()
                .ifPresent(ticket -> blocks.add(BlockKit.context("ticket", "Ticket " + BlockKit.code(ticket))));
        Companions.line(story).ifPresent(blocks::add);
        audience(request).ifPresent(blocks::add);
        reported(request).ifPresent(blocks::add);
        blocks.add(BlockKit.context("facts", facts(story)));
        var buttons = buttons(story);
        if (!buttons.isEmpty()) {
            blocks.add(BlockKit.actions("actions", buttons));
        }
        return new SlackMessage(summary(request, headline), blocks);
    }

    /** Who sees the output, where it is not everybody here. */
    static Optional<LayoutBlock> audience(Request request) {
        return switch (request.conditions().audience()) {
            case THREAD -> Optional.empty();
            case REQUESTER ->
                Optional.of(BlockKit.context(
                        "audience", "What it prints goes to " + BlockKit.mention(request.requester()) + " alone."));
        };
    }

    /** What report-only rules would change, for whoever decides; enough of it, since it decides nothing. */
    static Optional<LayoutBlock> reported(Request request) {
        return request.conditions()
                .reported()
                .map(words -> words.length() <= REPORTED ? words : words.substring(0, REPORTED) + "…")
                .map(words -> BlockKit.context("reported", "By report-only rules it " + BlockKit.code(words)));
    }

    private static String summary(Request request, Headline headline) {
        return SlackText.encode(request.selector().alias()) + ": " + headline.word() + " (" + request.id() + ")";
    }

    private static String brokenGlass(Request request, AfterReview review) {
        return ":rotating_light: <!here> *The glass is broken*: nobody had to agree. " + BlockKit.code(review.group())
                + " reviews it until "
                + BlockKit.moment(request.askedAt().plus(review.within()));
    }

    private static LayoutBlock place(Story story) {
        var alias = BlockKit.code(story.request().selector().alias());
        return BlockKit.markup(
                "place",
                story.target().map(target -> alias + " · " + place(target)).orElse(alias));
    }

    private static String place(Target target) {
        var parts = new ArrayList<>(List.of(
                "service " + BlockKit.code(target.clusterName() + "/" + target.service()),
                "container " + BlockKit.code(target.container()),
                "task " + BlockKit.code(target.taskId()),
                "revision " + BlockKit.code(target.revision())));
        if (!target.imageDigest().isEmpty()) {
            parts.add("image " + BlockKit.code(shortened(target.imageDigest())));
        }
        return String.join(" · ", parts);
    }

    /** Enough of a digest to compare by eye; the review shows all of it. */
    private static String shortened(String imageDigest) {
        int end = imageDigest.indexOf(':') + 1 + SHOWN_DIGITS;
        return end < imageDigest.length() ? imageDigest.substring(0, end) : imageDigest;
    }

    private static String facts(Story story) {
        var request = story.request();
        var facts = new ArrayList<String>();
        facts.add("Asked by " + BlockKit.mention(request.requester()));
        if (!story.approvals().isEmpty() && !(story.phase() instanceof Phase.Approved)) {
            facts.add("Agreed: " + Words.people(story.approvals()));
        }
        facts.add("Rule " + BlockKit.code(request.rule()));
        facts.add("`" + request.id() + "`");
        if (story.phase() instanceof Phase.Received || story.phase() instanceof Phase.Pending) {
            facts.add("Expires " + BlockKit.moment(request.expiresAt()));
            request.conditions()
                    .escalation()
                    .ifPresent(escalation -> facts.add(escalation(story, request.askedAt(), escalation)));
        }
        return String.join(" · ", facts);
    }

    private static String escalation(Story story, Instant askedAt, Escalation escalation) {
        var group = BlockKit.code(escalation.group());
        return story.phase() instanceof Phase.Pending pending && pending.escalated()
                ? group + " may agree as well"
                : "From " + BlockKit.moment(askedAt.plus(escalation.after())) + " " + group + " may agree as well";
    }

    private static List<BlockElement> buttons(Story story) {
        return actions(story).stream()
                .<BlockElement>map(action -> action.button(story.request().id()))
                .toList();
    }

    private static CardAction approve(Request request) {
        return switch (request.conditions().confirmation()) {
            case NONE -> CardAction.APPROVE_AT_ONCE;
            case REVIEW -> CardAction.APPROVE;
        };
    }

    /** What can be done now; five at most. */
    static List<CardAction> actions(Story story) {
        return Stream.concat(ownActions(story).stream(), actionsOnAll(story).stream())
                .toList();
    }

    /** The first card of several stands for all of them. */
    private static List<CardAction> actionsOnAll(Story story) {
        if (!story.request().fansOut() || story.settled().isEmpty()) {
            return List.of();
        }
        return switch (story.phase()) {
            case Phase.Received _, Phase.Approved _ -> List.of(CardAction.TAKE_BACK_ALL);
            case Phase.Pending _ -> List.of(CardAction.DENY_ALL, CardAction.TAKE_BACK_ALL);
            case Phase.Starting _, Phase.Running _ -> List.of(CardAction.STOP_ALL);
            case Phase.Ended _ -> List.of();
        };
    }

    private static List<CardAction> ownActions(Story story) {
        return switch (story.phase()) {
            case Phase.Received _, Phase.Approved _ -> List.of(CardAction.TAKE_BACK);
            case Phase.Pending _ -> List.of(approve(story.request()), CardAction.DENY, CardAction.TAKE_BACK);
            case Phase.Running running when running.stopAskedBy().isEmpty() -> List.of(CardAction.STOP);
            case Phase.NotStarted notStarted
            when notStarted.cause().kind() == StartFailure.Kind.NO_SHELL
                    && story.request().exitCode() == ExitCode.WANTED
                    && FanOuts.other(story.entry()).isEmpty() -> List.of(CardAction.WITHOUT_EXIT_CODE);
            case Phase.Starting _, Phase.Running _, Phase.Ended _ -> List.of();
        };
    }
}
