package sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.policy.PolicyFixture.ADA;
import static sallyport.policy.PolicyFixture.OPS;
import static sallyport.policy.PolicyFixture.alias;
import static sallyport.policy.PolicyFixture.ask;
import static sallyport.policy.PolicyFixture.policy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sallyport.policy.Decision.Allowed;
import sallyport.policy.Decision.Denied;
import sallyport.policy.Reason.Kind;
import sallyport.request.Argv;
import sallyport.request.Audience;
import sallyport.request.Binding;
import sallyport.request.Confirmation;
import sallyport.request.EditDistance;
import sallyport.request.ExitCode;
import sallyport.request.Quorum;

/** A policy with so many rules that none can be asked for all of them. */
class LargePolicyTest {
    private static final Terms TERMS = new Terms(
            Quorum.none(),
            false,
            List.of(),
            Duration.ofMinutes(30),
            Duration.ofMinutes(10),
            Binding.REVISION,
            Optional.empty(),
            Confirmation.REVIEW,
            Optional.empty(),
            List.of(),
            1);

    @Test
    void decides_as_each_of_its_rules_would() {
        var random = new Random(8);
        var commands = IntStream.range(0, 12).mapToObj(LargePolicyTest::command).toList();
        var grants = IntStream.range(0, 300)
                .mapToObj(i -> grant(i, commands, random))
                .toList();
        var denies = IntStream.range(0, 40).mapToObj(i -> deny(i, random)).toList();
        var rules = new Rules(grants, List.of(), denies);
        int allowed = 0;
        for (int i = 0; i < 1_000; i++) {
            var ask = asking(random);
            var decision = new RunDecision(rules, ask).decide();
            var forbidding = denies.stream()
                    .flatMap(deny -> deny.forbids(ask, ask.argv().program()).stream())
                    .map(Reason::rule)
                    .sorted()
                    .toList();
            if (!forbidding.isEmpty()) {
                assertThat(((Denied) decision).reasons())
                        .extracting(Reason::rule)
                        .isEqualTo(forbidding);
                continue;
            }
            var allowing = grants.stream()
                    .filter(grant -> grant.unmet(ask).isEmpty())
                    .filter(grant -> grant.commands().stream()
                            .anyMatch(command -> command.match(ask.argv()) instanceof Match.Matches))
                    .map(Grant::id)
                    .sorted()
                    .collect(Collectors.joining(", "));
            assertThat(decision instanceof Allowed of ? of.rule() : "").isEqualTo(allowing);
            allowed += allowing.isEmpty() ? 0 : 1;
        }
        assertThat(allowed).isBetween(100, 900);
    }

    private static Command command(int number) {
        var arguments =
                List.<Argument>of(new Argument.Literal("p" + number % 5), new Argument.Literal(number < 9 ? "x" : "y"));
        return new Command(
                "c" + number,
                "",
                arguments,
                Effect.READ,
                ExitCode.WANTED,
                Duration.ofMinutes(1),
                1 << 20,
                Audience.THREAD);
    }

    private static Grant.OfCommands grant(int number, List<Command> commands, Random random) {
        var granted = IntStream.range(0, 1 + random.nextInt(2))
                .mapToObj(_ -> commands.get(random.nextInt(commands.size())))
                .toList();
        return new Grant.OfCommands("g" + number, granted, List.of(somewhere(random), somebody(random)), TERMS);
    }

    private static Deny deny(int number, Random random) {
        var programs = random.nextInt(3) == 0 ? Set.<String>of() : Set.of("p" + random.nextInt(5), "/bin/p0");
        return new Deny("d" + number, programs, List.of(somewhere(random), somebody(random)));
    }

    private static Condition somewhere(Random random) {
        var globs = List.of("t%d", "t%d*", "t*%d", "c%d/s*", "c1/s%d", "*/s%d");
        return new Condition.OnTarget(IntStream.range(0, 1 + random.nextInt(2))
                .mapToObj(_ -> globs.get(random.nextInt(globs.size())).formatted(random.nextInt(30)))
                .map(TargetGlob::new)
                .toList());
    }

    private static Condition somebody(Random random) {
        return new Condition.ByPerson(Set.of("team-" + random.nextInt(6)), Set.of());
    }

    private static CommandAsk asking(Random random) {
        int target = random.nextInt(40);
        var groups = random.ints(2, 0, 6).mapToObj(team -> "team-" + team).collect(Collectors.toSet());
        var program = (random.nextInt(8) == 0 ? "/bin/" : "") + "p" + random.nextInt(6);
        return new CommandAsk(
                ADA,
                groups,
                OPS,
                alias("t" + target, "c" + random.nextInt(3), "s" + target),
                Optional.empty(),
                Argv.of(program, random.nextBoolean() ? "x" : "y"),
                PolicyFixture.NOON);
    }

    private static final String COMMANDS = """
            version: 1
            commands:
              one: {summary: s, argv: [p, one], effect: read}
              two: {summary: s, argv: [p, two], effect: read}
            grants:
            """;

    private static String grant(String id, String command, String target) {
        return "  - {id: " + id + ", command: " + command + ", targets: [" + target
                + "], groups: [dev], approval: none}\n";
    }

    @Test
    void a_rule_elsewhere_that_grants_just_what_was_typed_is_told_among_fifty() {
        var text = new StringBuilder(COMMANDS);
        for (int i = 10; i < 59; i++) {
            text.append(grant("g" + i, "two", "db"));
        }
        var fifty = text + grant("last", "one", "db");
        var fiftyOne = text + grant("h", "two", "db") + grant("last", "one", "db");

        assertThat(reasons(fifty))
                .first()
                .isEqualTo(new Reason("last", Kind.TARGET, "web is not among its targets (db)"));
        assertThat(reasons(fifty)).hasSize(5);
        assertThat(reasons(fiftyOne))
                .first()
                .isEqualTo(new Reason("g10", Kind.TARGET, "web is not among its targets (db)"));
    }

    @Test
    void the_words_of_a_refusal_do_not_depend_on_the_order_of_its_rules() {
        var grants = new ArrayList<String>();
        for (int i = 0; i < 200; i++) {
            grants.add(grant("g" + i, i % 3 == 0 ? "one" : "two", i % 50 == 0 ? "web" : "db" + i % 7));
        }
        var expected = policy(COMMANDS + String.join("", grants)).decide(ask("p", "three"));
        var random = new Random(9);
        for (int i = 0; i < 10; i++) {
            Collections.shuffle(grants, random);
            assertThat(policy(COMMANDS + String.join("", grants)).decide(ask("p", "three")))
                    .isEqualTo(expected);
        }
    }

    @Test
    void lines_are_compared_for_likeness_by_their_first_hundred_characters() {
        var near = "x".repeat(66);
        var text = """
                version: 1
                commands:
                  long: {summary: s, argv: [qqqqqqqq, "%s"], effect: read}
                grants:
                """.formatted("x".repeat(91)) + grant("g", "long", "web");

        assertThat(explanation(text, Argv.of("zzzzzzzz", "x".repeat(91)))).contains("You may run `qqqqqqqq ");
        assertThat(explanation(text, Argv.of("zzzzzzzz", "x".repeat(91) + "y".repeat(500))))
                .contains("You may run `qqqqqqqq ");
        assertThat(explanation(text, Argv.of("zzzzzzzz", near + "y".repeat(500))))
                .contains("You may run `qqqqqqqq ");
        assertThat(explanation(text, Argv.of("zzzzzzzz", "x".repeat(65) + "y".repeat(500))))
                .doesNotContain("You may run");
    }

    @Test
    void a_command_is_suggested_exactly_if_less_than_half_of_its_program_or_a_third_of_its_line_differs() {
        var random = new Random(10);
        int suggested = 0;
        for (int i = 0; i < 3_000; i++) {
            var known = List.of(letters(random, "abi", 6), letters(random, "abi", 9));
            var typed = known.stream().map(word -> mistyped(random, word)).toList();
            var command = new Command(
                    "c",
                    "",
                    List.of(new Argument.Literal(known.getFirst()), new Argument.Literal(known.getLast())),
                    Effect.READ,
                    ExitCode.WANTED,
                    Duration.ofMinutes(1),
                    1 << 20,
                    Audience.THREAD);
            var rules = new Rules(
                    List.of(new Grant.OfCommands("g", List.of(command), List.of(), TERMS)), List.of(), List.of());
            var ask = ask(typed);
            var line = ask.argv().quoted();
            boolean near = EditDistance.between(typed.getFirst(), known.getFirst()) * 2
                            < typed.getFirst().length()
                    || EditDistance.between(line, command.usage()) * 3 < line.length();

            assertThat(((Denied) new RunDecision(rules, ask).decide())
                            .explanation()
                            .contains("You may run"))
                    .as("%s for %s", known, typed)
                    .isEqualTo(near);
            suggested += near ? 1 : 0;
        }
        assertThat(suggested).isBetween(300, 2_700);
    }

    /** With some letters left out, doubled or replaced, and never empty. */
    private static String mistyped(Random random, String word) {
        return "a"
                + word.chars()
                        .mapToObj(letter -> switch (random.nextInt(10)) {
                            case 0 -> "";
                            case 1 -> Character.toString(letter) + (char) letter;
                            case 2 -> "é";
                            case 3 -> "b";
                            default -> Character.toString(letter);
                        })
                        .collect(Collectors.joining());
    }

    private static String letters(Random random, String letters, int longest) {
        return random.ints(1 + random.nextInt(longest), 0, letters.length())
                .mapToObj(at -> letters.substring(at, at + 1))
                .collect(Collectors.joining());
    }

    private static String explanation(String text, Argv argv) {
        return ((Denied) policy(text).decide(ask(argv.arguments()))).explanation();
    }

    private static List<Reason> reasons(String text) {
        return ((Denied) policy(text).decide(ask("p", "one"))).reasons();
    }
}
