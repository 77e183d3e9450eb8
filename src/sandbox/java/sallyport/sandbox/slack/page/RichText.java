package sallyport.sandbox.slack.page;

import java.util.List;
import java.util.stream.Stream;
import sallyport.sandbox.slack.workspace.Json;
import tools.jackson.databind.JsonNode;

/** {@code rich_text} blocks. Their text is literal: nothing in it is parsed, so nothing in it can mention or link. */
final class RichText {
    private static final List<Style> STYLES = List.of(
            new Style("bold", "strong"),
            new Style("italic", "em"),
            new Style("strike", "del"),
            new Style("underline", "u"));

    private record Style(String name, String tag) {}

    private final References references;

    RichText(References references) {
        this.references = references;
    }

    Html render(JsonNode block) {
        return Html.el("div", "rich-text")
                .addAll(block.path("elements").valueStream().map(this::part));
    }

    private Html part(JsonNode part) {
        return switch (part.path("type").asString("")) {
            case "rich_text_preformatted" -> leaves(Html.el("pre", "fence").testId("preformatted"), part);
            case "rich_text_quote" -> leaves(Html.el("blockquote", "quote"), part);
            case "rich_text_list" -> list(part);
            default -> leaves(Html.el("div", "rich-section"), part);
        };
    }

    private Html list(JsonNode part) {
        var ordered = part.path("style").asString("").equals("ordered");
        var list = Html.el(
                ordered ? "ol" : "ul", "rich-list indent-" + part.path("indent").asInt(0));
        if (ordered) {
            list.attr("start", Integer.toString(part.path("offset").asInt(0) + 1));
        }
        return list.addAll(items(part).map(item -> leaves(Html.el("li"), item)));
    }

    private static Stream<JsonNode> items(JsonNode part) {
        return part.path("elements").valueStream();
    }

    private Html leaves(Html container, JsonNode part) {
        return container.addAll(items(part).map(this::leaf));
    }

    private Html leaf(JsonNode leaf) {
        var text = leaf.path("text").asString("");
        var plain = switch (leaf.path("type").asString("")) {
            case "link" -> link(leaf);
            case "user" -> references.user(leaf.path("user_id").asString(""));
            case "usergroup" -> references.group(leaf.path("usergroup_id").asString(""));
            case "channel" -> references.channel(leaf.path("channel_id").asString(""));
            case "broadcast" -> references.broadcast(leaf.path("range").asString(""));
            case "date" ->
                references.date(
                        leaf.path("timestamp").asLong(0), leaf.path("format").asString(""));
            case "emoji" -> emoji(leaf.path("name").asString(""));
            default -> Html.textOf(text);
        };
        return styled(plain, leaf.path("style"));
    }

    private Html link(JsonNode leaf) {
        var url = leaf.path("url").asString("");
        var label = Json.text(leaf, "text");
        return References.isLink(url) ? references.link(url, label) : Html.textOf(label.orElse(url));
    }

    private static Html emoji(String name) {
        return Emoji.named(name).orElseGet(() -> Html.textOf(":" + name + ":"));
    }

    private static Html styled(Html plain, JsonNode style) {
        var styled = style.path("code").asBoolean(false) ? Html.el("code", "code", plain) : plain;
        for (var known : STYLES) {
            if (style.path(known.name()).asBoolean(false)) {
                styled = Html.el(known.tag()).add(styled);
            }
        }
        return styled;
    }
}
