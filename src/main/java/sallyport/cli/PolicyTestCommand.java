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
import sallyport.policy.PolicyCase;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "test",
        description = "Ask a policy file what a file of cases asks, and compare the answers.",
        mixinStandardHelpOptions = true)
final class PolicyTestCommand implements Callable<Integer> {
    private static final String UNDONE = "Nothing was tested.";

    private record Outcome(PolicyCase tested, List<String> differences) {
        boolean isGood() {
            return differences.isEmpty();
        }
    }

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE", description = "The policy file.")
    @SuppressWarnings("NullAway.Init") // picocli sets required parameters
    private Path file;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "TESTS",
            description = "The cases; for policy.yml they are in policy.test.yml if left out.")
    private @Nullable Path tests;

    @Option(names = "--config", paramLabel = "SALLYPORT.yml", description = "Where people and targets are defined.")
    private @Nullable Path configuration;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    @Override
    public Integer call() {
        var err = spec.commandLine().getErr();
        var organization = OrganizationReader.read(Optional.ofNullable(configuration), err, UNDONE);
        return organization
                .flatMap(known -> PolicySource.policyOr(file, err, UNDONE)
                        .flatMap(policy ->
                                cases(known).map(cases -> print(outcomes(policy, cases), known.slackGroups(policy)))))
                .orElse(ExitStatus.USAGE);
    }

    private Optional<List<PolicyCase>> cases(Organization organization) {
        var err = spec.commandLine().getErr();
        var source = tests == null ? beside(file) : tests;
        return PolicySource.textOr(source, err, UNDONE)
                .flatMap(text -> switch (PolicyTestReader.read(text, organization)) {
                    case PolicyTestReader.Reading.Read(var cases) -> Optional.of(cases);
                    case PolicyTestReader.Reading.Broken(var problems) -> {
                        PolicySource.complain(source, problems, err);
                        err.println(UNDONE);
                        yield Optional.empty();
                    }
                });
    }

    /** The same name with {@code .test} before its ending. */
    private static Path beside(Path policy) {
        var name = policy.toString();
        int ending = name.lastIndexOf('.');
        return ending > name.lastIndexOf('/')
                ? Path.of(name.substring(0, ending) + ".test" + name.substring(ending))
                : Path.of(name + ".test");
    }

    private static List<Outcome> outcomes(Policy policy, List<PolicyCase> cases) {
        return cases.stream()
                .map(tested -> new Outcome(tested, tested.differences(policy)))
                .toList();
    }

    /** @param unknown groups of which only Slack knows who is in them */
    private int print(List<Outcome> outcomes, List<String> unknown) {
        long failed = outcomes.stream().filter(outcome -> !outcome.isGood()).count();
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonMapper.shared().writeValueAsString(facts(outcomes, failed, unknown)));
        } else {
            print(outcomes, failed);
            if (!unknown.isEmpty()) {
                out.println("# " + PolicyFacts.onlySlackKnows(unknown)
                        + " A case's person is in them only where its groups say so.");
            }
        }
        return failed == 0 ? ExitStatus.GOOD : ExitStatus.NO;
    }

    /** In the Test Anything Protocol, so that what shows test results shows these. */
    private void print(List<Outcome> outcomes, long failed) {
        var out = spec.commandLine().getOut();
        out.println("1.." + outcomes.size());
        for (int number = 1; number <= outcomes.size(); number++) {
            var outcome = outcomes.get(number - 1);
            out.println((outcome.isGood() ? "ok " : "not ok ") + number + " - " + title(outcome.tested()));
            outcome.differences()
                    .forEach(difference ->
                            out.println("# line " + outcome.tested().line() + ": " + difference));
        }
        out.println("# " + (outcomes.size() - failed) + " good, " + failed + " failed");
    }

    /** In that protocol a # begins a directive, which could turn a failure into a good result. */
    private static String title(PolicyCase tested) {
        return tested.name().replaceAll("\\p{Cntrl}", " ").replace("#", "\\#");
    }

    private static Map<String, Object> facts(List<Outcome> outcomes, long failed, List<String> unknown) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("good", outcomes.size() - failed);
        facts.put("failed", failed);
        facts.put("cases", outcomes.stream().map(PolicyTestCommand::facts).toList());
        if (!unknown.isEmpty()) {
            facts.put("slackGroups", unknown);
        }
        return facts;
    }

    private static Map<String, Object> facts(Outcome outcome) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("name", outcome.tested().name());
        facts.put("line", outcome.tested().line());
        facts.put("good", outcome.isGood());
        facts.put("differences", outcome.differences());
        return facts;
    }
}
