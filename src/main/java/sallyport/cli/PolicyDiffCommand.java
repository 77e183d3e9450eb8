package sallyport.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sallyport.policy.Permission;
import sallyport.policy.PolicyChange;
import sallyport.policy.PolicyDiff;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "diff",
        description = "Say who gains and who loses between two policy files. Exit status 1 if anybody does.",
        mixinStandardHelpOptions = true)
final class PolicyDiffCommand implements Callable<Integer> {
    private static final String UNDONE = "Nothing was compared.";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "BEFORE", description = "The policy file that was.")
    @SuppressWarnings("NullAway.Init") // picocli sets required parameters
    private Path before;

    @Parameters(index = "1", paramLabel = "NOW", description = "The policy file that is to be.")
    @SuppressWarnings("NullAway.Init") // picocli sets required parameters
    private Path now;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    @Override
    public Integer call() {
        var err = spec.commandLine().getErr();
        return PolicySource.policyOr(before, err, UNDONE)
                .flatMap(old -> PolicySource.policyOr(now, err, UNDONE).map(later -> PolicyDiff.between(old, later)))
                .map(this::print)
                .orElse(ExitStatus.USAGE);
    }

    private int print(PolicyDiff diff) {
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonMapper.shared()
                    .writeValueAsString(Map.of(
                            "changes",
                            diff.changes().stream()
                                    .map(PolicyDiffCommand::facts)
                                    .toList())));
        } else if (diff.isEmpty()) {
            out.println("Nobody gains or loses anything.");
        } else {
            diff.lines().forEach(out::println);
        }
        return diff.isEmpty() ? ExitStatus.GOOD : ExitStatus.NO;
    }

    private static Map<String, Object> facts(PolicyChange change) {
        return switch (change) {
            case PolicyChange.Gained(var permission, var terms) -> facts("gained", permission, "terms", terms.strip());
            case PolicyChange.Lost(var permission, var terms) -> facts("lost", permission, "terms", terms.strip());
            case PolicyChange.Moved(var permission, var words, var direction) -> {
                var facts = facts("moved", permission, "terms", words);
                facts.put("direction", direction.name().toLowerCase(Locale.ROOT));
                yield facts;
            }
            case PolicyChange.Forbidden(var sentence) -> facts("forbidden", "deny", sentence);
            case PolicyChange.NotForbidden(var sentence) -> facts("not-forbidden", "deny", sentence);
            case PolicyChange.Reporting(var sentence, var before) -> {
                var facts = facts("reporting", "rule", sentence);
                facts.put("enforcedBefore", before);
                yield facts;
            }
            case PolicyChange.NotReporting(var sentence, var now) -> {
                var facts = facts("not-reporting", "rule", sentence);
                facts.put("enforcedNow", now);
                yield facts;
            }
            case PolicyChange.Redefined(var command, var words) -> {
                var facts = facts("redefined", "command", command);
                facts.put("definition", words);
                yield facts;
            }
        };
    }

    private static Map<String, Object> facts(String change, Permission permission, String key, String words) {
        var facts = facts(change, "who", permission.who());
        facts.put("what", permission.what());
        facts.put("where", permission.where());
        facts.put(key, words);
        return facts;
    }

    private static Map<String, Object> facts(String change, String key, String value) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("change", change);
        facts.put(key, value);
        return facts;
    }
}
