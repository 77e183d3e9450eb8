package sallyport.sandbox.aws.api;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import sallyport.sandbox.aws.api.Authorization.Named;
import sallyport.sandbox.aws.iam.RequestContext;
import sallyport.sandbox.aws.world.Account;
import sallyport.sandbox.aws.world.Cluster;
import sallyport.sandbox.aws.world.Task;
import sallyport.sandbox.aws.world.World;
import tools.jackson.databind.JsonNode;

/** The resources and condition keys of the calls that Sallyport makes. Source: service authorization reference. */
final class NamedResources {
    private final World world;
    private final String action;
    private final JsonNode request;

    private NamedResources(World world, String action, JsonNode request) {
        this.world = world;
        this.action = action;
        this.request = request;
    }

    static Named of(World world, String region, String action, JsonNode request) {
        var call = new NamedResources(world, action, request);
        return new Named(call.resources(), call.context(region));
    }

    private List<String> resources() {
        return switch (action) {
            case "ecs:DescribeClusters" -> arns("clusters", Account.cluster(""));
            case "ecs:DescribeServices" -> arns("services", Account.service(cluster(), ""));
            case "ecs:DescribeTasks", "ecs:GetTaskProtection" -> arns("tasks", Account.task(cluster(), ""));
            case "ecs:DescribeContainerInstances" ->
                arns("containerInstances", Account.containerInstance(cluster(), ""));
            case "ecs:ExecuteCommand" ->
                List.of(Account.cluster(cluster()), EcsNames.arn(text("task"), Account.task(cluster(), "")));
            case "logs:FilterLogEvents", "logs:GetLogEvents", "logs:DescribeLogStreams", "logs:StartQuery" ->
                Stream.of("logGroupName", "logGroupIdentifier", "logGroupNames", "logGroupIdentifiers")
                        .flatMap(member -> arns(member, Account.logGroup("")).stream())
                        .toList();
            case "ssm:TerminateSession", "ssm:ResumeSession" -> List.of(Account.session(text("SessionId")));
            case "iam:GetRole" -> List.of(Account.role(text("RoleName")));
            case "iam:GetInstanceProfile" -> List.of(Account.instanceProfile(text("InstanceProfileName")));
            case "iam:SimulatePrincipalPolicy" -> List.of(text("PolicySourceArn"));
            case "s3:GetEncryptionConfiguration" -> List.of(Account.bucket(text("Bucket")));
            default -> List.of();
        };
    }

    private RequestContext context(String region) {
        Map<String, String> context = new HashMap<>();
        context.put("aws:RequestedRegion", region);
        if (request.has("cluster")) {
            context.put("ecs:cluster", Account.cluster(cluster()));
        }
        if (request.has("container")) {
            context.put("ecs:container-name", text("container"));
        }
        task().ifPresent(task ->
                task.service().tags().forEach((key, value) -> context.put("aws:ResourceTag/" + key, value)));
        return new RequestContext(context);
    }

    private Optional<Task> task() {
        Optional<Cluster> cluster = world.cluster(cluster());
        return cluster.filter(_ -> request.has("task")).flatMap(found -> EcsNames.task(found, text("task")));
    }

    private String cluster() {
        return text("cluster").replace(Account.cluster(""), "");
    }

    private String text(String member) {
        return request.path(member).asString("");
    }

    /** Each of a list, or the one, by its ARN; a caller may have given its name. */
    private List<String> arns(String member, String prefix) {
        var named = request.path(member);
        Stream<JsonNode> each = named.isArray()
                ? StreamSupport.stream(named.spliterator(), false)
                : Stream.of(named).filter(JsonNode::isString);
        return each.map(name -> EcsNames.arn(name.asString(""), prefix)).toList();
    }
}
