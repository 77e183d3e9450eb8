package sallyport.slack;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sallyport.parse.HelpText;
import sallyport.parse.Parsed;
import sallyport.parse.Repair;
import sallyport.parse.Subcommand;
import sallyport.policy.Access;
import sallyport.policy.Capability;
import sallyport.policy.Decision;
import sallyport.policy.Permitted;
import sallyport.policy.Reported;
import sallyport.policy.Terms;
import sallyport.policy.TicketForm;
import sallyport.request.Alias;
import sallyport.request.Aliases;
import sallyport.request.Argv;
import sallyport.request.Selector;

/** What a slash command is answered with at once, for its author alone. Pure. */
final class Answers {
    /** Longest typed line that is repeated with a mark under the mistake. */
    private static final int MAX_ECHO = 200;

    private static final int MAX_ROWS = 40;
    /** Requests that one answer lists; each takes two of the fifty blocks of a message. */
    private static final int MAX_LISTED = 10;

    /** Mistakes of a file that one answer lists. */
    private static final int MAX_PROBLEMS = 10;

    private Answers() {}

    static SlackMessage help(String slash) {
        return text("Help", HelpText.lines(slash))
                .with(BlockKit.context("more", SlackText.encode(HelpText.more(slash))));
    }

    static SlackMessage help(String slash, Subcommand topic) {
        return text("Help", HelpText.lines(slash, topic));
    }

    /** The line again with a caret under the column, what is wrong, what to try. */
    static SlackMessage usage(String slash, String typed, Parsed.Usage usage) {
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockKit.markup("sentence", ":x: *Not understood.* Nothing was done."));
        if (typed.length() <= MAX_ECHO && typed.chars().noneMatch(Character::isISOControl) && !typed.isEmpty()) {
            blocks.add(BlockKit.preformatted("typed", slash + " " + typed + "\n" + caret(slash, usage.column())));
        }
        blocks.add(BlockKit.line("problem", usage.problem()));
        if (!usage.hint().isEmpty()) {
            blocks.add(BlockKit.line("hint", usage.hint()));
        }
        return new SlackMessage("Not understood", blocks);
    }

    private static String caret(String slash, int column) {
        return " ".repeat(slash.length() + Math.max(column, 1)) + "^";
    }

    /** Shows how a line was read that a phone had changed. */
    static SlackMessage repaired(Argv argv, List<Repair> repairs) {
        var what = repairs.stream().map(Repair::what).distinct().collect(Collectors.joining(", "));
        return new SlackMessage(
                "Read as",
                List.of(
                        BlockKit.line("repairs", "Some characters were read as what was meant: " + what),
                        BlockKit.preformatted("command", argv.quoted())));
    }

    static SlackMessage noSuchTarget(String slash, String typed, Aliases aliases) {
        return wholeCluster(slash, typed, aliases)
                .or(() -> task(slash, typed, aliases))
                .orElseGet(() -> unknownTarget(slash, typed, aliases));
    }

    private static Optional<SlackMessage> wholeCluster(String slash, String typed, Aliases aliases) {
        return aliases.wholeClusters().stream()
                .filter(cluster -> cluster.name().equals(typed))
                .findFirst()
                .map(cluster -> BlockKit.sentence(":x: " + BlockKit.code(typed) + " is all of cluster "
                        + BlockKit.code(cluster.cluster()) + ". Nothing was done. Name a service or a family in it, as "
                        + BlockKit.code(typed + "/NAME") + "; `" + slash + " services` lists the services."));
    }

    private static Optional<SlackMessage> task(String slash, String typed, Aliases aliases) {
        return aliases.task(typed)
                .map(task -> BlockKit.sentence(":x: " + BlockKit.code(typed)
                        + " is a task. Nothing was done. Name what it belongs to, and the task with `--task "
                        + task.id() + "`; `" + slash + " describe " + task.id() + "` says what that is."));
    }

    static SlackMessage taskTwice(String id) {
        return BlockKit.sentence(
                ":x: A task is named twice. Nothing was done. Leave `--task` out, or " + BlockKit.code(id) + ".");
    }

    private static SlackMessage unknownTarget(String slash, String typed, Aliases aliases) {
        var nearest = aliases.nearest(typed)
                .map(name -> " Did you mean `" + SlackText.encode(name) + "`?")
                .orElse("");
        return BlockKit.sentence(":x: There is no service `" + SlackText.encode(Printable.line(typed))
                + "`. Nothing was done." + nearest + " `" + slash + " services` lists those you can name.");
    }

    static SlackMessage taskElsewhere(Alias alias, String task) {
        return BlockKit.sentence(":x: Task " + BlockKit.code(task) + " is not one of " + BlockKit.code(alias.name())
                + ". Nothing was done.");
    }

    static SlackMessage taskOfNobody(String slash, String task) {
        return BlockKit.sentence(":x: Task " + BlockKit.code(task) + " is in no service that you may look at from this"
                + " channel. Nothing was read. `" + slash + " services` lists what can be named.");
    }

    static SlackMessage allowed(Alias alias, List<Permitted> commands, List<Permitted> capabilities) {
        if (commands.isEmpty() && capabilities.isEmpty()) {
            return BlockKit.sentence("The policy lets you do nothing on `" + SlackText.encode(alias.name())
                    + "` from this channel. Its owners can grant it.");
        }
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(
                commands.isEmpty()
                        ? BlockKit.markup("text", "You may run nothing there.")
                        : BlockKit.preformatted("text", rows(commands)));
        if (!capabilities.isEmpty()) {
            blocks.add(BlockKit.markup("besides", "Besides commands you may use:"));
            blocks.add(BlockKit.preformatted("capabilities", rows(capabilities)));
        }
        return new SlackMessage("Allowed", blocks);
    }

    private static String rows(List<Permitted> permitted) {
        return permitted.stream()
                .limit(MAX_ROWS)
                .map(one -> one.usage() + "\n    " + one.summary() + " (rule " + one.rule() + ", " + terms(one) + ")")
                .collect(Collectors.joining("\n"));
    }

    static SlackMessage noSuchCapability(String typed) {
        var known = Arrays.stream(Capability.values())
                .map(capability -> "`" + capability.word() + "`")
                .collect(Collectors.joining(", "));
        return BlockKit.sentence(":x: There is no capability " + BlockKit.code(typed)
                + ". Nothing was explained. There are " + known + ".");
    }

    static String whatToTry(String slash, Selector selector) {
        return "`" + slash + " allowed " + SlackText.encode(selector.alias()) + "` lists what you may do there.";
    }

    /** @param whatToTry in Slack's markup */
    static SlackMessage explained(Capability capability, Access access, String whatToTry) {
        var message = switch (access) {
            case Access.Granted(var rule, var _) ->
                permission(
                        ":white_check_mark: *You may do this.* Nothing was done.",
                        Stream.of(
                                "rule        " + rule, "capability  " + capability.word(), "approval    none needed"));
            case Access.OnTerms(var rule, var terms, var _) ->
                permission(
                        ":white_check_mark: *You may ask for this.* Nothing was asked.",
                        Stream.concat(
                                Stream.of("rule        " + rule, "capability  " + capability.word()), lines(terms)));
            case Access.Refused refused ->
                SubmissionAnswers.denied(refused.explanation(), refused.reasons(), whatToTry);
        };
        var known = capability.toCome().map(sentence -> message.with(BlockKit.line("to-come", sentence)));
        return reporting(known.orElse(message), access.reported());
    }

    private static SlackMessage permission(String sentence, Stream<String> terms) {
        return new SlackMessage(
                "Allowed",
                List.of(
                        BlockKit.markup("sentence", sentence),
                        BlockKit.preformatted("terms", terms.collect(Collectors.joining("\n")))));
    }

    /** What the terms of a grant say about asking. */
    private static Stream<String> lines(Terms terms) {
        return Stream.of(
                "approval    " + Words.quorum(terms.quorum()) + escalation(terms),
                "reason      " + (terms.reasonRequired() ? "required" : "optional"),
                "ticket      " + ticket(terms));
    }

    private static String terms(Permitted one) {
        if (one.review().isPresent()) {
            return "by breaking the glass, reviewed by " + one.review().get().group() + " afterwards";
        }
        var approval = one.quorum().needsNobody() ? "no approval" : "approval by " + Words.quorum(one.quorum());
        return one.fanOut() == 1 ? approval : approval + ", on up to " + one.fanOut() + " tasks with --all-tasks";
    }

    /** @param whatToTry in Slack's markup */
    static SlackMessage explained(Decision decision, String whatToTry) {
        var message = switch (decision) {
            case Decision.Allowed allowed -> allowed(allowed);
            case Decision.Denied denied -> SubmissionAnswers.denied(denied.explanation(), denied.reasons(), whatToTry);
        };
        return reporting(message, decision.reported());
    }

    private static SlackMessage reporting(SlackMessage message, Reported reported) {
        return reported.words()
                .map(words -> message.with(BlockKit.line("report-only", "By report-only rules it " + words + ".")))
                .orElse(message);
    }

    private static String ticket(Terms terms) {
        return terms.tickets().isEmpty()
                ? "optional"
                : "required, of the form "
                        + terms.tickets().stream().map(TicketForm::text).collect(Collectors.joining(" and "));
    }

    private static String escalation(Terms terms) {
        return terms.escalation()
                .map(to -> ", and " + to.group() + " after " + Words.duration(to.after()))
                .orElse("");
    }

    private static String tasks(Decision.Allowed allowed) {
        return allowed.fanOut() == 1 ? "one" : "up to " + allowed.fanOut() + " with --all-tasks";
    }

    private static SlackMessage allowed(Decision.Allowed allowed) {
        var terms = Stream.of(
                "rule      " + allowed.rule(),
                "command   " + allowed.argv().quoted(),
                "approval  "
                        + (allowed.quorum().needsNobody()
                                ? "none needed"
                                : Words.quorum(allowed.quorum()) + escalation(allowed.terms())),
                "reason    " + (allowed.reasonRequired() ? "required" : "optional"),
                "ticket    " + ticket(allowed.terms()),
                "deadline  " + Words.duration(allowed.deadline()),
                "tasks     " + tasks(allowed));
        var message = permission(":white_check_mark: *You may ask for this.* Nothing was asked.", terms);
        return BeyondAscii.of(allowed.argv()).map(message::with).orElse(message);
    }

    /**
     * Which requests there are, newest first: where each stands, who asked it when, and what it would run.
     *
     * @param standing what holds for all of them
     */
    static SlackMessage status(List<Story> stories, List<LayoutBlock> standing) {
        var blocks = new ArrayList<>(standing);
        if (stories.isEmpty()) {
            blocks.add(BlockKit.markup("sentence", "Nothing is open that was asked by you or in this channel."));
        }
        for (var story : stories.subList(0, Math.min(MAX_LISTED, stories.size()))) {
            var id = story.request().id().value();
            blocks.add(BlockKit.markup("status-" + id, statusLine(story)));
            blocks.add(BlockKit.preformatted(
                    "command-" + id, story.request().argv().quoted()));
        }
        if (stories.size() > MAX_LISTED) {
            blocks.add(BlockKit.context(
                    "more", Words.count(stories.size() - MAX_LISTED, "older one is", "older ones are") + " open too."));
        }
        return new SlackMessage("Requests", blocks);
    }

    /** Where the requests stand that were asked together, in the order of their tasks, and what they run. */
    static SlackMessage together(List<Story> stories, List<LayoutBlock> standing) {
        var blocks = new ArrayList<>(standing);
        for (var story : stories) {
            var rank = Companions.rank(story).map(task -> " · " + task).orElse("");
            blocks.add(BlockKit.markup("status-" + story.request().id(), statusLine(story) + rank));
        }
        blocks.add(BlockKit.preformatted(
                "command", stories.getFirst().request().argv().quoted()));
        return new SlackMessage("Requests", blocks);
    }

    /**
     * That what stands in a file is not in force.
     *
     * @param admin whether the reader may see what the file says
     */
    static List<LayoutBlock> alarm(Alarm alarm, boolean admin) {
        return switch (alarm) {
            case FileAlarm file -> alarm(file, admin);
            case UserGroupAlarm group -> alarm(group, admin);
        };
    }

    private static List<LayoutBlock> alarm(UserGroupAlarm alarm, boolean admin) {
        var group = "the Slack user group " + BlockKit.code(alarm.group());
        var sentence = BlockKit.markup(
                "group-alarm-" + alarm.group(),
                alarm.heldUntil()
                                .map(until -> ":warning: Who is in " + group + " could not be read since "
                                        + BlockKit.moment(alarm.since())
                                        + "; those who were in it count until " + BlockKit.moment(until) + ".")
                                .orElseGet(() -> ":rotating_light: Who is in " + group
                                        + " could not be verified since " + BlockKit.moment(alarm.since())
                                        + ", so nobody counts as a member.")
                        + (admin ? "" : " Admins see why."));
        return admin
                ? List.of(
                        sentence,
                        BlockKit.preformatted("group-problem-" + alarm.group(), Printable.line(alarm.why() + ".")))
                : List.of(sentence);
    }

    private static List<LayoutBlock> alarm(FileAlarm alarm, boolean admin) {
        var sentence = BlockKit.markup(
                alarm.file() + "-alarm",
                ":rotating_light: The " + alarm.file() + " file " + alarm.what() + " since "
                        + BlockKit.moment(alarm.since())
                        + "; version " + BlockKit.code(alarm.inForce()) + " stays in force."
                        + (admin ? "" : " Admins see what is wrong with it."));
        return admin
                ? List.of(sentence, BlockKit.preformatted(alarm.file() + "-problems", problems(alarm)))
                : List.of(sentence);
    }

    private static String problems(FileAlarm alarm) {
        var shown = alarm.problems().stream().limit(MAX_PROBLEMS).map(Printable::line);
        int more = alarm.problems().size() - MAX_PROBLEMS;
        var rest = more > 0 ? Stream.of(Words.count(more, "more", "more") + " in the log") : Stream.<String>empty();
        return Stream.concat(shown, rest).collect(Collectors.joining("\n"));
    }

    private static String statusLine(Story story) {
        var request = story.request();
        return "`" + request.id() + "` " + Headline.of(story).line() + "\n"
                + BlockKit.code(request.selector().alias())
                + " · asked by " + BlockKit.mention(request.requester()) + " · "
                + BlockKit.moment(request.askedAt());
    }

    static SlackMessage storeUnavailable(String cause) {
        return BlockKit.sentence(":x: My records cannot be read just now (" + SlackText.encode(cause)
                + "). Nothing was done. Try again in a minute.");
    }

    private static SlackMessage text(String title, List<String> rows) {
        return new SlackMessage(title, List.of(BlockKit.preformatted("text", String.join("\n", rows))));
    }
}
