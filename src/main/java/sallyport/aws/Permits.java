package sallyport.aws;

import static sallyport.aws.EcsStates.orEmpty;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import sallyport.watch.RoleFacts;
import sallyport.watch.Simulation;
import sallyport.watch.Simulation.Verdict;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.ContextEntry;
import software.amazon.awssdk.services.iam.model.ContextKeyTypeEnum;
import software.amazon.awssdk.services.iam.model.EvaluationResult;

/** What IAM says of roles: what they may do, and who may take them. Throws what the SDK throws. */
final class Permits {
    private static final String ALLOWED = "allowed";
    private static final String EXPLICIT_DENY = "explicitDeny";

    private final IamClient iam;

    Permits(IamClient iam) {
        this.iam = iam;
    }

    /** Actions on the same resources, with what is known of the condition keys. */
    record Question(List<String> actions, List<String> resources, Map<String, String> context) {
        static Question of(List<String> actions, String resource) {
            return new Question(actions, List.of(resource), Map.of());
        }
    }

    /** The answers to all questions; of several resources the worst answer counts. */
    Simulation simulate(String principal, List<Question> questions) {
        var verdicts = new HashMap<String, Verdict>();
        questions.stream()
                .flatMap(question -> results(principal, question))
                .forEach(result -> verdicts.merge(result.evalActionName(), verdict(result), Permits::worse));
        return new Simulation(verdicts);
    }

    private Stream<EvaluationResult> results(String principal, Question question) {
        return iam
                .simulatePrincipalPolicyPaginator(request -> request.policySourceArn(principal)
                        .actionNames(question.actions())
                        .resourceArns(question.resources())
                        .contextEntries(question.context().entrySet().stream()
                                .map(entry -> context(entry.getKey(), entry.getValue()))
                                .toList()))
                .evaluationResults()
                .stream();
    }

    private static ContextEntry context(String key, String value) {
        return ContextEntry.builder()
                .contextKeyName(key)
                .contextKeyType(ContextKeyTypeEnum.STRING)
                .contextKeyValues(value)
                .build();
    }

    private static Verdict verdict(EvaluationResult result) {
        var organization = result.organizationsDecisionDetail();
        var boundary = result.permissionsBoundaryDecisionDetail();
        return new Verdict(
                orEmpty(result.evalDecisionAsString()),
                result.missingContextValues(),
                organization != null && Boolean.FALSE.equals(organization.allowedByOrganizations()),
                boundary != null && Boolean.FALSE.equals(boundary.allowedByPermissionsBoundary()));
    }

    private static Verdict worse(Verdict one, Verdict other) {
        var missing = new ArrayList<>(one.missingContext());
        missing.addAll(other.missingContext());
        return new Verdict(
                severity(one) >= severity(other) ? one.decision() : other.decision(),
                missing.stream().distinct().toList(),
                one.byOrganization() || other.byOrganization(),
                one.byBoundary() || other.byBoundary());
    }

    private static int severity(Verdict verdict) {
        return switch (verdict.decision()) {
            case ALLOWED -> 0;
            case EXPLICIT_DENY -> 2;
            default -> 1;
        };
    }

    List<RoleFacts.Trust> trust(String roleArn) {
        var role =
                iam.getRole(request -> request.roleName(Arns.lastPart(roleArn))).role();
        return TrustPolicy.read(orEmpty(role.assumeRolePolicyDocument()));
    }

    /** The role of an instance profile, in full. */
    String roleOf(String instanceProfileArn) {
        var profile = iam.getInstanceProfile(request -> request.instanceProfileName(Arns.lastPart(instanceProfileArn)))
                .instanceProfile();
        return profile.roles().getFirst().arn();
    }

    /** What to simulate for whoever STS says we are; of an assumed role the role itself, whose path STS leaves out. */
    String principal(String callerArn) {
        var parts = callerArn.split("/", -1);
        return callerArn.contains(":assumed-role/")
                ? iam.getRole(request -> request.roleName(parts[1])).role().arn()
                : callerArn;
    }
}
