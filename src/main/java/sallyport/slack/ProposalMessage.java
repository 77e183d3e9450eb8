package sallyport.slack;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.ButtonElement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sallyport.policy.Proposal;
import sallyport.policy.Reason;
import sallyport.request.Alias;
import sallyport.request.ChannelId;
import sallyport.request.Person;

/** The words about asking the owners of a target to allow something. Pure. */
final class ProposalMessage {
    /** What the button carries as its name; offers already posted have it, so it does not change. */
    static final String ACTION = "policy.ask_to_allow";

    /**
     * Counted characters of what is not ours in one post; Slack refuses messages whose blocks hold more than about
     * 11,300, entities counted as they are written (slackapi/bolt-js issues 2509 and 2867).
     */
    static final int MAX_TEXT = 10_000;

    /** Rules shown that came nearest, and characters of each. */
    private static final int MAX_REASONS = 3;

    private static final int MAX_REASON = 200;

    private static final String LABEL = "Ask to allow";

    private ProposalMessage() {}

    /** @param value what the button carries; without one there is no button */
    static SlackMessage offer(ChannelId owners, Optional<String> value) {
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockKit.markup(
                "offer",
                value.isPresent()
                        ? "Should it be allowed? The button posts the rule that is missing, ready for the policy file, to "
                                + channel(owners) + ", where its owners are. It changes nothing."
                        : "Should it be allowed? It is too long for a button, so ask its owners yourself, in "
                                + channel(owners) + "."));
        value.ifPresent(carried -> blocks.add(BlockKit.actions("actions", List.of(button(carried)))));
        return new SlackMessage(LABEL, blocks);
    }

    private static ButtonElement button(String value) {
        return ButtonElement.builder()
                .actionId(ACTION)
                .text(PlainTextObject.builder().text(LABEL).emoji(false).build())
                .value(value)
                .build();
    }

    /** For the owners, or empty if it is too long for one message. */
    static Optional<SlackMessage> post(
            Person asker, ChannelId from, RefusedAsk ask, Alias alias, Proposal.Draft draft) {
        var command = ask.shown();
        var reasons = reasons(draft.refusal());
        var notes = draft.notes().stream().map(note -> "• " + note).collect(Collectors.joining("\n"));
        int length = Stream.of(command, reasons, notes, draft.yaml())
                .mapToInt(text -> SlackText.encode(text).length())
                .sum();
        if (length > MAX_TEXT) {
            return Optional.empty();
        }
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockKit.markup(
                "who",
                ":raised_hand: " + BlockKit.mention(asker) + " asks to allow this on " + BlockKit.code(alias.name())
                        + ask.container()
                                .map(name -> ", container " + BlockKit.code(name))
                                .orElse("")
                        + ", typed in " + channel(from) + ". *Nothing was run and nothing was changed.*"));
        blocks.add(BlockKit.preformatted("command", command));
        blocks.add(BlockKit.line("refusal", reasons));
        blocks.add(BlockKit.markup(
                "what",
                "These lines in the policy file would allow just this"
                        + (ask.needsAgreement() ? ", each time with an approval:" : ", without approval:")));
        blocks.add(BlockKit.preformatted("yaml", draft.yaml().stripTrailing()));
        if (!notes.isEmpty()) {
            blocks.add(BlockKit.line("notes", notes));
        }
        blocks.add(
                BlockKit.context(
                        "try",
                        "They were tried on the policy in force and can be narrower or wider once pasted: it is the owners'"
                                + " decision. `sallyport policy check` and `diff` say what they do. If nobody pastes them, nothing happens."));
        return Optional.of(new SlackMessage(
                "Ask to allow " + ask.noun() + " on " + SlackText.encode(Printable.line(alias.name())), blocks));
    }

    private static String reasons(List<Reason> nearest) {
        return nearest.isEmpty()
                ? "It was refused: no rule comes near it."
                : nearest.stream()
                        .limit(MAX_REASONS)
                        .map(reason -> shortened(Printable.line(reason.toString())))
                        .collect(Collectors.joining("\n", "It was refused. What came nearest:\n", ""));
    }

    private static String shortened(String line) {
        return line.codePointCount(0, line.length()) <= MAX_REASON
                ? line
                : line.substring(0, line.offsetByCodePoints(0, MAX_REASON)) + "…";
    }

    static SlackMessage posted(ChannelId owners) {
        return BlockKit.sentence(":white_check_mark: Posted to " + channel(owners)
                + ", with the rule that is missing. Nothing was changed; its owners decide.");
    }

    static SlackMessage postedBefore(ChannelId owners, Duration within) {
        return BlockKit.sentence(":information_source: This was asked already in the last " + Words.duration(within)
                + ", in " + channel(owners) + ". Nothing new was posted.");
    }

    static SlackMessage needless() {
        return BlockKit.sentence(":white_check_mark: The policy lets you ask for this by now. Nothing was posted; type"
                + " the command again.");
    }

    /** @param reason completes "because" */
    static SlackMessage notPosted(String reason) {
        return BlockKit.sentence(":x: Nothing was posted, because " + SlackText.encode(reason) + ".");
    }

    private static String channel(ChannelId channel) {
        return channel.value().matches("[CG][A-Z0-9]+") ? "<#" + channel.value() + ">" : "a direct message";
    }
}
