package sallyport.slack;

import java.util.Optional;
import sallyport.parse.LogSearch;
import sallyport.watch.LineFilter;
import sallyport.watch.LinePattern;

/** The patterns of a search, compiled, or the first that is none. */
sealed interface LogPatterns {
    record Compiled(LineFilter filter, Optional<LinePattern> highlight) implements LogPatterns {}

    /** @param sentence which option, what is wrong and what was not done, in Slack's markup */
    record Refused(String sentence) implements LogPatterns {}

    static LogPatterns of(LogSearch search) {
        var compiler = new Compiler();
        var filter = new LineFilter(
                search.filter(),
                compiler.compile("--grep", search.grep()),
                compiler.compile("--exclude", search.exclude()));
        var highlight = compiler.compile("--highlight", search.highlight());
        return compiler.problem.<LogPatterns>map(Refused::new).orElseGet(() -> new Compiled(filter, highlight));
    }

    /** Remembers the first problem. */
    final class Compiler {
        private Optional<String> problem = Optional.empty();

        private Optional<LinePattern> compile(String flag, Optional<String> text) {
            return text.map(LinePattern::read).flatMap(reading -> switch (reading) {
                case LinePattern.Reading.Read(var pattern) -> Optional.of(pattern);
                case LinePattern.Reading.Refused(var why) -> {
                    problem = problem.or(() -> Optional.of(SlackText.encode(why) + " It is the value of `" + flag
                            + "`; nothing was read. A plain word is a pattern too, with a backslash before `. ( [ + *`"
                            + " and the like."));
                    yield Optional.<LinePattern>empty();
                }
            });
        }
    }
}
