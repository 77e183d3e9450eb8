package sallyport.sandbox.slack.blocks;

import static sallyport.sandbox.slack.blocks.Rule.bool;
import static sallyport.sandbox.slack.blocks.Rule.list;
import static sallyport.sandbox.slack.blocks.Rule.text;
import static sallyport.sandbox.slack.blocks.Shape.typed;
import static sallyport.sandbox.slack.blocks.TextShapes.any;
import static sallyport.sandbox.slack.blocks.TextShapes.plain;

import java.util.HashMap;
import java.util.Map;

/** The blocks the sandbox knows and their limits (docs.slack.dev, Block Kit reference). */
final class BlockShapes {
    static final int HEADER_TEXT = 150;
    static final int SECTION_TEXT = 3_000;
    static final int SECTION_FIELDS = 10;
    static final int FIELD_TEXT = 2_000;
    static final int CONTEXT_ELEMENTS = 10;
    static final int ACTION_ELEMENTS = 25;
    private static final int LABEL = 2_000;
    private static final int ID = 255;

    private BlockShapes() {}

    static Rule block() {
        return new ByType(
                "block",
                Map.of(
                        "header", block(typed().required("text", plain(HEADER_TEXT))),
                        "section", section(),
                        "context", block(typed().required("elements", list(1, CONTEXT_ELEMENTS, contextElement()))),
                        "divider", block(typed()),
                        "actions", block(typed().required("elements", list(1, ACTION_ELEMENTS, actionElement()))),
                        "rich_text", TextShapes.richText(),
                        "image", block(ElementShapes.image().optional("title", plain(LABEL))),
                        "input", input()));
    }

    private static Rule section() {
        var shape = block(typed().optional("text", any(SECTION_TEXT))
                .optional("fields", list(1, SECTION_FIELDS, any(FIELD_TEXT)))
                .optional("accessory", accessory())
                .optional("expand", bool()));
        return Rule.both(shape, (node, at, complaints) -> {
            if (!node.has("text") && !node.has("fields")) {
                Rule.complain(complaints, "must have text or fields", at);
            }
        });
    }

    private static Shape input() {
        return block(typed().required("label", plain(LABEL))
                .required("element", new ByType("input element", ElementShapes.inputs()))
                .optional("hint", plain(LABEL))
                .optional("optional", bool())
                .optional("dispatch_action", bool()));
    }

    private static Rule contextElement() {
        Rule image = ElementShapes.image();
        return (node, at, complaints) -> {
            var rule = node.path("type").asString("").equals("image") ? image : any(FIELD_TEXT);
            rule.check(node, at, complaints);
        };
    }

    private static Rule actionElement() {
        var elements = new HashMap<>(ElementShapes.inputs());
        elements.put("button", ElementShapes.button());
        elements.put("overflow", ElementShapes.overflow());
        return new ByType("action element", elements);
    }

    private static Rule accessory() {
        var elements = new HashMap<>(ElementShapes.inputs());
        elements.remove("plain_text_input");
        elements.put("button", ElementShapes.button());
        elements.put("overflow", ElementShapes.overflow());
        elements.put("image", ElementShapes.image());
        return new ByType("accessory", elements);
    }

    private static Shape block(Shape shape) {
        return shape.optional("block_id", text(ID));
    }
}
