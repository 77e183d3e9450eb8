package sallyport.sandbox.slack;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import sallyport.sandbox.slack.workspace.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Calls the simulated Slack over HTTP, as an application (Web API) and as a script (control API). */
final class Caller {
    static final String TOKEN = "xoxb-sandbox";

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI endpoint;

    Caller(URI endpoint) {
        this.endpoint = endpoint;
    }

    ObjectNode api(String method, String json) throws IOException, InterruptedException {
        return parsed(apiResponse(method, json).body());
    }

    HttpResponse<String> apiResponse(String method, String json) throws IOException, InterruptedException {
        return send(request("/api/" + method)
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json; charset=utf-8")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    ObjectNode control(String name, String json) throws IOException, InterruptedException {
        return parsed(postJson("/control/" + name, json).body());
    }

    HttpResponse<String> postJson(String path, String json) throws IOException, InterruptedException {
        return send(request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json)));
    }

    JsonNode report(String pathAndQuery) throws IOException, InterruptedException {
        return parsed(get("/control/" + pathAndQuery).body());
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return send(request(path).GET());
    }

    HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(endpoint.resolve(path));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** The timestamp of a message the application posts to #ecs-ops. */
    String post(String blocks) throws IOException, InterruptedException {
        var answer = api("chat.postMessage", "{\"channel\":\"C0ECSOPS\",\"text\":\"card\",\"blocks\":" + blocks + "}");
        if (!answer.path("ok").asBoolean()) {
            throw new AssertionError(answer.toString());
        }
        return answer.path("ts").asString();
    }

    private static ObjectNode parsed(String body) {
        return Json.parseObject(body).orElseThrow(() -> new AssertionError("not a JSON object: " + body));
    }
}
