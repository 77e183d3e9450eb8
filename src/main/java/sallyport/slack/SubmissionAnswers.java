package sallyport.slack;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import sallyport.approval.Submitted;
import sallyport.policy.Access;
import sallyport.policy.Decision;
import sallyport.policy.Reason;

/** What people read when something they asked for was not stored. Pure. */
final class SubmissionAnswers {
    /** Reasons shown of a denial; the nearest rules come first. */
    private static final int MAX_REASONS = 3;

    private SubmissionAnswers() {}

    /** In one sentence, in Slack's markup; empty when it was stored and its card will say the rest. */
    static Optional<String> sentence(Submitted submitted) {
        return switch (submitted) {
            case Submitted.Stored _ -> Optional.empty();
            case Submitted.NotAllowed denied ->
                Optional.of("The policy does not allow it: "
                        + SlackText.encode(denied.decision().explanation()) + " Nothing was asked.");
            case Submitted.ReasonMissing missing ->
                Optional.of("Rule `" + SlackText.encode(missing.decision().rule())
                        + "` wants to know why. Nothing was asked. Add `--reason \"…\"` before the command.");
            case Submitted.TicketMissing missing ->
                Optional.of("Rule `" + SlackText.encode(missing.decision().rule()) + "` wants a ticket of the form "
                        + forms(missing.decision())
                        + missing.given()
                                .map(ticket -> ", and `" + SlackText.encode(ticket) + "` is not")
                                .orElse("")
                        + ". Nothing was asked. Add `--ticket ID` before the command.");
            case Submitted.OneTaskOnly one ->
                Optional.of("Rule `" + SlackText.encode(one.decision().rule()) + "` lets this run on one task at a "
                        + "time: it has no `fan_out`. Nothing was asked. Leave `--all-tasks` out, or name a task with "
                        + "`--task ID`.");
            case Submitted.ReviewOverdue(var group, var overdue) ->
                Optional.of("Nothing was asked, because " + BlockKit.code(group)
                        + " has not reviewed in time what broke the glass before: "
                        + overdue.stream().map(id -> "`" + id + "`").collect(Collectors.joining(", "))
                        + ". One of them, who did not ask for it, does so with `review ID`; then ask again.");
            case Submitted.NoSuchTarget target ->
                Optional.of("There is no service `" + SlackText.encode(target.alias()) + "`. Nothing was asked. "
                        + target.nearest()
                                .map(name -> "Did you mean `" + SlackText.encode(name) + "`?")
                                .orElse("`services` lists those you can name."));
            case Submitted.Repeated repeated ->
                Optional.of(
                        "This was received before, as request `" + repeated.earlier() + "`. Nothing new was asked.");
            case Submitted.NotPossible not -> Optional.of(SlackText.encode(not.explanation()));
            case Submitted.Unavailable unavailable ->
                Optional.of("My records cannot be written just now (" + SlackText.encode(unavailable.cause())
                        + "), so nothing is known to be asked. Look for a card, then try again in a minute.");
        };
    }

    private static String forms(Decision.Allowed decision) {
        return decision.tickets().stream()
                .map(form -> BlockKit.code(form.text()))
                .collect(Collectors.joining(" and "));
    }

    /** A refused capability. */
    static SlackMessage refused(Access.Refused refused) {
        boolean forbidden = refused.reasons().stream().anyMatch(reason -> reason.kind() == Reason.Kind.FORBIDDEN);
        return denied(
                refused.explanation(),
                refused.reasons(),
                forbidden
                        ? "No grant helps against a deny. Its owners can change it in the policy."
                        : "Its owners can grant it in the policy.");
    }

    /** A denial with the rules that came nearest. */
    static SlackMessage denied(String explanation, List<Reason> nearest, String whatToTry) {
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockKit.markup("sentence", ":x: *Not allowed by Sallyport's policy.* Nothing was done."));
        blocks.add(BlockKit.line("explanation", explanation));
        var reasons = nearest.stream().limit(MAX_REASONS).map(Reason::toString).toList();
        if (!reasons.isEmpty()) {
            blocks.add(BlockKit.preformatted("reasons", String.join("\n", reasons)));
        }
        blocks.add(BlockKit.context("try", whatToTry));
        return new SlackMessage("Not allowed", List.copyOf(blocks));
    }
}
