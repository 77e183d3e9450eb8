package sallyport.slack;

import com.slack.api.model.block.InputBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.PlainTextInputElement;
import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewClose;
import com.slack.api.model.view.ViewSubmit;
import com.slack.api.model.view.ViewTitle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sallyport.request.Argv;
import sallyport.request.Binding;
import sallyport.request.ExitCode;
import sallyport.request.Phase;
import sallyport.request.Request;
import sallyport.request.RequestId;
import sallyport.request.Target;

/** The modals. Pure: what is shown before a decision can be rendered again when it is made, and compared. */
final class Modals {
    static final String APPROVAL = "review.approve";
    static final String DENIAL = "review.deny";

    /** Where a denial's reason is typed: block and element. */
    static final String REASON_BLOCK = "reason";

    static final String REASON_INPUT = "text";

    /** Characters of a denial's reason. */
    static final int MAX_REASON = 300;

    /** Behind the id, in the metadata of a denial on all tasks. */
    private static final String ALL = " all";

    private Modals() {}

    /** The review of one request that was asked for one task. */
    static View approval(Request request, Phase.Pending pending, int approvals) {
        return approval(List.of(new UnderReview(request, pending.target(), approvals, Optional.empty())));
    }

    /**
     * The whole of what an approval binds to, and nothing that changes but the count of approvals.
     *
     * @param all at least one; several that were asked together differ by their tasks only
     */
    static View approval(List<UnderReview> all) {
        var tickets = all.stream().map(UnderReview::ticket).toList();
        return modal("Review command")
                .callbackId(APPROVAL)
                .privateMetadata(ReviewTicket.write(tickets))
                .submit(ViewSubmit.builder()
                        .type("plain_text")
                        .text(all.size() == 1 ? "Approve" : "Approve all")
                        .emoji(false)
                        .build())
                .close(close("Not now"))
                .blocks(reviewed(all))
                .build();
    }

    /** @param all whether for those that were asked together with it, too */
    static View denial(Request request, boolean all) {
        var input = PlainTextInputElement.builder()
                .actionId(REASON_INPUT)
                .multiline(true)
                .maxLength(MAX_REASON)
                .build();
        return modal(all ? "Deny on all tasks" : "Deny command")
                .callbackId(DENIAL)
                .privateMetadata(request.id() + (all ? ALL : ""))
                .submit(ViewSubmit.builder()
                        .type("plain_text")
                        .text("Deny")
                        .emoji(false)
                        .build())
                .close(close("Not now"))
                .blocks(denied(request, input))
                .build();
    }

    private static List<LayoutBlock> denied(Request request, PlainTextInputElement input) {
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockKit.preformatted("command", numbered(request.argv())));
        BeyondAscii.of(request.argv()).ifPresent(blocks::add);
        blocks.add(InputBlock.builder()
                .blockId(REASON_BLOCK)
                .label(plain("Why not? The requester reads this."))
                .element(input)
                .build());
        return blocks;
    }

    /**
     * Says what was not decided and lets nothing be submitted.
     *
     * @param partly whether something else was
     */
    static View notice(SlackMessage message, boolean partly) {
        return modal(partly ? "Not all was decided" : "Nothing was decided")
                .close(close("Close"))
                .blocks(message.blocks())
                .build();
    }

    private static List<LayoutBlock> reviewed(List<UnderReview> all) {
        var request = all.getFirst().request();
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockKit.context("asked", "Asked by " + BlockKit.mention(request.requester())));
        request.reason().ifPresent(reason -> blocks.add(BlockKit.quote("reason", reason)));
        request.conditions()
                .ticket()
                .ifPresent(ticket -> blocks.add(BlockKit.context("ticket", "Ticket " + BlockKit.code(ticket))));
        blocks.add(BlockKit.preformatted("command", numbered(request.argv())));
        BeyondAscii.of(request.argv()).ifPresent(blocks::add);
        all.forEach(one -> places(one).forEach(blocks::add));
        Cards.audience(request).ifPresent(blocks::add);
        Cards.reported(request).ifPresent(blocks::add);
        blocks.add(BlockKit.context("terms", terms(all)));
        return blocks;
    }

    /** One argument per line, quoted where its ends or emptiness could be misread. */
    static String numbered(Argv argv) {
        var arguments = argv.arguments();
        return IntStream.range(0, arguments.size())
                .mapToObj(i -> String.format("%3d  %s", i + 1, Argv.quoted(List.of(arguments.get(i)))))
                .collect(Collectors.joining("\n"));
    }

    private static String place(Target target, Binding binding, boolean pinned) {
        return String.join(
                "\n",
                "service    " + target.clusterName() + "/" + target.service(),
                "container  " + target.container(),
                "revision   " + target.revision(),
                "image      " + (target.imageDigest().isEmpty() ? "not reported by ECS" : target.imageDigest()),
                "task       " + target.taskId()
                        + (binding == Binding.TASK || pinned ? ", and no other" : ", or another of this revision"),
                "account    " + target.account() + ", " + target.region());
    }

    /** Of several, each with its rank, its id and its approvals. */
    private static List<LayoutBlock> places(UnderReview one) {
        var place = place(one.target(), one.request().conditions().binding(), isPinned(one.request()));
        var id = one.request().id();
        return one.rank()
                .map(rank -> List.<LayoutBlock>of(
                        BlockKit.context(
                                "task-" + id,
                                "*" + rank + "* · `" + id + "` · so far "
                                        + Words.count(one.approvals(), "person", "people") + " agreed"),
                        BlockKit.preformatted("place-" + id, place)))
                .orElseGet(() -> List.of(BlockKit.preformatted("place", place)));
    }

    private static boolean isPinned(Request request) {
        return request.conditions().fanOut().isPresent();
    }

    private static String terms(List<UnderReview> all) {
        var one = all.getFirst();
        var request = one.request();
        var progress = one.rank().isPresent()
                ? "; one approval counts for each of the requests shown."
                : "; so far " + Words.count(one.approvals(), "person", "people") + " agreed.";
        return String.join(
                "\n",
                "Needs " + Words.quorum(request.quorum()) + progress,
                escalation(request) + concurrency(request) + "May be approved until "
                        + BlockKit.moment(request.expiresAt()) + ", runs " + Words.duration(request.deadline())
                        + " at most, " + exit(request.exitCode()) + ".",
                "`" + request.id() + "`, rule `" + SlackText.encode(request.rule()) + "`");
    }

    private static String escalation(Request request) {
        return request.conditions()
                .escalation()
                .map(escalation -> "From " + BlockKit.moment(request.askedAt().plus(escalation.after())) + " "
                        + BlockKit.code(escalation.group()) + " may agree as well. ")
                .orElse("");
    }

    private static String concurrency(Request request) {
        return request.conditions().concurrency().stream()
                .map(limit ->
                        Words.count(limit.most(), "run", "runs") + " of " + BlockKit.code(limit.rule()) + " at once. ")
                .collect(Collectors.joining());
    }

    private static String exit(ExitCode exitCode) {
        return switch (exitCode) {
            case REQUIRED, WANTED -> "started through `sh` so that its exit code is reported";
            case NONE -> "started bare, so its exit code stays unknown";
        };
    }

    private static View.ViewBuilder modal(String title) {
        return View.builder()
                .type("modal")
                .title(ViewTitle.builder()
                        .type("plain_text")
                        .text(title)
                        .emoji(false)
                        .build());
    }

    private static ViewClose close(String text) {
        return ViewClose.builder().type("plain_text").text(text).emoji(false).build();
    }

    private static PlainTextObject plain(String text) {
        return PlainTextObject.builder().text(text).emoji(false).build();
    }

    /**
     * What a denial is about.
     *
     * @param all whether those that were asked together with it, too
     */
    record Denied(RequestId id, boolean all) {}

    /** Empty when the metadata is not ours. */
    static Optional<Denied> denied(String metadata) {
        boolean all = metadata.endsWith(ALL);
        var id = all ? metadata.substring(0, metadata.length() - ALL.length()) : metadata;
        return RequestId.isValid(id) ? Optional.of(new Denied(new RequestId(id), all)) : Optional.empty();
    }
}
