package sallyport.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sallyport.audit.Evidence;
import sallyport.audit.Finding;
import sallyport.audit.Verdict;
import sallyport.audit.Verification;
import sallyport.audit.VerificationKey;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "verify",
        description = "Say whether an exported audit file is whole, genuine and possible. Needs nothing but files.",
        mixinStandardHelpOptions = true)
final class AuditVerifyCommand implements Callable<Integer> {
    private static final Pattern WITNESS = Pattern.compile("([0-9]{1,18}):([0-9a-f]{64})");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "What `sallyport audit export` wrote.")
    @SuppressWarnings("NullAway.Init") // picocli sets required parameters
    private Path file;

    @Option(
            names = "--key",
            paramLabel = "PUBLIC.pem",
            description = "The public key of the checkpoints; once for each key there has been.")
    private List<Path> keys = new ArrayList<>();

    @Option(names = "--transcripts", paramLabel = "DIR", description = "Compare recordings too.")
    private @Nullable Path transcripts;

    @Option(
            names = "--witness",
            paramLabel = "N:HASH",
            description = "Number and hash of a checkpoint as somebody remembers it, such as from Slack.")
    private @Nullable String witness;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    @Override
    public Integer call() {
        var evidence = new Evidence(
                keys.stream().map(this::key).toList(),
                Optional.ofNullable(transcripts),
                Optional.ofNullable(witness).map(this::witness));
        try (var in = Files.newInputStream(file)) {
            var verdict = Verification.of(in, evidence);
            print(verdict);
            return verdict.holds() ? ExitStatus.GOOD : ExitStatus.NO;
        } catch (IOException | UncheckedIOException e) {
            throw new ParameterException(spec.commandLine(), file + " cannot be read (" + e + ").", e);
        }
    }

    private VerificationKey key(Path pem) {
        try {
            return VerificationKey.read(Files.readString(pem))
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            pem + " holds no Ed25519 or P-256 key in a PEM block PUBLIC KEY. Nothing was verified."));
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), pem + " cannot be read (" + e + ").", e);
        }
    }

    private Evidence.Witness witness(String text) {
        var form = WITNESS.matcher(text);
        if (!form.matches()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--witness is a number, a colon and 64 hexadecimal digits. Nothing was verified.");
        }
        return new Evidence.Witness(Long.parseLong(form.group(1)), form.group(2));
    }

    private void print(Verdict verdict) {
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonMapper.shared().writeValueAsString(facts(verdict)));
            return;
        }
        verdict.findings().forEach(out::println);
        if (verdict.unlisted() > 0) {
            out.println("and " + verdict.unlisted() + " more");
        }
        verdict.summary().forEach(out::println);
    }

    private static Map<String, Object> facts(Verdict verdict) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("holds", verdict.holds());
        facts.put("events", verdict.events());
        facts.put("chains", verdict.chains());
        facts.put("checkpoints", verdict.checkpoints());
        verdict.sealed()
                .ifPresent(last -> facts.put(
                        "sealed",
                        Map.of(
                                "number", last.number(),
                                "at", last.at().toString(),
                                "hash", last.hash())));
        facts.put("unsealedEvents", verdict.unsealedEvents());
        facts.put("unsealedChains", verdict.unsealedChains());
        facts.put(
                "findings",
                verdict.findings().stream().map(AuditVerifyCommand::facts).toList());
        facts.put("moreFindings", verdict.unlisted());
        return facts;
    }

    private static Map<String, Object> facts(Finding finding) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put("line", finding.line());
        finding.chain().ifPresent(chain -> facts.put("chain", chain));
        facts.put("problem", finding.problem());
        return facts;
    }
}
