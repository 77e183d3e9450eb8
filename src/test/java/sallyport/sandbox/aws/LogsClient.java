package sallyport.sandbox.aws;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import sallyport.sandbox.aws.ApiClient.Answer;
import tools.jackson.databind.JsonNode;

/** Calls of CloudWatch Logs in short form, with single quotes for double ones. */
record LogsClient(StartedAws aws) {
    Answer call(String operation, String body) throws IOException, InterruptedException {
        return aws.api().call("logs", operation, body.replace('\'', '"'));
    }

    JsonNode good(String operation, String body) throws IOException, InterruptedException {
        var answer = call(operation, body);
        if (answer.status() != 200) {
            throw new AssertionError(operation + " answered " + answer.body());
        }
        return answer.body();
    }

    /** All pages of a FilterLogEvents call, the empty ones too. */
    List<JsonNode> pages(String members) throws IOException, InterruptedException {
        var pages = new ArrayList<JsonNode>();
        var token = "";
        do {
            var next = token.isEmpty() ? "" : ",'nextToken':'" + token + "'";
            pages.add(good("FilterLogEvents", "{" + members + next + "}"));
            token = pages.getLast().path("nextToken").asString("");
        } while (!token.isEmpty());
        return pages;
    }

    static List<JsonNode> events(List<JsonNode> pages) {
        var events = new ArrayList<JsonNode>();
        pages.forEach(page -> page.path("events").forEach(events::add));
        return events;
    }

    static List<String> messages(List<JsonNode> pages) {
        return events(pages).stream()
                .map(event -> event.path("message").asString())
                .toList();
    }
}
