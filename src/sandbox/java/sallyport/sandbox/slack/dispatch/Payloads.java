package sallyport.sandbox.slack.dispatch;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import sallyport.sandbox.slack.workspace.Channel;
import sallyport.sandbox.slack.workspace.Json;
import sallyport.sandbox.slack.workspace.Message;
import sallyport.sandbox.slack.workspace.Person;
import sallyport.sandbox.slack.workspace.ResponseUrls;
import sallyport.sandbox.slack.workspace.Seed;
import sallyport.sandbox.slack.workspace.Workspace;
import tools.jackson.databind.node.ObjectNode;

/** The parts Slack's payloads have in common. Thread-safe. */
final class Payloads {
    /** The deprecated verification token; an application that trusts it trusts nothing secret. */
    private static final String VERIFICATION_TOKEN = "deprecated-verification-token";

    private final Workspace workspace;
    private final Supplier<URI> endpoint;

    Payloads(Workspace workspace, Supplier<URI> endpoint) {
        this.workspace = workspace;
        this.endpoint = endpoint;
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    /** Type, who, where in the organisation, and the deprecated token. */
    ObjectNode interaction(String type, Person user) {
        var json =
                Json.object().put("type", type).put("token", VERIFICATION_TOKEN).put("api_app_id", Seed.APP_ID);
        json.set("user", user(user));
        json.putObject("team").put("id", Seed.TEAM_ID).put("domain", Seed.TEAM_DOMAIN);
        return json.putNull("enterprise").put("is_enterprise_install", false);
    }

    ObjectNode event(ObjectNode event) {
        var json = Json.object()
                .put("token", VERIFICATION_TOKEN)
                .put("team_id", Seed.TEAM_ID)
                .put("context_team_id", Seed.TEAM_ID)
                .put("api_app_id", Seed.APP_ID);
        json.set("event", event);
        json.put("type", "event_callback")
                .put("event_id", workspace.ids().id("Ev"))
                .put("event_time", workspace.clock().instant().getEpochSecond())
                .put("is_ext_shared_channel", isShared(event));
        json.putArray("authorizations")
                .addObject()
                .putNull("enterprise_id")
                .put("team_id", Seed.TEAM_ID)
                .put("user_id", Seed.BOT_ID)
                .put("is_bot", true)
                .put("is_enterprise_install", false);
        return json;
    }

    ObjectNode challenge(String challenge) {
        return Json.object()
                .put("token", VERIFICATION_TOKEN)
                .put("challenge", challenge)
                .put("type", "url_verification");
    }

    String token() {
        return VERIFICATION_TOKEN;
    }

    /** A fresh URL that answers a command. */
    String commandResponseUrl(Person user, Channel channel) {
        var secret = workspace.responseUrls().issue(new ResponseUrls.Target(user.id(), channel.id(), Optional.empty()));
        return responseUrl("commands", secret);
    }

    /** A fresh URL that answers a click on a message. */
    String actionResponseUrl(Person user, Message clicked) {
        var target = new ResponseUrls.Target(user.id(), clicked.channel(), Optional.of(clicked));
        return responseUrl("actions", workspace.responseUrls().issue(target));
    }

    private String responseUrl(String kind, String secret) {
        return endpoint.get()
                .resolve("/" + kind + "/" + Seed.TEAM_ID + "/" + secret)
                .toString();
    }

    private boolean isShared(ObjectNode event) {
        return workspace
                .directory()
                .channel(event.path("channel").asString(""))
                .filter(channel -> channel.is(Channel.Trait.EXTERNALLY_SHARED))
                .isPresent();
    }

    private static ObjectNode user(Person person) {
        return Json.object()
                .put("id", person.id())
                .put("username", person.name())
                .put("name", person.name())
                .put("team_id", person.toJson().path("team_id").asString());
    }
}
