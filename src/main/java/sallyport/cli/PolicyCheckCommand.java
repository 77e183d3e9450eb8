package sallyport.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sallyport.policy.Policy;
import sallyport.policy.PolicyLint;
import sallyport.policy.PolicyReading;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "check",
        description = "Say whether a policy file would be accepted, every mistake in it, and what is dangerous.",
        mixinStandardHelpOptions = true)
final class PolicyCheckCommand implements Callable<Integer> {
    private static final String UNDONE = "Nothing was checked.";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The policy file.")
    @SuppressWarnings("NullAway.Init") // picocli sets required parameters
    private Path file;

    @Option(names = "--strict", description = "Warnings are a no too.")
    private boolean strict;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    @Override
    public Integer call() {
        return switch (PolicySource.text(file, UNDONE)) {
            case PolicySource.Text.Read(var text) -> check(text);
            case PolicySource.Text.Missing(var sentence) -> complain(sentence, ExitStatus.USAGE);
            case PolicySource.Text.Unreadable(var sentence) -> complain(sentence, ExitStatus.NO);
        };
    }

    private int complain(String sentence, int status) {
        spec.commandLine().getErr().println(sentence);
        return status;
    }

    private int check(String text) {
        return switch (Policy.read(text, file.toString())) {
            case PolicyReading.Read(var policy) -> good(policy);
            case PolicyReading.Broken broken -> broken(broken);
        };
    }

    private int good(Policy policy) {
        var out = spec.commandLine().getOut();
        var warnings = PolicyLint.dangers(policy);
        if (json) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("good", true);
            facts.put("version", policy.version());
            facts.put("problems", List.of());
            facts.put("warnings", PolicyFacts.warnings(warnings));
            out.println(JsonMapper.shared().writeValueAsString(facts));
        } else {
            out.println(file + " is good, version " + policy.version());
            warnings.forEach(warning -> out.println(file + ": " + warning));
        }
        return strict && !warnings.isEmpty() ? ExitStatus.NO : ExitStatus.GOOD;
    }

    private int broken(PolicyReading.Broken broken) {
        if (json) {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("good", false);
            facts.put("problems", PolicyFacts.problems(broken.problems()));
            facts.put("warnings", List.of());
            spec.commandLine().getOut().println(JsonMapper.shared().writeValueAsString(facts));
        } else {
            PolicySource.complain(file, broken.problems(), spec.commandLine().getErr());
        }
        return ExitStatus.NO;
    }
}
