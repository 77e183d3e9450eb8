package sallyport.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import sallyport.yaml.Yaml;
import sallyport.yaml.YamlFields;
import sallyport.yaml.YamlNode.Scalar;
import sallyport.yaml.YamlProblem;
import sallyport.yaml.YamlReading;

/** Reads a policy file as a whole: its version, commands, grants and denies, and that they refer to one another. */
final class PolicyFile {
    private static final String VERSION = "1";

    sealed interface Reading {
        /** @param reporting the rules that say {@code mode: report} */
        record Good(Rules rules, Rules reporting) implements Reading {}

        /** In the order of their places. */
        record Bad(List<PolicyProblem> problems) implements Reading {}
    }

    /** The rules of one mode, as far as they were read. */
    private static final class Written {
        private final List<Grant.OfCommands> running = new ArrayList<>();
        private final List<Grant.OfCapabilities> capabilities = new ArrayList<>();
        private final List<Deny> denies = new ArrayList<>();

        private Rules rules() {
            return new Rules(running, capabilities, denies);
        }
    }

    private final List<YamlProblem> problems = new ArrayList<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final Written enforced = new Written();
    private final Written reporting = new Written();
    private final Map<String, Written> modes = Map.of("enforce", enforced, "report", reporting);

    static Reading read(String text) {
        return new PolicyFile().reading(text);
    }

    private Reading reading(String text) {
        switch (Yaml.read(text)) {
            case YamlReading.Broken(YamlProblem problem) -> problems.add(problem);
            case YamlReading.Read(var root) -> YamlFields.of(root, problems).ifPresent(this::document);
        }
        return problems.isEmpty()
                ? new Reading.Good(enforced.rules(), reporting.rules())
                : new Reading.Bad(problems.stream()
                        .sorted(Comparator.comparingInt(YamlProblem::line).thenComparingInt(YamlProblem::column))
                        .map(problem -> new PolicyProblem(problem.line(), problem.column(), problem.message()))
                        .toList());
    }

    private void document(YamlFields document) {
        document.require("version");
        document.node("version").ifPresent(version -> {
            if (!(version instanceof Scalar scalar && scalar.text().equals(VERSION))) {
                document.problem(version, "Policies of version " + VERSION + " can be read here.");
            }
        });
        var commands = commands(document);
        document.list("grants").forEach(fields -> grant(fields, commands));
        document.list("denies").forEach(this::deny);
        document.refuseOthers();
    }

    private Map<String, Optional<Command>> commands(YamlFields document) {
        var commands = new TreeMap<String, Optional<Command>>();
        document.named("commands")
                .forEach(entry -> commands.put(entry.key(), new CommandReader(entry, problems).read()));
        return commands;
    }

    private void grant(YamlFields fields, Map<String, Optional<Command>> commands) {
        var id = id(fields);
        var grant = new GrantReader(fields, id, commands).read();
        var among = among(fields);
        switch (grant) {
            case Grant.OfCommands of -> among.running.add(of);
            case Grant.OfCapabilities of -> among.capabilities.add(of);
        }
        fields.refuseOthers();
    }

    private void deny(YamlFields fields) {
        among(fields).denies.add(new DenyReader(fields, id(fields)).read());
        fields.refuseOthers();
    }

    /** The rules of the same mode, in which this one belongs. */
    private Written among(YamlFields fields) {
        return fields.oneOf("mode", modes).orElse(enforced);
    }

    private String id(YamlFields fields) {
        fields.require("id");
        var id = fields.scalar("id");
        id.ifPresent(scalar -> {
            if (!Names.isName(scalar.text())) {
                fields.problem(scalar, Names.refusal(scalar.text()));
            }
            var earlier = ids.putIfAbsent(scalar.text(), scalar.line());
            if (earlier != null) {
                fields.problem(scalar, "The id " + scalar.text() + " is already used on line " + earlier + ".");
            }
        });
        return id.map(Scalar::text).orElse("");
    }
}
