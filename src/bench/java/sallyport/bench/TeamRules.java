package sallyport.bench;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import sallyport.policy.CommandAsk;
import sallyport.policy.Policy;
import sallyport.policy.PolicyReading;
import sallyport.request.Alias;
import sallyport.request.Argv;
import sallyport.request.ChannelId;
import sallyport.request.Person;

/**
 * Rules of many teams: each has a service, a group, and ten grants, one for each of ten commands out of a hundred that
 * all teams share. Ten rules are one team's, ten thousand are a thousand teams'. The same rules can be had as other
 * engines would be given them.
 */
final class TeamRules {
    static final int PER_TEAM = 10;
    private static final int COMMANDS = 100;
    private static final int PROGRAMS = 50;
    private static final int QUESTIONS = 1_024;
    private static final long SEED = 11;

    private final int rules;
    private final Random random = new Random(SEED);

    TeamRules(int rules) {
        this.rules = rules;
    }

    /**
     * One grant.
     *
     * @param team the service is {@code svc-N} and the group {@code team-N}
     */
    record Rule(int team, int command) {
        String program() {
            return "/opt/tools/prog-" + command % PROGRAMS;
        }

        String verb() {
            return "verb-" + command;
        }

        String service() {
            return "svc-" + team;
        }

        String group() {
            return "team-" + team;
        }

        /** The rule as an expression over the service and the command line. */
        String expression() {
            return service() + " " + program() + " " + verb() + " --id=[1-9][0-9]{0,4} [a-z][a-z0-9-]{0,30}";
        }
    }

    /** What somebody asks. */
    record Question(Rule rule, String verb, int id, String name) {
        /** As an expression would be held against it. */
        String line() {
            return rule.service() + " " + String.join(" ", argv());
        }

        List<String> argv() {
            return List.of(rule.program(), verb, "--id=" + id, name);
        }

        CommandAsk ask() {
            return asking(rule, new Argv(argv()));
        }
    }

    static CommandAsk asking(Rule rule, Argv argv) {
        var alias = new Alias(
                rule.service(),
                "111122223333",
                "eu-central-1",
                "prod",
                rule.service(),
                Optional.of("app"),
                Optional.empty());
        return new CommandAsk(
                new Person("T1", "U1"),
                Set.of(rule.group(), "everybody"),
                new ChannelId("C1"),
                alias,
                Optional.empty(),
                argv,
                Instant.parse("2026-03-02T12:00:00Z"));
    }

    List<Rule> rules() {
        return IntStream.range(0, rules)
                .mapToObj(i -> new Rule(i / PER_TEAM, (i / PER_TEAM * 7 + i % PER_TEAM * 3) % COMMANDS))
                .toList();
    }

    /** Each is what some rule allows. */
    List<Question> allowed() {
        var all = rules();
        return random.ints(QUESTIONS, 0, all.size())
                .mapToObj(all::get)
                .map(rule -> new Question(rule, rule.verb(), random.nextInt(1, 99_999), "orders-" + random.nextInt(99)))
                .toList();
    }

    /** Each differs from what some rule allows, in its last argument or in its verb. */
    List<Question> refused() {
        return allowed().stream()
                .map(good -> good.id() % 2 == 0
                        ? new Question(good.rule(), good.verb(), good.id(), "Orders;id")
                        : new Question(good.rule(), "drop", good.id(), good.name()))
                .toList();
    }

    Policy policy() {
        var text = new StringBuilder("version: 1\ncommands:\n");
        for (int command = 0; command < COMMANDS; command++) {
            var rule = new Rule(0, command);
            text.append(("  c%d:%n    summary: Something%n    argv: [%s, %s, \"--id={id}\", \"{name}\"]%n"
                            + "    params:%n      id: { type: int, min: 1, max: 99999 }%n"
                            + "      name: { type: pattern, pattern: \"[a-z][a-z0-9-]{0,30}\" }%n    effect: read%n")
                    .formatted(command, rule.program(), rule.verb()));
        }
        text.append("grants:\n");
        var all = rules();
        for (int i = 0; i < all.size(); i++) {
            var rule = all.get(i);
            // Some name their service alone, some with what may be deployed beside it.
            var target = i % 4 == 0 ? "prod/" + rule.service() : rule.service();
            var targets = i % 5 == 0 ? target + ", \"" + rule.service() + "-*\"" : target;
            text.append("  - { id: r%d, command: c%d, targets: [%s], groups: [%s], approval: none }%n"
                    .formatted(i, rule.command(), targets, rule.group()));
        }
        text.append("denies:\n  - { id: no-environment, programs: [env, printenv] }\n");
        for (int team = 0; team < rules / PER_TEAM; team += 10) {
            text.append("  - { id: d%d, programs: [sh, bash], targets: [svc-%d] }%n".formatted(team, team));
        }
        return read(text.toString());
    }

    static Policy read(String text) {
        return switch (Policy.read(text, "bench")) {
            case PolicyReading.Read(Policy policy) -> policy;
            case PolicyReading.Broken broken -> throw new IllegalStateException(broken.toString());
        };
    }
}
