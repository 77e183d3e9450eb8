package sallyport.sandbox.slack.blocks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import sallyport.sandbox.slack.workspace.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What somebody filled in, checked against the blocks as the Slack client checks it before anything is sent:
 * {@code values} maps block id to action id to a string, or to a list of strings for checkboxes.
 */
public final class InputValues {
    /** Either the {@code state.values} of a payload, or a sentence for each input that is not right. */
    public sealed interface Read {
        record State(ObjectNode values) implements Read {}

        record Wrong(Map<String, String> sentences) implements Read {}
    }

    private InputValues() {}

    /** Reads values for a submission: required inputs must be there and lengths must fit. */
    public static Read submitted(JsonNode blocks, JsonNode values) {
        var wrong = new LinkedHashMap<String, String>();
        unknown(blocks, values).forEach(id -> wrong.put(id, "This view has no such input."));
        Elements.all(blocks)
                .filter(Elements.Placed::isInput)
                .forEach(input -> complaint(input, given(input, values))
                        .ifPresent(sentence -> wrong.put(input.blockId(), sentence)));
        return wrong.isEmpty() ? new Read.State(state(blocks, values)) : new Read.Wrong(wrong);
    }

    /** Reads values as they stand, complete or not, as a click in a view or message carries them. */
    public static ObjectNode state(JsonNode blocks, JsonNode values) {
        var state = Json.object();
        Elements.all(blocks).filter(placed -> isStateful(placed.type())).forEach(placed -> {
            var block = state.path(placed.blockId()) instanceof ObjectNode known
                    ? known
                    : state.putObject(placed.blockId());
            block.set(placed.actionId(), typed(placed.element(), given(placed, values)));
        });
        return state;
    }

    /** The fields an action or a state carries for an element in which {@code chosen} was picked or typed. */
    public static ObjectNode typed(ObjectNode element, List<String> chosen) {
        var type = element.path("type").asString("");
        var json = Json.object().put("type", type);
        var first = chosen.stream().findFirst();
        switch (type) {
            case "plain_text_input" -> put(json, "value", first);
            case "users_select" -> put(json, "selected_user", first);
            case "checkboxes" ->
                chosen.forEach(value -> option(element, value).ifPresent(json.withArray("/selected_options")::add));
            case "button" -> put(json, "value", Json.text(element, "value"));
            default ->
                first.flatMap(value -> option(element, value))
                        .ifPresentOrElse(
                                option -> json.set("selected_option", option), () -> json.putNull("selected_option"));
        }
        if (type.equals("checkboxes")) {
            json.withArray("/selected_options");
        }
        return json;
    }

    private static Optional<ObjectNode> option(ObjectNode element, String value) {
        if (element.path("type").asString("").equals("external_select")) {
            var option = Json.object();
            option.putObject("text").put("type", "plain_text").put("text", value);
            return Optional.of(option.put("value", value));
        }
        return element.path("options")
                .valueStream()
                .filter(option -> option.path("value").asString("").equals(value))
                .map(option -> (ObjectNode) option.deepCopy())
                .findFirst();
    }

    private static boolean isStateful(String type) {
        return !type.equals("button") && !type.equals("overflow");
    }

    private static Optional<String> complaint(Elements.Placed input, List<String> given) {
        if (given.isEmpty()) {
            return input.isOptional() ? Optional.empty() : Optional.of("Please complete this required field.");
        }
        if (!input.type().equals("plain_text_input")) {
            var offered = given.stream()
                    .allMatch(value -> input.type().equals("users_select")
                            || option(input.element(), value).isPresent());
            return offered ? Optional.empty() : Optional.of("That is not one of the options.");
        }
        var length = given.getFirst().length();
        var least = input.element().path("min_length").asInt(0);
        var most = input.element().path("max_length").asInt(3_000);
        if (length < least) {
            return Optional.of("Must be at least " + least + " characters.");
        }
        return length > most ? Optional.of("Must be at most " + most + " characters.") : Optional.empty();
    }

    private static Stream<String> unknown(JsonNode blocks, JsonNode values) {
        return values.propertyStream()
                .flatMap(block -> block.getValue()
                        .propertyStream()
                        .filter(action -> Elements.find(blocks, action.getKey(), Optional.of(block.getKey()))
                                .isEmpty())
                        .map(action -> block.getKey()))
                .distinct();
    }

    /** What was given, or the element's own initial value when nothing was said about it. */
    private static List<String> given(Elements.Placed placed, JsonNode values) {
        var value = values.path(placed.blockId()).path(placed.actionId());
        if (value.isMissingNode()) {
            return initial(placed.element());
        }
        var texts = value.isArray() ? value.valueStream().map(JsonNode::asString) : Stream.of(value.asString(""));
        return texts.filter(text -> !text.isEmpty()).toList();
    }

    private static List<String> initial(ObjectNode element) {
        var options = Stream.concat(
                        element.path("initial_options").valueStream(), Stream.of(element.path("initial_option")))
                .flatMap(option -> Json.text(option, "value").stream());
        var plain = Stream.of("initial_value", "initial_user").flatMap(field -> Json.text(element, field).stream());
        return Stream.concat(options, plain).toList();
    }

    private static void put(ObjectNode json, String field, Optional<String> value) {
        value.ifPresentOrElse(text -> json.put(field, text), () -> json.putNull(field));
    }
}
