package sallyport.sandbox.slack.api;

import static sallyport.sandbox.slack.api.Method.Tier.FREE;
import static sallyport.sandbox.slack.api.Method.Tier.TIER_2;
import static sallyport.sandbox.slack.api.Method.Tier.TIER_4;

import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import sallyport.sandbox.slack.workspace.Json;
import sallyport.sandbox.slack.workspace.Seed;
import sallyport.sandbox.slack.workspace.Workspace;

/** {@code auth.test}, {@code users.*} and {@code usergroups.*}. */
final class PeopleMethods {
    private final Workspace workspace;
    private final Supplier<URI> endpoint;

    PeopleMethods(Workspace workspace, Supplier<URI> endpoint) {
        this.workspace = workspace;
        this.endpoint = endpoint;
    }

    List<Method> methods() {
        return List.of(
                new Method("auth.test", FREE, this::authTest),
                new Method("users.info", TIER_4, this::userInfo),
                new Method("usergroups.list", TIER_2, this::groups),
                new Method("usergroups.users.list", TIER_2, this::groupUsers));
    }

    private Answer authTest(Arguments arguments) {
        return Answer.ok(Json.object()
                .put("url", endpoint.get().resolve("/").toString())
                .put("team", Seed.TEAM_DOMAIN)
                .put("user", workspace.directory().nameOf(Seed.BOT_ID))
                .put("team_id", Seed.TEAM_ID)
                .put("user_id", Seed.BOT_ID)
                .put("bot_id", Seed.BOT_PROFILE_ID)
                .put("is_enterprise_install", false));
    }

    private Answer userInfo(Arguments arguments) {
        return workspace
                .directory()
                .person(arguments.text("user").orElse(""))
                .map(person -> {
                    var answer = Json.object();
                    answer.set("user", person.toJson());
                    return Answer.ok(answer);
                })
                .orElseGet(() -> Answer.refused("user_not_found"));
    }

    private Answer groups(Arguments arguments) {
        var answer = Json.object();
        var listed = answer.putArray("usergroups");
        workspace.directory().groups().stream()
                .filter(group -> group.enabled() || arguments.flag("include_disabled"))
                .forEach(group -> listed.add(group.toJson(arguments.flag("include_users"))));
        return Answer.ok(answer);
    }

    /** A disabled group answers nobody unless the call asks for disabled groups. */
    private Answer groupUsers(Arguments arguments) {
        return workspace
                .directory()
                .group(arguments.text("usergroup").orElse(""))
                .map(group -> {
                    var counts = group.enabled() || arguments.flag("include_disabled");
                    var answer = Json.object();
                    answer.set("users", Json.array(counts ? group.users() : List.of()));
                    return Answer.ok(answer);
                })
                .orElseGet(() -> Answer.refused("no_such_subteam"));
    }
}
