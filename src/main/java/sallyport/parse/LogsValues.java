package sallyport.parse;

import static sallyport.parse.Values.MAX_FILTER;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import sallyport.request.Selector;

/** Reads what stands behind {@code logs}. One instance per line, not thread-safe. */
final class LogsValues {
    /** Characters of a pattern of RE2; one that is longer would hold more steps than are taken. */
    private static final int MAX_PATTERN = 500;

    private final Values values;

    LogsValues(Values values) {
        this.values = values;
    }

    SlashCommand read() {
        return values.flag(Option.FOLLOW) || values.flag(Option.LIVE) ? follow() : logs();
    }

    private SlashCommand.FollowLogs follow() {
        boolean live = values.flag(Option.LIVE);
        var flag = live ? Option.LIVE.flag() : Option.FOLLOW.flag();
        if (live && values.flag(Option.FOLLOW)) {
            values.note(
                    "--live and --follow exclude each other.",
                    values.column(Option.FOLLOW),
                    "--live is a second after the container; --follow leaves nothing out.");
        }
        for (var other : List.of(Option.UNTIL, Option.HEAD, Option.PREVIOUS)) {
            if (values.flag(other)) {
                values.note(
                        flag + " and " + other.flag() + " exclude each other.",
                        values.column(other),
                        flag + " shows the newest lines, and then what is written.");
            }
        }
        var format = format();
        if (format == LogFormat.JSON) {
            values.note(
                    flag + " has no format json.",
                    values.column(Option.FORMAT),
                    "Ask without " + flag + " for a file of JSON.");
        }
        return new SlashCommand.FollowLogs(
                values.selector(),
                values.ago(Option.SINCE).orElse(SlashCommand.Logs.DEFAULT_SINCE),
                search(),
                values.number(Option.TAIL, LogCut.DEFAULT_LINES, LogCut.MAX_LINES),
                format,
                live);
    }

    private SlashCommand.Logs logs() {
        var selector = values.selector();
        boolean previous = values.flag(Option.PREVIOUS);
        var since = values.ago(Option.SINCE).orElseGet(() -> since(selector, previous));
        return new SlashCommand.Logs(selector, since, until(since), search(), cut(selector), format(), previous);
    }

    private static Duration since(Selector selector, boolean previous) {
        if (selector.task().isPresent()) {
            return SlashCommand.Logs.ONE_TASK_SINCE;
        }
        return previous ? SlashCommand.Logs.PREVIOUS_SINCE : SlashCommand.Logs.DEFAULT_SINCE;
    }

    private Optional<Duration> until(Duration since) {
        var until = values.ago(Option.UNTIL);
        if (until.isPresent() && until.get().compareTo(since) >= 0) {
            values.note(
                    "--until is not later than --since.",
                    values.column(Option.UNTIL),
                    "Both say how long ago, so --until takes the shorter time.");
        }
        return until;
    }

    private LogSearch search() {
        return new LogSearch(
                values.text(Option.FILTER, MAX_FILTER),
                values.text(Option.GREP, MAX_PATTERN),
                values.text(Option.EXCLUDE, MAX_PATTERN),
                values.text(Option.HIGHLIGHT, MAX_PATTERN));
    }

    private LogCut cut(Selector selector) {
        if (!values.flag(Option.HEAD)) {
            return new LogCut(LogCut.End.TAIL, values.number(Option.TAIL, LogCut.DEFAULT_LINES, LogCut.MAX_LINES));
        }
        if (values.flag(Option.TAIL)) {
            values.note(
                    "--head and --tail exclude each other.",
                    values.column(Option.HEAD),
                    "--head gives the oldest lines, --tail the newest.");
        }
        if (selector.task().isEmpty()) {
            values.note(
                    "--head reads one task from its start, so it needs --task.",
                    values.column(Option.HEAD),
                    "The ids of the tasks are in the answer of tasks.");
        }
        if (values.flag(Option.FILTER)) {
            values.note(
                    "--head takes no --filter.",
                    values.column(Option.FILTER),
                    "--grep and --exclude look for text as well.");
        }
        return new LogCut(LogCut.End.HEAD, values.number(Option.HEAD, LogCut.DEFAULT_LINES, LogCut.MAX_LINES));
    }

    private LogFormat format() {
        return values.word(Option.FORMAT)
                .map(word -> LogFormat.named(word).orElseGet(() -> {
                    values.note(
                            word + " is not a format.",
                            values.column(Option.FORMAT),
                            "There are short, detailed and json.");
                    return LogFormat.SHORT;
                }))
                .orElse(LogFormat.SHORT);
    }
}
