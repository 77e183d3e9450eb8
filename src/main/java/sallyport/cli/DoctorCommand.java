package sallyport.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import sallyport.watch.Check;
import sallyport.watch.Evidence;
import sallyport.watch.Remedy;
import sallyport.watch.Severity;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "doctor",
        description =
                "Check the installation: configuration, Slack, AWS, ledger, key, policy, transcripts. Changes nothing.",
        mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {
    private final Clinic clinic;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    @Option(names = "--config", paramLabel = "FILE", description = "Configuration file; sallyport.yml by default.")
    private Path configuration = Path.of("sallyport.yml");

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    DoctorCommand(Clinic clinic) {
        this.clinic = clinic;
    }

    @Override
    public Integer call() {
        return switch (clinic.examine(configuration)) {
            case Clinic.Answer.Examined(var checks) -> told(checks);
            case Clinic.Answer.NoConfiguration(var sentence) -> {
                spec.commandLine().getErr().println("Nothing was checked. " + sentence);
                yield ExitStatus.USAGE;
            }
        };
    }

    /** What could not be checked is no no; the answer names it. */
    private int told(List<Check> checks) {
        boolean good = checks.stream().noneMatch(check -> check.severity() == Severity.BLOCKS);
        var out = spec.commandLine().getOut();
        if (json) {
            var facts = new LinkedHashMap<String, Object>();
            facts.put("good", good);
            facts.put("checks", checks.stream().map(DoctorCommand::facts).toList());
            out.println(JsonMapper.shared().writeValueAsString(facts));
        } else {
            checks.forEach(check -> print(check, out));
        }
        return good ? ExitStatus.GOOD : ExitStatus.NO;
    }

    private static void print(Check check, PrintWriter out) {
        out.println(check.severity().mark() + " " + check.id() + " " + check.title());
        if (check.severity() != Severity.FINE) {
            check.evidence().forEach(evidence -> out.println("      " + evidence));
            check.remedy().ifPresent(remedy -> print(remedy, out));
            out.println("      See " + check.documentation());
        }
    }

    private static void print(Remedy remedy, PrintWriter out) {
        out.println("      To mend it: " + remedy.sentence());
        remedy.cli().ifPresent(command -> out.println("        " + command));
    }

    private static Map<String, Object> facts(Check check) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("id", check.id());
        facts.put("severity", check.severity().words());
        facts.put("title", check.title());
        var evidence = new LinkedHashMap<String, String>();
        check.evidence().forEach((Evidence one) -> evidence.put(one.path(), one.value()));
        facts.put("evidence", evidence);
        check.remedy().ifPresent(remedy -> facts.put("remedy", facts(remedy)));
        facts.put("documentation", check.documentation());
        return facts;
    }

    private static Map<String, Object> facts(Remedy remedy) {
        var facts = new LinkedHashMap<String, Object>();
        facts.put("sentence", remedy.sentence());
        remedy.cli().ifPresent(text -> facts.put("cli", text));
        remedy.terraform().ifPresent(text -> facts.put("terraform", text));
        remedy.cdk().ifPresent(text -> facts.put("cdk", text));
        return facts;
    }
}
