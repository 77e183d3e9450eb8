package sallyport.sandbox.aws;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Calls the simulator as an SDK does, with a signature that has the right shape and nothing behind it. */
final class ApiClient {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final DateTimeFormatter AMZ_DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final Map<String, String> TARGETS = Map.of(
            "ecs", "AmazonEC2ContainerServiceV20141113",
            "logs", "Logs_20140328",
            "ssm", "AmazonSSM",
            "kms", "TrentService",
            "sqs", "AmazonSQS",
            "monitoring", "GraniteServiceVersion20100801");
    private static final Map<String, String> VERSIONS =
            Map.of("sts", "2011-06-15", "iam", "2010-05-08", "ec2", "2016-11-15", "elasticloadbalancing", "2015-12-01");

    private final URI endpoint;
    private final HttpClient http = HttpClient.newHttpClient();

    ApiClient(URI endpoint) {
        this.endpoint = endpoint;
    }

    record Answer(int status, JsonNode body) {
        String error() {
            return body.path("__type").asString("");
        }
    }

    Answer call(String service, String operation, String body) throws IOException, InterruptedException {
        return send(request(service, operation, body).build());
    }

    Answer ecs(String operation, String body) throws IOException, InterruptedException {
        return call("ecs", operation, body);
    }

    /** What a script sends to the control port. */
    HttpResponse<String> control(String route, String body) throws IOException, InterruptedException {
        return raw(HttpRequest.newBuilder(endpoint.resolve("/control/" + route))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    HttpRequest.Builder request(String service, String operation, String body) {
        return HttpRequest.newBuilder(endpoint.resolve("/"))
                .header("Content-Type", "application/x-amz-json-" + (service.equals("sqs") ? "1.0" : "1.1"))
                .header("X-Amz-Target", TARGETS.get(service) + "." + operation)
                .header("X-Amz-Date", AMZ_DATE.format(Instant.now()))
                .header("Authorization", authorization(service))
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    HttpRequest.Builder form(String body) {
        return HttpRequest.newBuilder(endpoint.resolve("/"))
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8")
                .header("X-Amz-Date", AMZ_DATE.format(Instant.now()))
                .header("Authorization", authorization("sts"))
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    /** Calls a service with the query protocol; a member may be followed by others after an ampersand. */
    HttpResponse<String> query(String service, String action, String members) throws IOException, InterruptedException {
        var form = "Action=" + action + "&Version=" + VERSIONS.get(service) + (members.isEmpty() ? "" : "&" + members);
        return raw(form(form).setHeader("Authorization", authorization(service)).build());
    }

    /** A request that S3 gets, without a body. */
    HttpRequest.Builder s3(String method, String pathAndQuery) {
        return HttpRequest.newBuilder(endpoint.resolve(pathAndQuery))
                .header("X-Amz-Date", AMZ_DATE.format(Instant.now()))
                .header("x-amz-content-sha256", "UNSIGNED-PAYLOAD")
                .header("Authorization", authorization("s3"))
                .method(method, HttpRequest.BodyPublishers.noBody());
    }

    static String authorization(String service) {
        return "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261123/us-east-1/" + service
                + "/aws4_request, SignedHeaders=host;x-amz-date, Signature=" + "0".repeat(64);
    }

    Answer send(HttpRequest request) throws IOException, InterruptedException {
        var response = http.send(request, HttpResponse.BodyHandlers.ofString());
        return new Answer(response.statusCode(), JSON.readTree(response.body()));
    }

    HttpResponse<String> raw(HttpRequest request) throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The first running task of a service. */
    String task(String service) throws IOException, InterruptedException {
        return ecs("ListTasks", "{\"cluster\":\"demo\",\"serviceName\":\"" + service + "\"}")
                .body()
                .path("taskArns")
                .path(0)
                .asString();
    }

    Answer execute(String service, String command) throws IOException, InterruptedException {
        var body = JSON.createObjectNode()
                .put("cluster", "demo")
                .put("container", "app")
                .put("task", task(service))
                .put("interactive", true)
                .put("command", command);
        return ecs("ExecuteCommand", body.toString());
    }
}
