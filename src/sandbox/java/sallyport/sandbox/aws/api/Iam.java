package sallyport.sandbox.aws.api;

import static sallyport.sandbox.aws.api.EcsJson.array;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import sallyport.sandbox.aws.iam.Decision;
import sallyport.sandbox.aws.iam.Identities.Simulation;
import sallyport.sandbox.aws.iam.RequestContext;
import sallyport.sandbox.aws.iam.Role;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.world.Account;
import sallyport.sandbox.aws.world.World;
import tools.jackson.databind.node.ObjectNode;

/** GetRole, GetInstanceProfile and SimulatePrincipalPolicy. */
final class Iam {
    private static final String CREATED = "2026-01-05T09:00:00Z";
    private static final int STANDARD_PAGE = 100;
    private static final int LARGEST_PAGE = 1000;

    private final Supplier<World> world;

    Iam(Supplier<World> world) {
        this.world = world;
    }

    Map<String, QueryOperation> operations() {
        return Map.of(
                "GetRole", (asked, caller) -> getRole(asked.only("RoleName")),
                "GetInstanceProfile", (asked, caller) -> getInstanceProfile(asked.only("InstanceProfileName")),
                "SimulatePrincipalPolicy",
                        (asked, caller) -> simulate(asked.only(
                                "PolicySourceArn",
                                "ActionNames",
                                "ResourceArns",
                                "ContextEntries",
                                "CallerArn",
                                "MaxItems",
                                "Marker")));
    }

    private ObjectNode getRole(QueryMembers asked) {
        var answer = Json.object();
        answer.set("Role", json(role(asked.required("RoleName"))));
        return answer;
    }

    private Role role(String name) {
        return world.get()
                .identities()
                .role(name)
                .orElseThrow(() -> missing("The role with name " + name + " cannot be found."));
    }

    private static Refusal missing(String message) {
        return new Refusal(404, "NoSuchEntity", message);
    }

    /** Sixteen letters and digits after the prefix, the same ones for the same name. */
    private static String id(Role role) {
        return "AROA" + "%016X".formatted(role.name().hashCode() & 0xFFFFFFFFL);
    }

    private static ObjectNode json(Role role) {
        var json = Json.object()
                .put("Path", "/")
                .put("RoleName", role.name())
                .put("RoleId", id(role))
                .put("Arn", Account.role(role.name()))
                .put("CreateDate", CREATED)
                .put("AssumeRolePolicyDocument", URLEncoder.encode(role.trust().json(), StandardCharsets.UTF_8))
                .put("MaxSessionDuration", 3600);
        role.boundary()
                .ifPresent(limit -> json.putObject("PermissionsBoundary")
                        .put("PermissionsBoundaryType", "Policy")
                        .put(
                                "PermissionsBoundaryArn",
                                "arn:aws:iam::" + Account.ID + ":policy/" + role.name() + "-boundary"));
        return json;
    }

    private ObjectNode getInstanceProfile(QueryMembers asked) {
        var name = asked.required("InstanceProfileName");
        var role = Optional.ofNullable(
                        world.get().identities().instanceProfiles().get(name))
                .orElseThrow(() -> missing("Instance Profile " + name + " cannot be found."));
        var answer = Json.object();
        answer.putObject("InstanceProfile")
                .put("Path", "/")
                .put("InstanceProfileName", name)
                .put("InstanceProfileId", "AIPASANDBOX0000000001")
                .put("Arn", Account.instanceProfile(name))
                .put("CreateDate", CREATED)
                .set("Roles", array(List.of(json(role(role)))));
        return answer;
    }

    private ObjectNode simulate(QueryMembers asked) {
        var role = source(asked.required("PolicySourceArn"));
        var context = context(asked).with("aws:PrincipalArn", asked.required("PolicySourceArn"));
        var resources = asked.texts("ResourceArns").isEmpty() ? List.of("*") : asked.texts("ResourceArns");
        var results = new ArrayList<ObjectNode>();
        for (var action : asked.texts("ActionNames")) {
            requireAction(action);
            for (var resource : resources) {
                var outcome = world.get().identities().simulate(role, action, resource, context);
                results.add(result(action, resource, outcome));
            }
        }
        if (results.isEmpty()) {
            throw Refusal.of("ValidationError", "ActionNames must have at least 1 element.");
        }
        return page(asked, results);
    }

    private static void requireAction(String action) {
        if (!action.matches("[A-Za-z0-9-]+:[A-Za-z0-9]+")) {
            throw Refusal.of("InvalidInput", "Invalid action name: " + action);
        }
    }

    /** Whose policies are asked for; a user is an administrator here. */
    private Optional<Role> source(String arn) {
        if (arn.contains(":user/")) {
            return Optional.empty();
        }
        if (!arn.contains(":role/")) {
            throw Refusal.of("InvalidInput", "Invalid Entity Arn: " + arn);
        }
        return Optional.of(role(arn.substring(arn.lastIndexOf('/') + 1)));
    }

    private static RequestContext context(QueryMembers asked) {
        var values = new HashMap<String, String>();
        for (var entry : asked.structures("ContextEntries")) {
            var all = entry.texts("ContextKeyValues");
            if (!all.isEmpty()) {
                values.put(entry.required("ContextKeyName"), all.getFirst());
            }
        }
        return new RequestContext(values);
    }

    private static ObjectNode result(String action, String resource, Simulation outcome) {
        var json = Json.object()
                .put("EvalActionName", action)
                .put("EvalResourceName", resource)
                .put("EvalDecision", outcome.decision().wireName());
        json.set("MissingContextValues", EcsJson.texts(outcome.missing()));
        var matched = json.putArray("MatchedStatements");
        if (outcome.decision() == Decision.ALLOWED) {
            matched.addObject().put("SourcePolicyId", "ecs-exec").put("SourcePolicyType", "IAM Policy");
        }
        json.putObject("OrganizationsDecisionDetail").put("AllowedByOrganizations", outcome.allowedByOrganization());
        outcome.allowedByBoundary()
                .ifPresent(allowed -> json.putObject("PermissionsBoundaryDecisionDetail")
                        .put("AllowedByPermissionsBoundary", allowed.booleanValue()));
        return json;
    }

    private static ObjectNode page(QueryMembers asked, List<ObjectNode> results) {
        int size = asked.text("MaxItems").map(Integer::valueOf).orElse(STANDARD_PAGE);
        if (size < 1 || size > LARGEST_PAGE) {
            throw Refusal.of("ValidationError", "MaxItems must be between 1 and 1000.");
        }
        var page = Pages.cut(
                results, "simulation", asked.text("Marker"), size, () -> Refusal.of("InvalidInput", "Invalid Marker."));
        var answer = Json.object();
        answer.set("EvaluationResults", array(page.items()));
        answer.put("IsTruncated", page.next().isPresent());
        page.next().ifPresent(marker -> answer.put("Marker", marker));
        return answer;
    }
}
