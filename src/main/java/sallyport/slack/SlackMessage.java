package sallyport.slack;

import com.slack.api.model.block.LayoutBlock;
import java.util.List;

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
}
