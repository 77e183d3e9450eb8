package sallyport.slack;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import sallyport.output.Redactor;
import sallyport.policy.Capability;
import sallyport.request.Alias;
import sallyport.watch.Check;
import sallyport.watch.Looked;
import sallyport.watch.Obstacles;
import sallyport.watch.Remedy;
import sallyport.watch.Severity;

/** Why a command could not be run, in a few lines, and what would make it work. Pure. */
final class FallbackMessage {
    /** Reasons that are told with what mends them; the doctor tells all. */
    static final int MAX_REASONS = 3;

    private FallbackMessage() {}

    static SlackMessage why(String slash, Alias alias, Looked<List<Check>> looked) {
        var all = "`" + slash + " doctor " + SlackText.encode(alias.name()) + "`";
        return switch (looked) {
            case Looked.Found<List<Check>>(var checks) -> why(alias, checks, Obstacles.among(checks), all);
            case Looked.Missing<List<Check>>(var explanation) -> blind(alias, explanation);
            case Looked.Unavailable<List<Check>>(var explanation) -> blind(alias, explanation);
        };
    }

    private static SlackMessage why(Alias alias, List<Check> checks, List<Check> reasons, String all) {
        if (reasons.isEmpty()) {
            return nothingFound(alias, checks, all);
        }
        var told = reasons.stream().limit(MAX_REASONS).toList();
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockKit.markup("why", "*Why exec does not work* on " + BlockKit.code(alias.name())));
        blocks.add(BlockKit.line(
                "reasons", joined(told.stream().map(FallbackMessage::reason).toList())));
        var remedies = told.stream().flatMap(check -> check.remedy().stream()).toList();
        if (!remedies.isEmpty()) {
            blocks.add(BlockKit.markup("mend", "*What would make it work*"));
            blocks.add(BlockKit.line(
                    "remedies",
                    joined(remedies.stream()
                            .map(remedy -> safe(remedy.sentence()))
                            .toList())));
            commands(remedies).ifPresent(cli -> blocks.add(BlockKit.preformatted("cli", cli)));
        }
        int more = reasons.size() - told.size();
        blocks.add(BlockKit.context(
                "all",
                (more == 0 ? "" : Words.count(more, "more thing stands", "more things stand") + " in the way. ") + all
                        + " shows every check, with Terraform and CDK."));
        return new SlackMessage("Why exec does not work", blocks);
    }

    private static SlackMessage nothingFound(Alias alias, List<Check> checks, String all) {
        long open = checks.stream()
                .filter(check -> check.severity() == Severity.COULD_NOT_CHECK)
                .count();
        return BlockKit.sentence("The doctor found nothing in the way of exec on " + BlockKit.code(alias.name())
                + (open == 0 ? "" : ", and " + Words.count(open, "check", "checks") + " could not be made") + ". "
                + all + " shows every check.");
    }

    private static SlackMessage blind(Alias alias, String explanation) {
        return new SlackMessage(
                "Not examined",
                List.of(
                        BlockKit.markup(
                                "why", "Why exec does not work on " + BlockKit.code(alias.name()) + " is not known:"),
                        BlockKit.line("explanation", safe(explanation))));
    }

    private static String reason(Check check) {
        return check.severity().mark() + " " + check.id() + " " + safe(check.title());
    }

    private static Optional<String> commands(List<Remedy> remedies) {
        var commands = remedies.stream()
                .flatMap(remedy -> remedy.cli().stream())
                .distinct()
                .collect(Collectors.joining("\n"));
        return commands.isEmpty() ? Optional.empty() : Optional.of(commands);
    }

    private static String joined(List<String> sentences) {
        return sentences.stream().distinct().collect(Collectors.joining("\n"));
    }

    private static String safe(String words) {
        return Redactor.redact(Printable.line(words));
    }

    /** What the requester may not see, if anything. */
    static Optional<SlackMessage> hidden(List<Capability> hidden, Alias alias) {
        return hidden.isEmpty()
                ? Optional.empty()
                : Optional.of(BlockKit.sentence("Not shown here: "
                        + hidden.stream().map(one -> "`" + one.word() + "`").collect(Collectors.joining(", "))
                        + ", which the policy does not grant to whoever asked, on "
                        + BlockKit.code(alias.name()) + " from this channel."));
    }
}
