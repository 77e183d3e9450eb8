package sallyport.slack;

import com.slack.api.model.block.LayoutBlock;
import java.util.List;
import java.util.stream.Stream;

/**
 * A message to post.
 *
 * @param text what notifications and screen readers say; ours, never a container's words, since Slack parses it
 * @param blocks what is shown
 */
record SlackMessage(String text, List<LayoutBlock> blocks) {
    SlackMessage {
        blocks = List.copyOf(blocks);
    }

    /** The same with one more block at its end. */
    SlackMessage with(LayoutBlock block) {
        return new SlackMessage(
                text, Stream.concat(blocks.stream(), Stream.of(block)).toList());
    }
}
