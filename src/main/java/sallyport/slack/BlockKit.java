package sallyport.slack;

import com.slack.api.model.block.ActionsBlock;
import com.slack.api.model.block.Blocks;
import com.slack.api.model.block.ContextBlock;
import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.block.RichTextBlock;
import com.slack.api.model.block.SectionBlock;
import com.slack.api.model.block.composition.MarkdownTextObject;
import com.slack.api.model.block.element.BlockElement;
import com.slack.api.model.block.element.RichTextElement;
import com.slack.api.model.block.element.RichTextPreformattedElement;
import com.slack.api.model.block.element.RichTextQuoteElement;
import com.slack.api.model.block.element.RichTextSectionElement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import sallyport.request.Actor;
import sallyport.request.Person;

/**
 * The few kinds of blocks we send. Whatever is not ours goes through {@link #preformatted}, {@link #quote} or the text
 * elements, which Slack shows to the letter; only {@link #markup} and {@link #context} are parsed by Slack, so they
 * take our words, {@link #mention}s and names as {@link #code}.
 */
final class BlockKit {
    private static final DateTimeFormatter UTC =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private BlockKit() {}

    static SectionBlock markup(String blockId, String mrkdwn) {
        return Blocks.section(section -> section.blockId(blockId)
                .text(MarkdownTextObject.builder().text(mrkdwn).verbatim(true).build()));
    }

    static ContextBlock context(String blockId, String mrkdwn) {
        return Blocks.context(
                blockId,
                List.of(MarkdownTextObject.builder().text(mrkdwn).verbatim(true).build()));
    }

    static RichTextBlock preformatted(String blockId, String text) {
        var element = RichTextPreformattedElement.builder()
                .elements(List.of(text(text)))
                .build();
        return RichTextBlock.builder()
                .blockId(blockId)
                .elements(List.of(element))
                .build();
    }

    static RichTextBlock quote(String blockId, String text) {
        var element =
                RichTextQuoteElement.builder().elements(List.of(text(text))).build();
        return RichTextBlock.builder()
                .blockId(blockId)
                .elements(List.of(element))
                .build();
    }

    static RichTextBlock line(String blockId, String text) {
        var element =
                RichTextSectionElement.builder().elements(List.of(text(text))).build();
        return RichTextBlock.builder()
                .blockId(blockId)
                .elements(List.of(element))
                .build();
    }

    static ActionsBlock actions(String blockId, List<BlockElement> elements) {
        return Blocks.actions(blockId, elements);
    }

    private static RichTextElement text(String text) {
        return RichTextSectionElement.Text.builder().text(text).build();
    }

    /** A name of AWS or of the configuration inside our markup, shown to the letter. */
    static String code(String name) {
        return "`" + SlackText.encode(Printable.line(name).replace('`', '\'')) + "`";
    }

    /** A person's name as Slack shows it; the id comes from Slack, and anything that is none is shown to the letter. */
    static String mention(Person person) {
        return person.userId().matches("[UW][A-Z0-9]+")
                ? "<@" + person.userId() + ">"
                : SlackText.encode(person.userId());
    }

    static String mention(Actor actor) {
        return switch (actor) {
            case Actor.Human human -> mention(human.person());
            case Actor.Component _ -> "Sallyport";
        };
    }

    /** A moment in the reader's own time zone. */
    static String moment(Instant at) {
        return "<!date^" + at.getEpochSecond() + "^{date_short_pretty} {time}|" + UTC.format(at) + ">";
    }

    static SlackMessage sentence(String mrkdwn) {
        return new SlackMessage(mrkdwn, List.<LayoutBlock>of(markup("sentence", mrkdwn)));
    }
}
