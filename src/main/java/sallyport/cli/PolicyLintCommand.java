package sallyport.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sallyport.policy.Policy;
import sallyport.policy.PolicyLint;
import sallyport.policy.PolicyWarning;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "lint",
        description = "Look for what a policy file allows and its author probably did not mean.",
        mixinStandardHelpOptions = true)
final class PolicyLintCommand implements Callable<Integer> {
    private static final String UNDONE = "Nothing was looked at.";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The policy file.")
    @SuppressWarnings("NullAway.Init") // picocli sets required parameters
    private Path file;

    @Option(
            names = "--config",
            paramLabel = "SALLYPORT.yml",
            description = "Compare with the people and targets of a configuration too.")
    private @Nullable Path configuration;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    @Override
    public Integer call() {
        var err = spec.commandLine().getErr();
        var organization = OrganizationReader.read(Optional.ofNullable(configuration), err, UNDONE);
        return organization
                .flatMap(known -> PolicySource.policyOr(file, err, UNDONE)
                        .map(policy -> print(warnings(policy, known), known.slackGroups(policy))))
                .orElse(ExitStatus.USAGE);
    }

    private static List<PolicyWarning> warnings(Policy policy, Organization known) {
        return known.hasPeople()
                ? PolicyLint.all(
                        policy,
                        known.groupsAtAnyTime(),
                        known.slackGroups(),
                        known.aliases().all())
                : PolicyLint.all(policy);
    }

    /** @param unknown groups of which only Slack knows who is in them */
    private int print(List<PolicyWarning> warnings, List<String> unknown) {
        var out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("warnings", PolicyFacts.warnings(warnings));
            if (!unknown.isEmpty()) {
                facts.put("slackGroups", unknown);
            }
            out.println(JsonMapper.shared().writeValueAsString(facts));
        } else if (warnings.isEmpty()) {
            out.println(file + ": nothing was found.");
        } else {
            warnings.forEach(warning -> out.println(file + ": " + warning));
        }
        if (!unknown.isEmpty()) {
            spec.commandLine()
                    .getErr()
                    .println(PolicyFacts.onlySlackKnows(unknown)
                            + " Whether enough people can agree there was not looked at.");
        }
        return warnings.isEmpty() ? ExitStatus.GOOD : ExitStatus.NO;
    }
}
