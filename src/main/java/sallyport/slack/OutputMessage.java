package sallyport.slack;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import sallyport.output.Page;

/**
 * The message in a card's thread that shows what a run wrote. The container's words stand in one preformatted element,
 * which Slack shows to the letter: no mention, link or markup in them works. Pure.
 */
final class OutputMessage {
    /** What notifications say; constant, because Slack parses it. */
    static final String FALLBACK = "Output of a command";

    private OutputMessage() {}

    /** @param ended how the run ended, if it has */
    static SlackMessage of(Page page, Optional<Story> ended) {
        var blocks = new ArrayList<LayoutBlock>();
        if (page.skippedLines() > 0) {
            blocks.add(BlockKit.context("skipped", skipped(page)));
        }
        if (page.text().isBlank()) {
            blocks.add(BlockKit.context("silence", page.last() ? "No output." : "No output yet."));
        } else {
            blocks.add(BlockKit.preformatted("output", page.text()));
        }
        ended.map(Headline::of).ifPresent(end -> blocks.addAll(end(end, page)));
        return new SlackMessage(FALLBACK, blocks);
    }

    /** How a run ended, where no output can be edited to say so. */
    static SlackMessage ending(Story story) {
        var headline = Headline.of(story);
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockKit.markup("end", BlockKit.mention(story.request().requester()) + " " + headline.line()));
        headline.detail().ifPresent(detail -> blocks.add(BlockKit.line("detail", detail)));
        return new SlackMessage(headline.word(), blocks);
    }

    private static String skipped(Page page) {
        return Words.count(page.skippedLines(), "earlier line is", "earlier lines are")
                + " not shown here; the whole output is attached at the end.";
    }

    private static List<LayoutBlock> end(Headline end, Page page) {
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(BlockKit.markup("end", end.line()));
        end.detail().ifPresent(detail -> blocks.add(BlockKit.line("detail", detail)));
        blocks.add(BlockKit.context("amount", Words.count(page.totalBytes(), "byte", "bytes") + " of output"));
        return blocks;
    }
}
