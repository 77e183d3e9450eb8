package sallyport.parse;

import java.util.ArrayList;
import java.util.List;

/** Words as the agent in the container would split them, for tests that go around what the parser refuses. */
public final class AgentSplit {
    private AgentSplit() {}

    /** The words, with a comment as one more; none where a quote stays open. */
    public static List<String> words(String line) {
        return switch (Shlex.split(line)) {
            case Shlex.Split.Words words -> {
                var texts = new ArrayList<>(words.texts());
                words.comment().ifPresent(index -> texts.add(line.substring(index)));
                yield texts;
            }
            case Shlex.Split.Unbalanced _ -> List.of();
        };
    }
}
