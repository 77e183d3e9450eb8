package sallyport.sandbox.slack.api;

import static sallyport.sandbox.slack.api.Method.Tier.TIER_4;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import sallyport.sandbox.slack.blocks.BlockRules;
import sallyport.sandbox.slack.blocks.Elements;
import sallyport.sandbox.slack.workspace.Json;
import sallyport.sandbox.slack.workspace.Triggers;
import sallyport.sandbox.slack.workspace.View;
import sallyport.sandbox.slack.workspace.Workspace;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code views.*}. */
final class ViewMethods {
    private final Workspace workspace;

    ViewMethods(Workspace workspace) {
        this.workspace = workspace;
    }

    List<Method> methods() {
        return List.of(
                new Method("views.open", TIER_4, this::open),
                new Method("views.push", TIER_4, this::push),
                new Method("views.update", TIER_4, this::update),
                new Method("views.publish", TIER_4, this::publish));
    }

    private Answer open(Arguments arguments) {
        return triggered(arguments, (user, content) -> shown(workspace.views().open(user, content)));
    }

    private Answer push(Arguments arguments) {
        return triggered(
                arguments,
                (user, content) -> workspace
                        .views()
                        .push(user, content)
                        .map(this::shown)
                        .orElseGet(() -> Answer.refused("push_limit_reached")));
    }

    private Answer triggered(Arguments arguments, BiFunction<String, ObjectNode, Answer> then) {
        return content(arguments, BlockRules::modal, content -> {
            var external = Json.text(content, "external_id");
            if (external.flatMap(workspace.views()::byExternalId).isPresent()) {
                return Answer.refused("duplicate_external_id");
            }
            return arguments
                    .text("trigger_id")
                    .map(trigger -> switch (workspace.triggers().redeem(trigger)) {
                        case Triggers.Redeemed.Valid(var user) -> then.apply(user, content);
                        case Triggers.Redeemed.Expired _ -> Answer.refused("expired_trigger_id");
                        case Triggers.Redeemed.Exchanged _ -> Answer.refused("exchanged_trigger_id");
                        case Triggers.Redeemed.Unknown _ -> Answer.refused("invalid_trigger_id");
                    })
                    .orElseGet(() -> Answer.missing("trigger_id"));
        });
    }

    private Answer update(Arguments arguments) {
        return content(
                arguments,
                ViewMethods::rulesOfEitherKind,
                content -> target(arguments)
                        .map(view -> {
                            var hash = arguments.text("hash");
                            return hash.isPresent() && !hash.get().equals(view.hash())
                                    ? Answer.refused("hash_conflict")
                                    : replaced(view, content);
                        })
                        .orElseGet(() -> Answer.refused("not_found")));
    }

    private static List<String> rulesOfEitherKind(JsonNode view) {
        return view.path("type").asString("").equals("home") ? BlockRules.home(view) : BlockRules.modal(view);
    }

    private Answer replaced(View view, ObjectNode content) {
        return workspace
                .views()
                .replace(view.id(), content)
                .map(this::shown)
                .orElseGet(() -> Answer.refused("not_found"));
    }

    private Optional<View> target(Arguments arguments) {
        return arguments
                .text("view_id")
                .flatMap(workspace.views()::find)
                .or(() -> arguments.text("external_id").flatMap(workspace.views()::byExternalId));
    }

    private Answer publish(Arguments arguments) {
        return content(arguments, BlockRules::home, content -> {
            var user = arguments.text("user_id").orElse("");
            if (workspace.directory().person(user).isEmpty()) {
                return Answer.refused("user_not_found");
            }
            var stale = workspace
                    .views()
                    .home(user)
                    .filter(home -> arguments
                            .text("hash")
                            .filter(hash -> !hash.equals(home.hash()))
                            .isPresent());
            return stale.isPresent()
                    ? Answer.refused("hash_conflict")
                    : shown(workspace.views().publishHome(user, content));
        });
    }

    private Answer content(
            Arguments arguments, Function<JsonNode, List<String>> rules, Function<ObjectNode, Answer> then) {
        if (!(arguments.json("view").orElse(Json.array()) instanceof ObjectNode view)) {
            return Answer.missing("view");
        }
        var complaints = rules.apply(view);
        if (!complaints.isEmpty()) {
            return Answer.refused("invalid_arguments", complaints);
        }
        var content = view.deepCopy();
        content.set("blocks", Elements.withIds(view.path("blocks"), workspace.ids()));
        return then.apply(content);
    }

    private Answer shown(View view) {
        var answer = Json.object();
        answer.set("view", view.toJson(Json.object()));
        return Answer.ok(answer);
    }
}
