package sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.policy.PolicyFixture.ADA;
import static sallyport.policy.PolicyFixture.ask;
import static sallyport.policy.PolicyFixture.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import sallyport.policy.Decision.Allowed;
import sallyport.policy.Proposal.Draft;
import sallyport.request.Argv;
import sallyport.request.Person;

/**
 * Random commands of hostile pieces, refused by policies of different layouts. What is proposed is pasted by a simple
 * editor that knows nothing of YAML; then just that may be asked, with approval, and what is one step away may not.
 *
 * <p>Fewer, for mutation tests: {@code -Dproposals=50}.
 */
class ProposalPropertyTest {
    private static final int PROPOSALS = Integer.getInteger("proposals", 1_500);
    private static final long SEED = 11;

    private static final List<String> LAYOUTS =
            List.of("""
            version: 1
            commands:
              ls: { summary: s, argv: [ls, "-l"], effect: read }
            grants:
              - id: web-ls
                command: ls
                targets: [web]
                groups: [dev]
                approval: none
            """, """
            # indented by four, and a list that is not
            version: 1
            grants:
            # the first
            -   id: web-ls
                command: ls
                targets: [web]
                groups: [dev]
                approval: { all_of: [{ group: ops }] }
            commands:

                # the first
                "ls":
                    summary: >
                      several
                      lines
                    argv: [ls]
                    effect: write""", """
            ---
            grants:
              - { id: look, capability: logs, targets: ["*"], groups: [dev] }
            version: 1
            """, "version: 1\r\ndenies:\r\n- id: no-env\r\n  programs: [env]\r\n");

    private static final List<String> PIECES = List.of(
            "",
            " ",
            "'",
            "''",
            "\"",
            "\\",
            "\\n",
            "\\x41",
            "#",
            " # ",
            ": ",
            ":",
            "- ",
            "-",
            "--",
            "? ",
            "|",
            ">",
            "&a",
            "*a",
            "!tag",
            "%",
            "@",
            "`",
            "[",
            "]",
            "{",
            "}",
            "{}",
            "{a}",
            "{text-1}",
            "{{",
            "}}",
            "{{a}}",
            ",",
            ", ",
            "~",
            "null",
            "true",
            "no",
            "0",
            "1e3",
            "0x1f",
            "-1.5",
            "<<",
            "...",
            "---",
            "$(id)",
            ";",
            "&&",
            "a",
            "deploy",
            "=",
            "/x");

    private static final List<String> PROGRAMS = List.of("p", "/opt/", "-", "0", "null", "~");

    private static final Groups GROUPS =
            new Groups(Map.of("dev", Set.of(ADA), "ops", Set.of(new Person("T1", "U2"), new Person("T1", "U3"))));

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);

    @Test
    void pasted_into_the_policy_it_allows_just_that_with_approval() {
        int drafts = 0;
        for (int i = 0; i < PROPOSALS; i++) {
            var argv = argv();
            var text = LAYOUTS.get(i % LAYOUTS.size());
            var before = policy(text);
            if (before.propose(ask(argv), GROUPS) instanceof Draft draft) {
                var after = policy(pasted(draft.yaml(), text));
                assertThat(after.decide(ask(argv))).as(draft.yaml()).isInstanceOfSatisfying(Allowed.class, allowed -> {
                    assertThat(allowed.argv()).isEqualTo(new Argv(argv));
                    assertThat(allowed.quorum().needsNobody()).isFalse();
                    assertThat(allowed.effect()).isEqualTo(Effect.WRITE);
                });
                around(argv)
                        .forEach(other -> assertThat(after.decide(ask(other)) instanceof Allowed)
                                .as(other + " by " + draft.yaml())
                                .isEqualTo(before.decide(ask(other)) instanceof Allowed));
                drafts++;
            }
        }
        assertThat(drafts).isGreaterThan(PROPOSALS * 3 / 4);
    }

    /** Puts each part where its comment says. */
    private static String pasted(String yaml, String text) {
        var lines = new ArrayList<>(text.lines().toList());
        int place = lines.size();
        for (var line : yaml.lines().toList()) {
            if (line.startsWith("# Under ")) {
                place = lines.indexOf(line.substring("# Under ".length())) + 1;
                assertThat(place).as(line).isPositive();
            } else if (line.equals("# At the end of the file:")) {
                place = lines.size();
            } else {
                lines.add(place++, line);
            }
        }
        return String.join("\n", lines);
    }

    private List<String> argv() {
        var argv = new ArrayList<String>();
        for (int i = random.nextInt(1, 6); i > 0; i--) {
            var argument = new StringBuilder();
            for (int j = random.nextInt(1, 5); j > 0; j--) {
                argument.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            argv.add(argument.toString());
        }
        argv.set(
                0,
                PROGRAMS.get(random.nextInt(PROGRAMS.size())) + argv.getFirst().replaceAll("[{}]", ""));
        return argv;
    }

    /** One argument more, less, another, or a little longer. */
    private static List<List<String>> around(List<String> argv) {
        var around = new ArrayList<List<String>>();
        var more = new ArrayList<>(argv);
        more.add("x");
        around.add(more);
        for (int i = 1; i < argv.size(); i++) {
            var fewer = new ArrayList<>(argv);
            fewer.remove(i);
            around.add(fewer);
            var longer = new ArrayList<>(argv);
            longer.set(i, argv.get(i) + "x");
            around.add(longer);
        }
        around.removeIf(argv::equals);
        return around;
    }
}
