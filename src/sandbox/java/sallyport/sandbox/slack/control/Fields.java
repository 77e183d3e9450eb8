package sallyport.sandbox.slack.control;

import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import sallyport.sandbox.slack.workspace.Channel;
import sallyport.sandbox.slack.workspace.Json;
import sallyport.sandbox.slack.workspace.Message;
import sallyport.sandbox.slack.workspace.Person;
import sallyport.sandbox.slack.workspace.View;
import sallyport.sandbox.slack.workspace.Workspace;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The fields of one control request. Whatever is missing, unknown or of the wrong kind ends in a {@link BadField}. */
final class Fields {
    private final ObjectNode values;
    private final Workspace workspace;

    private Fields(ObjectNode values, Workspace workspace) {
        this.values = values;
        this.workspace = workspace;
    }

    /** A field outside {@code known} is refused, so that a misspelt one cannot pass unnoticed. */
    static Fields ofBody(Context context, Workspace workspace, String... known) {
        var body = Json.parseObject(context.body().isBlank() ? "{}" : context.body())
                .orElseThrow(() -> new BadField("the body must be one JSON object"));
        var allowed = List.of(known);
        body.propertyNames().stream()
                .filter(name -> !allowed.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new BadField("unknown field " + name + "; this takes: " + String.join(", ", allowed));
                });
        return new Fields(body, workspace);
    }

    static Fields ofQuery(Context context, Workspace workspace) {
        var values = Json.object();
        context.queryParamMap().forEach((name, given) -> values.put(name, given.getFirst()));
        return new Fields(values, workspace);
    }

    String text(String name) {
        return optionalText(name).orElseThrow(() -> new BadField("missing field " + name));
    }

    Optional<String> optionalText(String name) {
        var value = values.path(name);
        if (!value.isMissingNode() && !value.isNull() && !value.isString()) {
            throw new BadField("field " + name + " must be a string");
        }
        return Json.text(values, name);
    }

    /** What stands behind a slash command, which may be nothing. */
    String typed(String name) {
        return values.path(name).isString() ? values.path(name).stringValue() : text(name);
    }

    int positive(String name, int otherwise) {
        var value = values.path(name);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isInt() || value.intValue() < 1) {
            throw new BadField("field " + name + " must be a whole number from 1");
        }
        return value.intValue();
    }

    /** An absent object is empty. */
    ObjectNode object(String name) {
        return switch (values.path(name)) {
            case ObjectNode object -> object;
            case JsonNode node when node.isMissingNode() -> Json.object();
            default -> throw new BadField("field " + name + " must be an object");
        };
    }

    /** A string, or a list of strings. */
    List<String> texts(String name) {
        var value = values.path(name);
        var items = value.isArray() ? List.copyOf(value.values()) : List.of(value);
        if (value.isMissingNode()) {
            return List.of();
        }
        if (!items.stream().allMatch(JsonNode::isString)) {
            throw new BadField("field " + name + " must be a string or a list of strings");
        }
        return items.stream().map(JsonNode::stringValue).toList();
    }

    /** By id, or by the short name the page shows. */
    Person user() {
        var given = text("user");
        return workspace
                .directory()
                .person(given)
                .or(() -> workspace.directory().personNamed(given))
                .orElseThrow(() -> new BadField("no such user: " + given));
    }

    /** By id, or by name without the hash sign. */
    Channel channel() {
        var given = text("channel");
        return workspace.directory().channels().stream()
                .filter(channel -> channel.id().equals(given) || channel.name().equals(given))
                .findFirst()
                .orElseThrow(() -> new BadField("no such channel: " + given));
    }

    /** The message {@code ts} of {@code channel}, if this person can see it. */
    Message message(Person reader) {
        var ts = text("ts");
        return workspace
                .messages()
                .find(channel().id(), ts)
                .filter(message -> message.isSeenBy(reader.id()))
                .orElseThrow(() -> new BadField("no message " + ts + " that " + reader.name() + " can see"));
    }

    /** The view {@code view_id}, if this person has it open. */
    View view(Person owner) {
        var id = text("view_id");
        return workspace
                .views()
                .find(id)
                .filter(view -> view.user().equals(owner.id()))
                .orElseThrow(() -> new BadField("no view " + id + " open for " + owner.name()));
    }
}
