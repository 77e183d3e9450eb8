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
                        .map(policy -> known.hasPeople()
                                ? PolicyLint.all(
                                        policy,
                                        known.groupsAtAnyTime(),
                                        known.aliases().all())
                                : PolicyLint.all(policy)))
                .map(this::print)
                .orElse(ExitStatus.USAGE);
    }

    private int print(List<PolicyWarning> warnings) {
        var out = spec.commandLine().getOut();
        if (json) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("warnings", PolicyFacts.warnings(warnings));
            out.println(JsonMapper.shared().writeValueAsString(facts));
        } else if (warnings.isEmpty()) {
            out.println(file + ": nothing was found.");
        } else {
            warnings.forEach(warning -> out.println(file + ": " + warning));
        }
        return warnings.isEmpty() ? ExitStatus.GOOD : ExitStatus.NO;
    }
}
