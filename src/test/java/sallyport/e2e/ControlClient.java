package sallyport.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a person does on the sandbox, through {@code /control}, as a script with curl would. */
public final class ControlClient {
    public static final String CHANNEL = "C0ECSOPS";
    public static final String REQUESTER = "U0REQUESTER";
    public static final String APPROVER = "U0APPROVER1";
    public static final String SECOND_APPROVER = "U0APPROVER2";
    public static final String GUEST = "U0GUEST";

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI slack;
    private final String channel;

    /** What stood in the channel before the last command: a walk must not take an earlier test's card for its own. */
    private Set<String> seenBefore = Set.of();

    public ControlClient(URI slack) {
        this(slack, CHANNEL);
    }

    private ControlClient(URI slack, String channel) {
        this.slack = slack;
        this.channel = channel;
    }

    /** The same workspace, seen from another channel. */
    public ControlClient in(String other) {
        return new ControlClient(slack, other);
    }

    public JsonNode command(String user, String text) {
        seenBefore = messages(user).stream().map(ControlClient::ts).collect(Collectors.toUnmodifiableSet());
        return post("/control/command", Map.of("user", user, "channel", channel, "text", text));
    }

    /** Clicks the button with this label on the message. */
    public JsonNode click(String user, JsonNode message, String label) {
        var action = button(message, label)
                .orElseThrow(() -> new AssertionError("no button " + label + " in " + text(message)))
                .get("action_id")
                .asString();
        var clicked = post(
                "/control/click",
                Map.of(
                        "user", user,
                        "channel", channel,
                        "ts", message.get("ts").asString(),
                        "action_id", action));
        assertThat(clicked.path("ok").asBoolean()).as(clicked.toString()).isTrue();
        return clicked;
    }

    public JsonNode submit(String user, JsonNode view, Map<String, Object> values) {
        return post(
                "/control/submit",
                Map.of("user", user, "view_id", view.get("id").asString(), "values", values));
    }

    /** Enables a user group of the workspace and gives it these members. */
    public void userGroup(String id, List<String> members) {
        changeUserGroup(Map.of("usergroup", id, "users", members, "disabled", false));
    }

    public void disableUserGroup(String id) {
        changeUserGroup(Map.of("usergroup", id, "disabled", true));
    }

    private void changeUserGroup(Map<String, Object> params) {
        post("/control/fault", Map.of("side", "slack", "name", "usergroup", "params", params));
    }

    public List<JsonNode> messages(String user) {
        return get("/control/messages?channel=" + channel + "&user=" + user)
                .get("messages")
                .valueStream()
                .toList();
    }

    public List<JsonNode> thread(JsonNode root) {
        return get("/control/thread?channel=" + channel + "&ts="
                        + root.get("ts").asString())
                .get("messages")
                .valueStream()
                .toList();
    }

    /** The newest open modal of the person. */
    public Optional<JsonNode> view(String user) {
        return get("/control/views?user=" + user).get("views").valueStream().findFirst();
    }

    public JsonNode awaitView(String user) {
        return await().atMost(PATIENCE)
                .until(() -> view(user), Optional::isPresent)
                .orElseThrow();
    }

    /** Waits until the message has this button, and gives the message as it is then. */
    public JsonNode awaitButton(JsonNode message, String label) {
        return await().atMost(PATIENCE)
                .until(
                        () -> thread(message).getFirst(),
                        root -> button(root, label).isPresent());
    }

    /** Waits for a message that came after the last command and says this, and gives the newest such. */
    public JsonNode awaitMessage(String user, String saying) {
        return await().atMost(PATIENCE)
                .until(() -> newest(user, saying), Optional::isPresent)
                .orElseThrow();
    }

    private Optional<JsonNode> newest(String user, String saying) {
        return messages(user).reversed().stream()
                .filter(message ->
                        !seenBefore.contains(ts(message)) && text(message).contains(saying))
                .findFirst();
    }

    private static String ts(JsonNode message) {
        return message.get("ts").asString();
    }

    /** Waits until the thread says this somewhere, and gives all of its text. */
    public String awaitThread(JsonNode root, String saying) {
        return await().atMost(PATIENCE).until(() -> threadText(root), text -> text.contains(saying));
    }

    public String threadText(JsonNode root) {
        return thread(root).stream().map(ControlClient::text).collect(Collectors.joining("\n--\n"));
    }

    public static Optional<JsonNode> button(JsonNode message, String label) {
        return message.findParents("action_id").stream()
                .filter(element ->
                        element.path("text").path("text").asString("").contains(label))
                .findFirst();
    }

    /** Every text a person could read in a message or view, in order. */
    public static String text(JsonNode node) {
        var text = new StringBuilder();
        collect(node, text);
        return text.toString();
    }

    private static void collect(JsonNode node, StringBuilder text) {
        if (node.isObject()) {
            node.properties().forEach(property -> {
                boolean words = property.getValue().isString()
                        && (property.getKey().equals("text")
                                || property.getKey().equals("name"));
                if (words) {
                    text.append(property.getValue().asString()).append('\n');
                } else {
                    collect(property.getValue(), text);
                }
            });
        } else {
            node.forEach(child -> collect(child, text));
        }
    }

    public JsonNode get(String path) {
        return send(HttpRequest.newBuilder(slack.resolve(path)).GET().build());
    }

    public JsonNode post(String path, Map<String, ?> body) {
        return send(HttpRequest.newBuilder(slack.resolve(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)))
                .build());
    }

    private JsonNode send(HttpRequest request) {
        try {
            return JSON.readTree(
                    http.send(request, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new AssertionError("the sandbox did not answer " + request, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }
}
