package sallyport.slack;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import sallyport.output.Redactor;
import sallyport.watch.Check;
import sallyport.watch.Evidence;
import sallyport.watch.Remedy;
import sallyport.watch.Severity;

/**
 * The results of checks: at most a dozen lines, the worst first, with marks that need no colour; what each rests on and
 * how to mend it in the thread. Pure.
 */
final class DoctorMessage {
    /** Findings in the message itself; with its heading and its end it has twelve lines. */
    static final int MAX_FINDINGS = 10;

    /** Characters of one finding in the message; the thread has all of it. */
    private static final int MAX_LINE = 240;

    /** Characters of one finding in the thread; Slack takes 3,000 of a text. */
    private static final int MAX_DETAIL = 2_900;

    /** Characters of one message of the thread; Slack takes about 13,000 of a message's blocks together. */
    private static final int MAX_MESSAGE = 9_000;

    private DoctorMessage() {}

    /** @param checks the worst first */
    static Threaded of(String alias, List<Check> checks) {
        var findings = checks.stream()
                .filter(check -> check.severity() != Severity.FINE)
                .toList();
        var lines = lines(findings);
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockKit.markup("heading", "*Doctor* for " + BlockKit.code(alias) + ": " + verdict(checks)));
        if (!lines.isEmpty()) {
            blocks.add(
                    BlockKit.line("findings", lines.stream().limit(MAX_FINDINGS).collect(Collectors.joining("\n"))));
        }
        blocks.add(BlockKit.context("rest", rest(lines.size(), checks.size() - findings.size())));
        return new Threaded(new SlackMessage("Doctor", blocks), details(findings));
    }

    private static String verdict(List<Check> checks) {
        long blocking = count(checks, Severity.BLOCKS);
        long open = count(checks, Severity.COULD_NOT_CHECK);
        if (blocking > 0) {
            return "*exec does not work here*, " + Words.count(blocking, "thing stands", "things stand")
                    + " in its way.";
        }
        return open > 0
                ? "nothing was found in the way of exec, and " + Words.count(open, "check", "checks")
                        + " could not be made."
                : "exec works here, as far as can be seen.";
    }

    private static long count(List<Check> checks, Severity severity) {
        return checks.stream().filter(check -> check.severity() == severity).count();
    }

    private static String rest(int lines, int fine) {
        var more = lines > MAX_FINDINGS ? (lines - MAX_FINDINGS) + " more in the thread. " : "";
        return more + Words.count(fine, "check is", "checks are") + " fine."
                + (lines == 0 ? "" : " The thread says what each rests on, and how to mend it.");
    }

    /** One line a finding; checks that could not be made for the same reason share one. */
    private static List<String> lines(List<Check> findings) {
        Map<String, List<Check>> together = new LinkedHashMap<>();
        findings.forEach(
                check -> together.computeIfAbsent(check.severity() + check.reason(), absent -> new ArrayList<>())
                        .add(check));
        return together.values().stream().map(DoctorMessage::line).toList();
    }

    private static String line(List<Check> same) {
        var first = same.getFirst();
        var ids = same.stream().map(Check::id).collect(Collectors.joining(" "));
        var words = same.size() == 1 ? first.title() : first.reason();
        var said = first.severity() == Severity.COULD_NOT_CHECK ? "could not check: " + words : words;
        return shortened(first.severity().mark() + " " + ids + " " + safe(said), MAX_LINE);
    }

    private static List<SlackMessage> details(List<Check> findings) {
        var messages = new ArrayList<SlackMessage>();
        var blocks = new ArrayList<LayoutBlock>();
        int length = 0;
        for (var check : findings) {
            var detail = detail(check);
            if (length + detail.length() > MAX_MESSAGE) {
                messages.add(new SlackMessage("Details", blocks));
                blocks.clear();
                length = 0;
            }
            blocks.add(BlockKit.preformatted("check-" + check.id(), detail));
            length += detail.length();
        }
        if (!blocks.isEmpty()) {
            messages.add(new SlackMessage("Details", blocks));
        }
        return messages;
    }

    private static String detail(Check check) {
        var text = new StringBuilder();
        text.append(check.severity().mark() + " " + check.id() + " "
                + check.severity().words() + "\n");
        text.append(safe(check.title()) + "\n");
        check.evidence().stream().map(Evidence::toString).forEach(line -> text.append("  " + safe(line) + "\n"));
        check.remedy().ifPresent(remedy -> remedy(remedy, text));
        text.append("See " + check.documentation());
        return shortened(text.toString(), MAX_DETAIL);
    }

    private static void remedy(Remedy remedy, StringBuilder text) {
        text.append("To mend it: " + safe(remedy.sentence()) + "\n");
        remedy.cli().ifPresent(cli -> text.append("\n# AWS CLI\n" + cli + "\n"));
        remedy.terraform().ifPresent(code -> text.append("\n# Terraform\n" + code + "\n"));
        remedy.cdk().ifPresent(code -> text.append("\n// CDK\n" + code + "\n"));
    }

    private static String safe(String words) {
        return Redactor.redact(Printable.line(words));
    }

    private static String shortened(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }
}
