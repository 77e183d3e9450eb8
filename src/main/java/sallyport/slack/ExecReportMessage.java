package sallyport.slack;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Which services have ECS Exec on, for their owners. Pure. */
final class ExecReportMessage {
    /** Services that one message lists; each takes up to 600 of the 13,000 characters that Slack takes. */
    static final int MAX_LISTED = 20;

    /** Characters of all that could not be looked at; Slack takes 3,000 of a text. */
    private static final int MAX_UNSEEN = 2_000;

    private ExecReportMessage() {}

    /** @param unseen sentences of services that could not be looked at */
    static SlackMessage of(List<ExecUse> on, List<String> unseen) {
        var listed = on.stream().limit(MAX_LISTED).toList();
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockKit.markup(
                "heading",
                ":unlock: *ECS Exec is on* for " + Words.count(on.size(), "service", "services")
                        + " owned here. Where nobody needs it, turn it off."));
        for (var use : listed) {
            blocks.add(BlockKit.markup("service-" + blocks.size(), row(use)));
        }
        if (on.size() > listed.size()) {
            blocks.add(BlockKit.context(
                    "more", Words.count(on.size() - listed.size(), "more has", "more have") + " it on."));
        }
        var commands = listed.stream()
                .filter(ExecUse::forNewTasks)
                .map(ExecReportMessage::command)
                .collect(Collectors.joining("\n"));
        if (!commands.isEmpty()) {
            blocks.add(BlockKit.markup("off", "This turns it off; tasks that run keep it until they are replaced:"));
            blocks.add(BlockKit.preformatted("commands", commands));
        }
        if (!unseen.isEmpty()) {
            blocks.add(
                    BlockKit.line("unseen", shortened("Not looked at: " + Printable.line(String.join(" ", unseen)))));
        }
        blocks.add(BlockKit.context(
                "weekly", "Once a week, from the state of ECS and Sallyport's own records; others may use exec too."));
        return new SlackMessage("ECS Exec is on", blocks);
    }

    private static String row(ExecUse use) {
        var alias = use.alias();
        return "• " + BlockKit.code(alias.name()) + " · service "
                + BlockKit.code(alias.cluster() + "/" + alias.service()) + " · " + state(use)
                + use.atLeastSince()
                        .map(at -> ", at least since " + BlockKit.moment(at))
                        .orElse("")
                + " · " + used(use);
    }

    private static String state(ExecUse use) {
        return use.forNewTasks()
                ? "on"
                : "off for new tasks, and still on in " + Words.count(use.tasks(), "running task", "running tasks");
    }

    private static String used(ExecUse use) {
        return use.last()
                .map(last -> "last used by " + BlockKit.mention(last.by()) + " " + BlockKit.moment(last.at()) + " (`"
                        + last.request() + "`)")
                .orElse(
                        use.allSearched()
                                ? "never used through Sallyport"
                                : "not used in the last " + Words.count(ExecUse.SEARCHED) + " requests");
    }

    private static String command(ExecUse use) {
        var alias = use.alias();
        return "aws ecs update-service --region " + alias.region() + " --cluster " + alias.cluster() + " --service "
                + alias.service() + " --disable-execute-command";
    }

    private static String shortened(String text) {
        return text.codePointCount(0, text.length()) <= MAX_UNSEEN
                ? text
                : text.substring(0, text.offsetByCodePoints(0, MAX_UNSEEN)) + "…";
    }
}
