package sallyport.sandbox.aws.api;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.Members;
import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.world.Overlay;
import sallyport.sandbox.aws.world.Placement;
import tools.jackson.databind.JsonNode;

/** The members of RunTask that have a structure. */
final class RunTaskMembers {
    private RunTaskMembers() {}

    /** The network of the tasks; Fargate needs one named. */
    static Placement placement(Members asked) {
        var vpc = asked.present("networkConfiguration")
                .map(node -> Members.of(node, "awsvpcConfiguration"))
                .flatMap(node -> node.present("awsvpcConfiguration"))
                .map(node -> Members.of(node, "subnets", "securityGroups", "assignPublicIp"))
                .orElseThrow(() -> Refusal.of(
                        "InvalidParameterException",
                        "Network Configuration must be provided when networkMode 'awsvpc' is specified."));
        var subnets = vpc.texts("subnets");
        if (subnets.isEmpty()) {
            throw Refusal.of("InvalidParameterException", "subnets can not be empty.");
        }
        boolean publicIp = vpc.text("assignPublicIp").orElse("DISABLED").equals("ENABLED");
        return new Placement(subnets, vpc.texts("securityGroups"), publicIp);
    }

    static Map<String, String> tags(Members asked) {
        var tags = new LinkedHashMap<String, String>();
        asked.present("tags").stream().flatMap(RunTaskMembers::each).forEach(tag -> {
            var members = Members.of(tag, "key", "value");
            tags.put(members.requiredText("key"), members.text("value").orElse(""));
        });
        return tags;
    }

    /** What containers are to have other than their definition says, as DescribeTasks repeats it. */
    static Overlay overrides(Members asked) {
        var overrides = asked.present("overrides");
        overrides
                .map(node -> Members.of(node, "containerOverrides"))
                .flatMap(node -> node.present("containerOverrides"))
                .stream()
                .flatMap(RunTaskMembers::each)
                .forEach(each ->
                        Members.of(each, "name", "command", "environment").requiredText("name"));
        return overrides.map(node -> new Overlay(wrapped(node))).orElse(Overlay.NONE);
    }

    private static String wrapped(JsonNode overrides) {
        var document = Json.object();
        document.set("overrides", overrides);
        return document.toString();
    }

    private static Stream<JsonNode> each(JsonNode list) {
        var elements = new ArrayList<JsonNode>();
        list.forEach(elements::add);
        return elements.stream();
    }
}
