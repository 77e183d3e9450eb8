package sallyport.sandbox.aws.api;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import sallyport.sandbox.aws.iam.Decision;
import sallyport.sandbox.aws.iam.PolicyDocument;
import sallyport.sandbox.aws.iam.RequestContext;
import sallyport.sandbox.aws.iam.Role;
import sallyport.sandbox.aws.wire.Signature;
import sallyport.sandbox.aws.world.Account;
import sallyport.sandbox.aws.world.World;
import tools.jackson.databind.JsonNode;

/**
 * Whether whoever signed a call may make it. A session of a role of the world may do what the role's policies and the
 * session's own allow, on everything that the call names; everybody else is an administrator.
 */
final class Authorization {
    private final Supplier<World> world;
    private final Callers callers;

    Authorization(Supplier<World> world, Callers callers) {
        this.world = world;
        this.callers = callers;
    }

    /**
     * The sentence of a denial, empty if it is allowed.
     *
     * @param action as in a policy, {@code ecs:ListTasks}
     * @param request the call's members
     */
    Optional<String> denial(Signature caller, String action, JsonNode request) {
        return callers.session(caller)
                .flatMap(session -> world.get()
                        .identities()
                        .role(session.role())
                        .flatMap(role -> denial(role, session, caller, action, request)));
    }

    private Optional<String> denial(
            Role role, Callers.Session session, Signature caller, String action, JsonNode request) {
        var named = NamedResources.of(world.get(), caller.region(), action, request);
        var everywhere = named.context().with("aws:PrincipalArn", Account.role(role.name()));
        if (named.resources().isEmpty()) {
            return anywhere(role, session, action, everywhere)
                    ? Optional.empty()
                    : Optional.of(sentence(caller, action, "*", "because no identity-based policy allows"));
        }
        return named.resources().stream()
                .flatMap(resource -> why(role, session, action, resource, everywhere).stream()
                        .map(why -> sentence(caller, action, resource, why)))
                .findFirst();
    }

    /** Of what the simulator does not know the resources of, only the action and the conditions are looked at. */
    private boolean anywhere(Role role, Callers.Session session, String action, RequestContext context) {
        var resources = Stream.concat(role.policies().values().stream(), session.policy().stream())
                .flatMap(document -> document.resources(action))
                .toList();
        return Stream.concat(Stream.of("*"), resources.stream())
                .anyMatch(resource ->
                        why(role, session, action, resource, context).isEmpty());
    }

    private Optional<String> why(
            Role role, Callers.Session session, String action, String resource, RequestContext context) {
        var decision = world.get()
                .identities()
                .simulate(Optional.of(role), action, resource, context)
                .decision();
        return decision == Decision.ALLOWED
                ? why(session.policy(), action, resource, context)
                : Optional.of(
                        decision == Decision.EXPLICIT_DENY
                                ? "with an explicit deny in an identity-based policy"
                                : "because no identity-based policy allows");
    }

    private static Optional<String> why(
            Optional<PolicyDocument> session, String action, String resource, RequestContext context) {
        return session.filter(document -> document.decide(action, resource, context) != Decision.ALLOWED)
                .map(document -> "because no session policy allows");
    }

    private String sentence(Signature caller, String action, String resource, String why) {
        return "User: " + callers.arn(caller) + " is not authorized to perform: " + action + " on resource: " + resource
                + " " + why + (why.endsWith("allows") ? " the " + action + " action" : "");
    }

    /**
     * What a call is about.
     *
     * @param resources empty if the simulator does not know what the operation is checked on
     */
    record Named(List<String> resources, RequestContext context) {}
}
