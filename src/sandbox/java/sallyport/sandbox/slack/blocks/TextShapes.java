package sallyport.sandbox.slack.blocks;

import static sallyport.sandbox.slack.blocks.Rule.bool;
import static sallyport.sandbox.slack.blocks.Rule.integer;
import static sallyport.sandbox.slack.blocks.Rule.list;
import static sallyport.sandbox.slack.blocks.Rule.oneOf;
import static sallyport.sandbox.slack.blocks.Rule.text;
import static sallyport.sandbox.slack.blocks.Shape.object;
import static sallyport.sandbox.slack.blocks.Shape.typed;

import java.util.Map;

/** Text objects and rich text (docs.slack.dev, Block Kit reference). */
final class TextShapes {
    /** A rich text leaf has no own published limit; the total of the message binds first. */
    private static final int RICH_TEXT = 12_000;

    private static final int ID = 255;
    private static final int URL = 3_000;
    private static final int MAX_INDENT = 8;
    private static final int MAX_ELEMENTS = 1_000;

    private TextShapes() {}

    static Rule plain(int most) {
        return new ByType("text object", Map.of("plain_text", plainText(most)));
    }

    static Rule any(int most) {
        var markdown = typed().required("text", text(most)).optional("verbatim", bool());
        return new ByType("text object", Map.of("plain_text", plainText(most), "mrkdwn", markdown));
    }

    private static Shape plainText(int most) {
        return typed().required("text", text(most)).optional("emoji", bool());
    }

    static Shape richText() {
        var section = typed().required("elements", list(0, MAX_ELEMENTS, leaf()));
        var bordered =
                typed().required("elements", list(0, MAX_ELEMENTS, leaf())).optional("border", integer(0, 1));
        var preformatted = typed().required("elements", list(0, MAX_ELEMENTS, verbatimLeaf()))
                .optional("border", integer(0, 1))
                .optional("language", text(ID));
        var bullets = typed().required(
                        "elements",
                        list(1, MAX_ELEMENTS, new ByType("list item", Map.of("rich_text_section", section))))
                .required("style", oneOf("bullet", "ordered"))
                .optional("indent", integer(0, MAX_INDENT))
                .optional("offset", integer(0, Integer.MAX_VALUE))
                .optional("border", integer(0, 1));
        var parts = new ByType(
                "rich text element",
                Map.of(
                        "rich_text_section", section,
                        "rich_text_preformatted", preformatted,
                        "rich_text_quote", bordered,
                        "rich_text_list", bullets));
        return typed().required("elements", list(1, MAX_ELEMENTS, parts)).optional("block_id", text(ID));
    }

    private static Rule leaf() {
        return new ByType(
                "rich text leaf",
                Map.of(
                        "text", typed().required("text", text(RICH_TEXT)).optional("style", style()),
                        "link", link(),
                        "user", typed().required("user_id", text(ID)).optional("style", style()),
                        "usergroup", typed().required("usergroup_id", text(ID)).optional("style", style()),
                        "channel", typed().required("channel_id", text(ID)).optional("style", style()),
                        "emoji",
                                typed().required("name", text(ID))
                                        .optional("unicode", text(ID))
                                        .optional("style", style()),
                        "broadcast", typed().required("range", oneOf("here", "channel", "everyone")),
                        "date", date()));
    }

    private static Rule verbatimLeaf() {
        var words = typed().required("text", text(RICH_TEXT)).optional("style", style());
        return new ByType("preformatted leaf", Map.of("text", words, "link", link()));
    }

    private static Shape link() {
        return typed().required("url", text(URL))
                .optional("text", text(RICH_TEXT))
                .optional("unsafe", bool())
                .optional("style", style());
    }

    private static Shape date() {
        return typed().required("timestamp", integer(0, Integer.MAX_VALUE))
                .required("format", text(ID))
                .optional("url", text(URL))
                .optional("fallback", text(RICH_TEXT));
    }

    private static Shape style() {
        return object().optional("bold", bool())
                .optional("italic", bool())
                .optional("strike", bool())
                .optional("code", bool())
                .optional("underline", bool());
    }
}
