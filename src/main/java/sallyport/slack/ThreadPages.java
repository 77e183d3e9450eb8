package sallyport.slack;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.List;

/** Long text for a thread, cut between its paragraphs into blocks and messages that Slack takes. */
final class ThreadPages {
    /** Characters of one block; Slack takes 3,000 of a text. */
    static final int MAX_BLOCK = 2_900;

    /** Characters of one message; Slack takes about 13,000 of a message's blocks together. */
    static final int MAX_MESSAGE = 9_000;

    private final String title;
    private final List<SlackMessage> messages = new ArrayList<>();
    private final List<LayoutBlock> blocks = new ArrayList<>();
    private final StringBuilder block = new StringBuilder();
    private int length;

    private ThreadPages(String title) {
        this.title = title;
    }

    /**
     * @param title what notifications say; ours
     * @param paragraphs shown to the letter, each with lines of its own; one that is too long for a block is cut
     */
    static List<SlackMessage> of(String title, List<String> paragraphs) {
        var pages = new ThreadPages(title);
        paragraphs.forEach(pages::add);
        pages.endMessage();
        return List.copyOf(pages.messages);
    }

    private void add(String paragraph) {
        var text = shortened(paragraph, MAX_BLOCK);
        if (block.length() + 1 + text.length() > MAX_BLOCK) {
            endBlock();
        }
        if (length + block.length() + 1 + text.length() > MAX_MESSAGE) {
            endMessage();
        }
        block.append(block.isEmpty() ? "" : "\n").append(text);
    }

    private void endBlock() {
        if (!block.isEmpty()) {
            blocks.add(BlockKit.preformatted("page-" + messages.size() + "-" + blocks.size(), block.toString()));
            length += block.length();
            block.setLength(0);
        }
    }

    private void endMessage() {
        endBlock();
        if (!blocks.isEmpty()) {
            messages.add(new SlackMessage(title, blocks));
            blocks.clear();
            length = 0;
        }
    }

    /** At most so many code points, with an ellipsis in place of what is left out. */
    static String shortened(String text, int most) {
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }
}
