package sallyport.sandbox.slack.page;

import java.util.Map;
import java.util.stream.Stream;
import sallyport.sandbox.slack.blocks.Elements;
import sallyport.sandbox.slack.workspace.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Blocks. What reaches this class has passed {@code BlockRules}, so an unknown type is a bug of ours. */
final class BlockHtml {
    private final Texts texts;
    private final RichText richText;
    private final ElementHtml elements;

    BlockHtml(Texts texts, RichText richText, ElementHtml elements) {
        this.texts = texts;
        this.richText = richText;
        this.elements = elements;
    }

    /** {@code errors}: sentences to show under inputs, by block id. */
    Html render(JsonNode blocks, Surface surface, Map<String, String> errors) {
        return Html.el("div", "blocks")
                .addAll(blocks.valueStream().map(block -> block((ObjectNode) block, surface, errors)));
    }

    private Html block(ObjectNode block, Surface surface, Map<String, String> errors) {
        var type = block.path("type").asString("");
        var html = switch (type) {
            case "header" -> Html.el("h3", "header", texts.of(block.path("text")));
            case "section" -> section(block, surface);
            case "context" -> Html.el("div", "context").addAll(parts(block).map(this::contextPart));
            case "divider" -> Html.el("hr", "divider");
            case "actions" -> Html.el("div", "actions").addAll(parts(block).map(e -> element(block, e, surface)));
            case "rich_text" -> richText.render(block);
            case "image" -> image(block);
            case "input" -> input(block, surface, errors);
            default -> throw new IllegalStateException("BlockRules let a block of type " + type + " through");
        };
        return html.attr("data-block-id", block.path("block_id").asString(""));
    }

    private Html section(ObjectNode block, Surface surface) {
        var body = Html.el("div", "section-body");
        if (block.has("text")) {
            body.add(Html.el("div", "section-text", texts.of(block.path("text"))));
        }
        if (block.has("fields")) {
            body.add(Html.el("div", "fields")
                    .addAll(block.path("fields")
                            .valueStream()
                            .map(field -> Html.el("div", "field-cell", texts.of(field)))));
        }
        var section = Html.el("div", "section", body);
        return switch (block.path("accessory")) {
            case ObjectNode image when image.path("type").asString("").equals("image") -> section.add(image(image));
            case ObjectNode accessory -> section.add(Html.el("div", "accessory", element(block, accessory, surface)));
            default -> section;
        };
    }

    private static Stream<JsonNode> parts(JsonNode block) {
        return block.path("elements").valueStream();
    }

    private Html contextPart(JsonNode part) {
        return part.path("type").asString("").equals("image")
                ? image(part)
                : Html.el("span", "context-text", texts.of(part));
    }

    private Html element(ObjectNode block, JsonNode element, Surface surface) {
        return elements.render(new Elements.Placed(block, (ObjectNode) element), surface);
    }

    /** The sandbox fetches nothing from elsewhere; the alternative text says what would be there. */
    private Html image(JsonNode image) {
        return Html.el("div", "image-box", image.path("alt_text").asString("")).attr("role", "img");
    }

    private Html input(ObjectNode block, Surface surface, Map<String, String> errors) {
        var placed = new Elements.Placed(block, (ObjectNode) block.path("element"));
        var label = Html.el("div", "label", texts.of(block.path("label")));
        if (placed.isOptional()) {
            label.add(Html.el("span", "optional", " (optional)"));
        }
        var error = errors.get(placed.blockId());
        var html = Html.el("div", error == null ? "input" : "input wrong", label, elements.render(placed, surface));
        if (error != null) {
            html.add(Html.el("div", "input-error", error).attr("role", "alert").testId("error-" + placed.blockId()));
        }
        return Json.text(block.path("hint"), "text").isPresent()
                ? html.add(Html.el("div", "hint", texts.of(block.path("hint"))))
                : html;
    }
}
