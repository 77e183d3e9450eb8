package sallyport.sandbox.aws.iam;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The roles of the account.
 *
 * @param instanceProfiles the role of each instance profile, by the profile's name
 * @param organization the service control policy that holds for the whole account
 */
public record Identities(List<Role> roles, Map<String, String> instanceProfiles, PolicyDocument organization) {

    public Optional<Role> role(String name) {
        return roles.stream().filter(role -> role.name().equals(name)).findAny();
    }

    /**
     * What the policies of a principal say to one action on one resource.
     *
     * @param missing condition keys that matter and have no value
     */
    public record Simulation(
            Decision decision,
            boolean allowedByOrganization,
            Optional<Boolean> allowedByBoundary,
            List<String> missing) {}

    /**
     * Judges by all policies there are.
     *
     * @param role empty for an administrator, whom only the organization limits
     */
    public Simulation simulate(Optional<Role> role, String action, String resource, RequestContext context) {
        var identity = role.map(each -> List.copyOf(each.policies().values())).orElse(List.of(PolicyDocument.ALL));
        var boundary = role.flatMap(Role::boundary);
        var byBoundary = boundary.map(limit -> limit.decide(action, resource, context));
        var byOrganization = organization.decide(action, resource, context);
        var decision = PolicyDocument.decide(identity, action, resource, context)
                .and(byOrganization)
                .and(byBoundary.orElse(Decision.ALLOWED));
        var missing = identity.stream()
                .flatMap(document -> document.undecided(action, resource, context))
                .distinct()
                .sorted()
                .collect(Collectors.toList());
        return new Simulation(
                decision, byOrganization == Decision.ALLOWED, byBoundary.map(Decision.ALLOWED::equals), missing);
    }
}
