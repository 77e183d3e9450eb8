package sallyport.cli;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import sallyport.policy.Capability;
import sallyport.policy.CapabilityAsk;
import sallyport.policy.CommandAsk;
import sallyport.policy.PolicyCase;
import sallyport.policy.PolicyCase.Expectation;
import sallyport.policy.PolicyCase.Question;
import sallyport.request.Alias;
import sallyport.request.Argv;
import sallyport.request.ChannelId;
import sallyport.request.FanOut;
import sallyport.request.Person;
import sallyport.yaml.Yaml;
import sallyport.yaml.YamlFields;
import sallyport.yaml.YamlNode;
import sallyport.yaml.YamlNode.Scalar;
import sallyport.yaml.YamlProblem;
import sallyport.yaml.YamlReading;

/** Reads a file of cases for {@code policy test}, finding all of its problems in one pass. Used once. */
final class PolicyTestReader {
    sealed interface Reading {
        record Read(List<PolicyCase> cases) implements Reading {}

        record Broken(List<YamlProblem> problems) implements Reading {}
    }

    private static final String VERSION = "1";
    private static final Map<String, Boolean> ANSWERS = Map.of("allowed", true, "denied", false);
    private static final Map<String, Capability> CAPABILITIES =
            Arrays.stream(Capability.values()).collect(Collectors.toMap(Capability::word, Function.identity()));
    /** When a case asks that does not say when: noon of a Monday, so that the answer is the same every day. */
    private static final Instant USUAL_MOMENT = Instant.parse("2026-01-05T12:00:00Z");

    private static final Pattern PLACE = Pattern.compile("([A-Za-z0-9_.-]+)/([A-Za-z0-9_.-]+)");
    private static final Pattern APPROVAL =
            Pattern.compile("none|\\(?[0-9]+ of (\\S+|\".*\")( (and|or) \\(?[0-9]+ of (\\S+|\".*\"))*");

    /** Who asks from where. */
    private record Standing(Person person, Set<String> groups, ChannelId channel, Alias alias) {}

    private final List<YamlProblem> problems = new ArrayList<>();
    private final Organization organization;

    private PolicyTestReader(Organization organization) {
        this.organization = organization;
    }

    /** @param organization whom and what the cases can name, unless the file names targets of its own */
    static Reading read(String text, Organization organization) {
        return new PolicyTestReader(organization).read(text);
    }

    private Reading read(String text) {
        var cases = switch (Yaml.read(text)) {
            case YamlReading.Broken(var problem) -> {
                problems.add(problem);
                yield List.<PolicyCase>of();
            }
            case YamlReading.Read(var root) ->
                YamlFields.of(root, problems).map(this::cases).orElse(List.of());
        };
        return problems.isEmpty() ? new Reading.Read(cases) : new Reading.Broken(List.copyOf(problems));
    }

    private List<PolicyCase> cases(YamlFields file) {
        file.require("version", "cases");
        file.node("version")
                .filter(version ->
                        !(version instanceof Scalar scalar && scalar.text().equals(VERSION)))
                .ifPresent(
                        version -> file.problem(version, "Policy tests of version " + VERSION + " can be read here."));
        var own = file.node("targets").isPresent() ? organization.at(targets(file)) : organization;
        var cases = file.list("cases").stream()
                .flatMap(fields -> read(fields, own).stream())
                .toList();
        file.refuseOthers();
        return cases;
    }

    private List<Alias> targets(YamlFields file) {
        var targets = new ArrayList<Alias>();
        file.fields("targets")
                .ifPresent(fields -> file.named("targets")
                        .forEach(entry -> fields.scalar(entry.key()).ifPresent(place -> {
                            var form = PLACE.matcher(place.text());
                            if (form.matches()) {
                                targets.add(Organization.alias(entry.key(), form.group(1), form.group(2)));
                            } else {
                                file.problem(place, place.text() + " is not of the form cluster/service.");
                            }
                        })));
        return targets;
    }

    private Optional<PolicyCase> read(YamlFields fields, Organization known) {
        fields.require("name", "person", "channel", "target", "expect");
        var name = fields.text("name").orElse("");
        var at = fields.scalar("at").flatMap(moment -> instant(fields, moment)).orElse(USUAL_MOMENT);
        var standing = standing(fields, known, at);
        var container = fields.text("container");
        var argv = fields.scalar("command").flatMap(line -> argv(fields, line));
        boolean breaksGlass = fields.bool("breakglass").orElse(false);
        var capability = fields.oneOf("capability", CAPABILITIES);
        var expectation = expectation(fields);
        fields.refuseOthers();
        if (fields.node("command").isPresent() == fields.node("capability").isPresent()) {
            fields.problem(fields.place(), "A case needs exactly one of command, capability.");
        }
        if (breaksGlass) {
            fields.node("capability")
                    .ifPresent(node -> fields.problem(node, "breakglass belongs to a case with command."));
        }
        var question = standing.flatMap(who -> argv.<Question>map(line -> new Question.Run(new CommandAsk(
                        who.person(), who.groups(), who.channel(), who.alias(), container, line, at, breaksGlass)))
                .or(() -> capability.map(what -> new Question.See(
                        new CapabilityAsk(who.person(), who.groups(), who.channel(), who.alias(), what, at)))));
        return question.flatMap(asked ->
                expectation.map(expected -> new PolicyCase(name, fields.place().line(), asked, expected)));
    }

    private static Optional<Standing> standing(YamlFields fields, Organization known, Instant at) {
        var person = fields.scalar("person")
                .flatMap(scalar -> orProblem(
                        fields,
                        scalar,
                        known.person(scalar.text()),
                        scalar.text() + " is not a member's id such as U0123ABCD."));
        var alias = fields.scalar("target")
                .flatMap(scalar ->
                        orProblem(fields, scalar, known.target(scalar.text()), known.unknownTarget(scalar.text())));
        var channel = fields.scalar("channel")
                .flatMap(scalar -> orProblem(
                        fields,
                        scalar,
                        Optional.of(scalar.text())
                                .filter(text -> !text.isBlank())
                                .map(ChannelId::new),
                        "channel is empty."));
        boolean named = fields.node("groups").isPresent();
        var groups = Set.copyOf(fields.texts("groups"));
        return person.flatMap(who -> alias.flatMap(target -> channel.map(
                place -> new Standing(who, named ? groups : known.groupsAt(at).of(who), place, target))));
    }

    private static Optional<Argv> argv(YamlFields fields, Scalar line) {
        return switch (TypedCommand.of(line.text())) {
            case TypedCommand.Read(var argv) -> Optional.of(argv);
            case TypedCommand.Refused(var sentence) -> orProblem(fields, line, Optional.empty(), sentence);
        };
    }

    private static Optional<Instant> instant(YamlFields fields, Scalar at) {
        try {
            return Optional.of(OffsetDateTime.parse(at.text()).toInstant());
        } catch (DateTimeParseException _) {
            fields.problem(at, "at must be a moment such as 2026-01-31T08:00:00Z.");
            return Optional.empty();
        }
    }

    private static Optional<Expectation> expectation(YamlFields fields) {
        var allowed = fields.oneOf("expect", ANSWERS);
        var approval = fields.scalar("approval");
        var reason = fields.scalar("reason");
        approval.filter(scalar -> !APPROVAL.matcher(scalar.text()).matches())
                .ifPresent(scalar -> fields.problem(scalar, "approval must be none, or like 1 of sre and 2 of dba."));
        approval.filter(_ -> !allowed.orElse(true))
                .ifPresent(scalar -> fields.problem(scalar, "approval belongs to expect: allowed."));
        reason.filter(_ -> allowed.orElse(false))
                .ifPresent(scalar -> fields.problem(scalar, "reason belongs to expect: denied."));
        var fanOut = fields.integer("fan_out", 1, FanOut.MOST_TASKS);
        fields.node("fan_out")
                .filter(_ -> !allowed.orElse(true))
                .ifPresent(node -> fields.problem(node, "fan_out belongs to expect: allowed."));
        var rule = fields.text("rule");
        var report = fields.text("report");
        return allowed.map(expected ->
                new Expectation(expected, rule, approval.map(Scalar::text), fanOut, reason.map(Scalar::text), report));
    }

    private static <T> Optional<T> orProblem(YamlFields fields, YamlNode at, Optional<T> value, String message) {
        if (value.isEmpty()) {
            fields.problem(at, message);
        }
        return value;
    }
}
