package sallyport.slack;

import com.slack.api.model.block.LayoutBlock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import sallyport.request.Argv;
import sallyport.request.CodePoint;

/** Says beneath a command which characters in it are not ASCII, because some look like others. */
final class BeyondAscii {
    /** Characters that are named for one argument, each once; the command itself is always whole. */
    static final int MOST_NAMED = 8;

    /** Arguments that are gone into: with {@link #MOST_NAMED} and the longest names, within the 3,000 of one block. */
    static final int MOST_ARGUMENTS = 3;

    private BeyondAscii() {}

    static Optional<LayoutBlock> of(Argv argv) {
        var beyond = argv.beyondAscii();
        if (beyond.isEmpty()) {
            return Optional.empty();
        }
        var named = beyond.entrySet().stream()
                .limit(MOST_ARGUMENTS)
                .map(entry -> "argument " + entry.getKey() + " holds " + names(entry.getValue()))
                .collect(Collectors.joining("; "));
        int more = beyond.size() - MOST_ARGUMENTS;
        return Optional.of(BlockKit.context(
                "beyond-ascii",
                ":warning: Not only ASCII: " + named
                        + (more > 0 ? "; and " + Words.count(more, "more argument", "more arguments") : "") + "."));
    }

    private static String names(List<CodePoint> characters) {
        var named = characters.stream()
                .limit(MOST_NAMED)
                .map(character -> BlockKit.code(character.toString()) + " " + character.name())
                .collect(Collectors.joining(", "));
        int more = characters.size() - MOST_NAMED;
        return named + (more > 0 ? " and " + more + " more" : "");
    }
}
