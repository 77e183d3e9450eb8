package sallyport.parse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;
import sallyport.request.Argv;
import sallyport.request.Selector;

/**
 * The line behind the slash command that shows what a command would read from a log. Such a line is read back by
 * {@link SlashCommandParser} as {@link SlashCommand.Logs} or {@link SlashCommand.FollowLogs}, without repairs.
 *
 * @param line such as {@code logs web --since 1h --tail 50}
 * @param notes sentences: what the line shows differently
 */
public record LogsInstead(String line, List<String> notes) {
    public LogsInstead {
        notes = List.copyOf(notes);
    }

    /** Empty for a command that does something else, or something that no such line shows. */
    public static Optional<LogsInstead> of(SlashCommand.Exec exec) {
        return LogReader.of(exec.argv())
                .map(reading -> written(exec.selector(), reading))
                .filter(instead -> isReadBack(instead.line()));
    }

    private static LogsInstead written(Selector selector, LogReading reading) {
        boolean head = reading.head() && selector.task().isPresent();
        var line = new StringJoiner(" ", "logs ", "").add(selector.alias());
        selector.task().ifPresent(task -> line.add("--task " + task));
        selector.container().ifPresent(container -> line.add("--container " + container));
        since(selector, reading).ifPresent(since -> line.add("--since " + since));
        reading.until().ifPresent(until -> line.add("--until " + until));
        reading.grep().ifPresent(pattern -> line.add("--grep " + quoted(pattern)));
        reading.exclude().ifPresent(pattern -> line.add("--exclude " + quoted(pattern)));
        reading.lines().ifPresent(lines -> line.add((head ? "--head " : "--tail ") + lines));
        if (reading.follow()) {
            line.add("--follow");
        }
        var notes = new ArrayList<>(reading.notes());
        if (reading.head() && !head) {
            notes.add("The newest lines are shown; the oldest ones need --task ID.");
        }
        return new LogsInstead(line.toString(), notes);
    }

    /** A task that is named is read from its start, and what is followed begins now. */
    private static Optional<String> since(Selector selector, LogReading reading) {
        boolean unsaid = selector.task().isPresent() || reading.follow();
        return reading.since().or(() -> unsaid ? Optional.empty() : Optional.of(LogReading.USUAL_SINCE));
    }

    /** What begins with a dash is a value only in quotes. */
    private static String quoted(String pattern) {
        return pattern.startsWith("-") ? "'" + pattern + "'" : Argv.quoted(List.of(pattern));
    }

    private static boolean isReadBack(String line) {
        return SlashCommandParser.parse(line) instanceof Parsed.Ok(SlashCommand command, var repairs)
                && repairs.isEmpty()
                && (command instanceof SlashCommand.Logs || command instanceof SlashCommand.FollowLogs);
    }
}
