package sallyport.slack;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.ButtonElement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import sallyport.output.Page;
import sallyport.request.RequestId;

/** The messages of one follow: what is followed, with its button, and the lines in its thread. Pure. */
final class FollowMessage {
    /** The id of its button's action; messages already posted carry it, so it does not change. */
    static final String STOP = "logs.stop";

    private FollowMessage() {}

    /** @param until when it ends at the latest; said, so that a message nobody could edit any more is not believed */
    static SlackMessage underWay(RequestId id, String heading, Instant until) {
        var button = ButtonElement.builder()
                .actionId(STOP)
                .text(PlainTextObject.builder().text("Stop").emoji(false).build())
                .value(id.value())
                .style("danger")
                .build();
        return new SlackMessage(
                "Following logs",
                List.of(
                        BlockKit.markup("heading", heading),
                        BlockKit.context(
                                "until",
                                "Lines come in the thread until " + BlockKit.moment(until) + " at the latest."),
                        BlockKit.actions("stop", List.of(button))));
    }

    /**
     * The same without its button.
     *
     * @param end a sentence, in Slack's markup
     */
    static SlackMessage ended(String heading, String end) {
        return new SlackMessage(
                "Logs were followed",
                List.of(BlockKit.markup("heading", heading), BlockKit.markup("end", ":black_square_for_stop: " + end)));
    }

    /** What is known of a follow of a process that is gone. */
    static SlackMessage forgotten() {
        return ended("*Logs* were followed here", "Sallyport was restarted since, so this has ended. Ask again.");
    }

    static SlackMessage lines(Page page) {
        var blocks = new ArrayList<LayoutBlock>();
        if (page.skippedLines() > 0) {
            blocks.add(BlockKit.context(
                    "skipped",
                    Words.count(page.skippedLines(), "earlier line is", "earlier lines are")
                            + " not shown here; all lines are attached at the end."));
        }
        if (page.text().isBlank()) {
            blocks.add(BlockKit.context("silence", page.last() ? "No lines." : "No lines yet."));
        } else {
            blocks.add(BlockKit.preformatted("lines", page.text()));
        }
        return new SlackMessage("Log lines", blocks);
    }
}
