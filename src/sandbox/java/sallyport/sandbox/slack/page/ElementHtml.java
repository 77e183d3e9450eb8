package sallyport.sandbox.slack.page;

import java.util.List;
import java.util.stream.Stream;
import sallyport.sandbox.slack.blocks.Elements;
import sallyport.sandbox.slack.workspace.Directory;
import sallyport.sandbox.slack.workspace.Json;
import sallyport.sandbox.slack.workspace.Person;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Buttons, menus and inputs. Using one posts to {@code /ui/click}; inputs of a modal wait for its submission. */
final class ElementHtml {
    private static final String CLICK = "/ui/click";

    private final Texts texts;
    private final Directory directory;

    ElementHtml(Texts texts, Directory directory) {
        this.texts = texts;
        this.directory = directory;
    }

    Html render(Elements.Placed placed, Surface surface) {
        return switch (placed.type()) {
            case "button" -> button(placed, surface);
            case "overflow" -> overflow(placed, surface);
            case "plain_text_input" -> textInput(placed);
            case "static_select" -> select(placed, surface, options(placed), "initial_option");
            case "users_select" -> select(placed, surface, people(), "initial_user");
            case "external_select" -> externalSelect(placed, surface);
            case "checkboxes" -> choices(placed, surface, "checkbox");
            case "radio_buttons" -> choices(placed, surface, "radio");
            default -> Html.fragment();
        };
    }

    private Html button(Elements.Placed placed, Surface surface) {
        var element = placed.element();
        var style = element.path("style").asString("plain");
        var button = clickable(Html.el("button", "button " + style), placed, surface, vals(placed, surface))
                .attr("type", "button");
        Json.text(element, "accessibility_label").ifPresent(label -> button.attr("aria-label", label));
        return button.add(texts.of(element.path("text")));
    }

    private Html overflow(Elements.Placed placed, Surface surface) {
        var menu = Html.el("div", "menu").attr("role", "menu");
        placed.element().path("options").forEach(option -> {
            var vals = vals(placed, surface).put("value", option.path("value").asString(""));
            var item = Html.el("button", "menu-item").attr("type", "button").attr("role", "menuitem");
            menu.add(post(item, placed, surface, vals)
                    .testId(placed.actionId() + "-" + option.path("value").asString(""))
                    .add(texts.of(option.path("text"))));
        });
        var summary = Html.el("summary", "button plain", "\u22ef")
                .attr("aria-label", "More actions")
                .testId(placed.actionId());
        return Html.el("details", "overflow", summary, menu);
    }

    private Html textInput(Elements.Placed placed) {
        var element = placed.element();
        var initial = element.path("initial_value").asString("");
        var multiline = element.path("multiline").asBoolean(false);
        var input = multiline
                ? Html.el("textarea", "field").attr("rows", "4").text(initial)
                : Html.el("input", "field").attr("type", "text").attr("value", initial);
        return field(input, placed).attr("placeholder", texts.plain(element.path("placeholder")));
    }

    private record Choice(String value, String label) {}

    private Stream<Choice> options(Elements.Placed placed) {
        return placed.element().path("options").valueStream().map(this::choice);
    }

    private Choice choice(JsonNode option) {
        return new Choice(option.path("value").asString(""), texts.plain(option.path("text")));
    }

    private Stream<Choice> people() {
        return directory.people().stream()
                .filter(person -> !person.is(Person.Trait.BOT))
                .map(person -> new Choice(person.id(), person.realName()));
    }

    private Html select(Elements.Placed placed, Surface surface, Stream<Choice> choices, String initialField) {
        var initial = placed.element().path(initialField);
        var chosen = initial.isString()
                ? initial.stringValue()
                : initial.path("value").asString("");
        var placeholder = texts.plain(placed.element().path("placeholder"));
        var select = Html.el("select", "field select");
        select.add(Html.el("option").attr("value", "").text(placeholder.isEmpty() ? "Select an option" : placeholder));
        select.addAll(choices.map(choice -> Html.el("option")
                .attr("value", choice.value())
                .flag("selected", choice.value().equals(chosen))
                .text(choice.label())));
        return placed.isInput() ? field(select, placed) : acting(field(select, placed), placed, surface);
    }

    /** The application is asked for options while somebody types; what is chosen is an option's value. */
    private Html externalSelect(Elements.Placed placed, Surface surface) {
        var id = "options-" + Integer.toHexString((placed.blockId() + placed.actionId()).hashCode());
        var search =
                Html.el("input", "field").attr("type", "text").attr("list", id).attr("autocomplete", "off");
        var chosen = placed.element().path("initial_option").path("value").asString("");
        field(search, placed)
                .attr("value", chosen)
                .attr("placeholder", texts.plain(placed.element().path("placeholder")))
                .attr("hx-post", "/ui/options")
                .attr("hx-vals", vals(placed, surface))
                .attr("hx-trigger", "focus once, input changed delay:200ms")
                .attr("hx-target", "#" + id)
                .attr("hx-sync", "this:replace");
        return Html.el("div", "external", search, Html.el("datalist").attr("id", id));
    }

    private Html choices(Elements.Placed placed, Surface surface, String kind) {
        var element = placed.element();
        var initial = Stream.concat(
                        element.path("initial_options").valueStream(), Stream.of(element.path("initial_option")))
                .map(option -> option.path("value").asString(""))
                .toList();
        var group = Html.el("div", "choices").testId(placed.actionId());
        element.path("options").forEach(option -> group.add(choice(placed, option, initial, kind)));
        return placed.isInput() ? group : acting(group, placed, surface);
    }

    private Html choice(Elements.Placed placed, JsonNode option, List<String> initial, String kind) {
        var value = option.path("value").asString("");
        var box = Html.el("input")
                .attr("type", kind)
                .attr("name", InputNames.of(placed))
                .attr("value", value)
                .flag("checked", initial.contains(value))
                .testId(placed.actionId() + "-" + value);
        var words = Html.el("span", "choice-text", texts.of(option.path("text")));
        if (option.has("description")) {
            words.add(Html.el("span", "choice-description", texts.of(option.path("description"))));
        }
        return Html.el("label", "choice", box, words);
    }

    private static Html field(Html input, Elements.Placed placed) {
        return input.attr("name", InputNames.of(placed))
                .attr("aria-label", placed.block().path("label").path("text").asString(placed.actionId()))
                .flag("data-focus", placed.element().path("focus_on_load").asBoolean(false))
                .testId(placed.actionId());
    }

    /** A menu outside an input block acts as soon as something is chosen. */
    private Html acting(Html html, Elements.Placed placed, Surface surface) {
        return post(html, placed, surface, vals(placed, surface).put("from_input", InputNames.of(placed)))
                .attr("hx-trigger", "change");
    }

    private Html clickable(Html html, Elements.Placed placed, Surface surface, ObjectNode vals) {
        return post(html, placed, surface, vals).testId(placed.actionId());
    }

    private Html post(Html html, Elements.Placed placed, Surface surface, ObjectNode vals) {
        if (placed.element().has("confirm")) {
            html.attr("data-confirm", confirm(placed.element().path("confirm")));
        }
        return html.attr("hx-post", CLICK)
                .attr("hx-vals", vals)
                .attr("hx-include", surface.inputsSelector())
                .attr("hx-swap", "none")
                .attr("hx-disabled-elt", "this");
    }

    private ObjectNode confirm(JsonNode confirm) {
        var shown = Json.object().put("style", confirm.path("style").asString("primary"));
        for (var part : List.of("title", "text", "confirm", "deny")) {
            shown.put(part, texts.of(confirm.path(part)).toString());
        }
        return shown;
    }

    private static ObjectNode vals(Elements.Placed placed, Surface surface) {
        return surface.address().deepCopy().put("action_id", placed.actionId()).put("block_id", placed.blockId());
    }
}
