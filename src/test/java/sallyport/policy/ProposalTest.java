package sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.policy.PolicyFixture.ADA;
import static sallyport.policy.PolicyFixture.NOON;
import static sallyport.policy.PolicyFixture.OPS;
import static sallyport.policy.PolicyFixture.WEB;
import static sallyport.policy.PolicyFixture.alias;
import static sallyport.policy.PolicyFixture.ask;
import static sallyport.policy.PolicyFixture.policy;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.policy.Proposal.Draft;
import sallyport.policy.Proposal.Impossible;
import sallyport.policy.Proposal.Needless;
import sallyport.request.Alias;
import sallyport.request.Argv;
import sallyport.request.ChannelId;
import sallyport.request.Person;

class ProposalTest {
    private static final Policy POLICY = policy("""
            version: 1
            commands:
              uptime:
                summary: s
                argv: [/usr/bin/uptime]
                effect: write
              kernel:
                summary: s
                argv: [/bin/uname, "{flag}"]
                params:
                  flag: { type: enum, values: ["-a", "-r"] }
                effect: write
            grants:
              - id: web-kernel
                command: kernel
                targets: [web]
                groups: [ops]
                approval: { all_of: [{ group: sre }] }
              - id: api-uptime
                command: uptime
                targets: [api]
                groups: [dev]
                approval: { all_of: [{ group: leads }] }
              - id: api-kernel
                command: kernel
                targets: [api]
                groups: [ops]
                approval: { any_of: [{ group: leads }, { group: ops }] }
            denies:
              - id: no-environment
                programs: [env]
            """);

    private static final Groups GROUPS = groups("dev 1 4", "sre 2 3", "leads 2", "admins 3");

    /** @param members the group's name and the numbers of its people; U1 is who asks */
    private static Groups groups(String... members) {
        return new Groups(Arrays.stream(members)
                .map(line -> List.of(line.split(" ", -1)))
                .collect(Collectors.toMap(
                        List::getFirst,
                        words -> words.stream()
                                .skip(1)
                                .map(number -> new Person("T1", "U" + number))
                                .collect(Collectors.toSet()))));
    }

    private static CommandAsk askOn(Alias alias, Set<String> groups, String... argv) {
        return new CommandAsk(ADA, groups, OPS, alias, Optional.empty(), Argv.of(argv), NOON);
    }

    private static Draft draft(Policy policy, CommandAsk ask, Groups groups) {
        assertThat(policy.mayPropose(ask, groups)).isTrue();
        var proposal = policy.propose(ask, groups);
        assertThat(proposal).isInstanceOf(Draft.class);
        return (Draft) proposal;
    }

    private static Draft draft(String... argv) {
        return draft(POLICY, ask(argv), GROUPS);
    }

    private static void impossible(Policy policy, CommandAsk ask, Groups groups, String reason) {
        assertThat(policy.mayPropose(ask, groups)).isFalse();
        assertThat(policy.propose(ask, groups))
                .isInstanceOfSatisfying(
                        Impossible.class, not -> assertThat(not.reason()).contains(reason));
    }

    @Test
    void a_new_command_is_literal_and_cautious_and_its_grant_is_as_narrow_as_the_ask() {
        assertThat(draft("/bin/cat", "/etc/it's", "-n").yaml()).isEqualTo("""
                # Under commands:
                  cat-etc-it-s-n:
                    summary: '/bin/cat ''/etc/it''\\''''s'' -n' # say what it is for
                    argv: ['/bin/cat', '/etc/it''s', '-n']
                    effect: write
                    exit_code: wanted
                # Under grants:
                  - id: web-cat-etc-it-s-n
                    command: cat-etc-it-s-n
                    targets: [web]
                    containers: [app]
                    groups: [dev]
                    channels: [C1] # where it was asked; any channel without this line
                    approval: { all_of: [{ group: sre, count: 1 }] }
                """);
    }

    @Test
    void an_argument_that_would_name_a_parameter_becomes_one_that_can_only_be_this() {
        assertThat(draft("/bin/x", "{}", "a{b}", "{{ c }}").yaml()).contains("""
                    argv: ['/bin/x', '{}', '{text-1}', '{text-2}']
                    params:
                      text-1: { type: enum, values: ['a{b}'] }
                      text-2: { type: enum, values: ['{{ c }}'] }
                    effect: write
                """);
        assertThat(draft("/bin/x", "a").yaml()).doesNotContain("params");
    }

    @Test
    void only_a_grant_is_proposed_for_a_command_that_is_just_this() {
        var draft = draft("/usr/bin/uptime");
        assertThat(draft.yaml()).startsWith("# Under grants:\n  - id: web-uptime\n    command: uptime\n");
        assertThat(draft.notes()).containsExactly("The command uptime is just this, so only a grant is missing.");
        assertThat(draft.refusal()).extracting(Reason::rule).containsExactly("api-uptime");
    }

    @Test
    void a_parameter_of_one_value_is_just_this_too_unless_it_may_be_left_out() {
        var one = policy("""
                version: 1
                commands:
                  b: { summary: s, argv: [/bin/x, "a{p}c"], params: { p: { type: enum, values: [b] } }, effect: write }
                  a: { summary: s, argv: [/bin/x, "abc"], effect: write }
                  c: { summary: s, argv: [/bin/y, "{p}"], params: { p: { type: enum, values: [b], optional: true } }, effect: write }
                  d: { summary: s, argv: [/bin/y, "{p}"], params: { p: { type: pattern, pattern: b } }, effect: write }
                """);
        assertThat(draft(one, ask("/bin/x", "abc"), GROUPS).yaml()).contains("command: a\n");
        assertThat(draft(policy(one.text().replace("\"abc\"", "\"abd\"")), ask("/bin/x", "abc"), GROUPS)
                        .yaml())
                .contains("command: b\n");
        var literal = draft(one, ask("/bin/y", "b"), GROUPS);
        assertThat(literal.yaml()).contains("argv: ['/bin/y', 'b']");
        assertThat(literal.notes()).first().asString().startsWith("It fits c, d too, which allows more than this");
    }

    @Test
    void a_wider_command_that_fits_is_only_mentioned() {
        var draft = draft("/bin/uname", "-a");
        assertThat(draft.yaml()).contains("uname-a:\n", "argv: ['/bin/uname', '-a']");
        assertThat(draft.notes())
                .containsExactly("It fits kernel too, which allows more than this; granting that instead is possible.");
    }

    @Test
    void what_a_check_would_warn_of_is_noted_and_what_fixed_arguments_may_do() {
        assertThat(draft("bash", "-c", "id").notes())
                .satisfiesExactly(
                        relative -> assertThat(relative).startsWith("bash is looked up along the container's PATH"),
                        power -> assertThat(power)
                                .isEqualTo("bash can be made to run programs (everything they read is a program)."
                                        + " Read what it is given here."));
        assertThat(draft("/usr/bin/nice", "/bin/cat", "x").notes())
                .singleElement()
                .asString()
                .startsWith("nice can be made to run programs");
        assertThat(draft("/opt/ours").notes()).isEmpty();
    }

    @Test
    void what_the_author_of_a_command_accepted_is_not_noted_again() {
        var accepted = policy("""
                version: 1
                commands:
                  show: { summary: s, argv: [/bin/cat, /etc/os-release], effect: read }
                """);
        assertThat(draft(accepted, ask("/bin/cat", "/etc/os-release"), GROUPS).notes())
                .hasSize(2)
                .last()
                .asString()
                .startsWith("cat can be made to show files");
        var text = accepted.text().replace("effect: read", "effect: read, accept: [can-read-files]");
        assertThat(draft(policy(text), ask("/bin/cat", "/etc/os-release"), GROUPS)
                        .notes())
                .hasSize(1);
    }

    @Test
    void names_are_unlike_all_others() {
        var crowded = policy("""
                version: 1
                commands:
                  x-a: { summary: s, argv: [/bin/q], effect: write }
                  x-a-2: { summary: s, argv: [/bin/q], effect: write }
                grants:
                  - { id: web-x-a-3, command: x-a, targets: [api], groups: [dev], approval: { all_of: [{ group: sre }] } }
                  - { id: web-x-a-3-2, capability: logs, targets: [api], groups: [dev] }
                denies:
                  - { id: web-x-a-3-3, programs: [y] }
                """);
        assertThat(draft(crowded, ask("/bin/x", "a"), GROUPS).yaml())
                .contains("  x-a-3:\n", "- id: web-x-a-3-4\n", "command: x-a-3\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/bin/--", "/", "~", "/bin/A_b.C", "/x/-0-"})
    void any_program_gets_a_name(String program) {
        assertThat(draft(program).yaml()).contains("effect: write");
    }

    @Test
    void a_long_command_gets_a_name_and_a_summary_of_bearable_length() {
        var yaml = draft("/bin/x", "y".repeat(500)).yaml();
        assertThat(yaml).contains("  x-" + "y".repeat(46) + ":\n", "summary: '/bin/x " + "y".repeat(53) + "...'");
        assertThat(yaml).contains("- id: web-x-" + "y".repeat(42) + "\n");
        assertThat(draft("/bin/x", "y".repeat(53)).yaml()).contains("summary: '/bin/x " + "y".repeat(53) + "'");
    }

    @Test
    void the_smallest_group_of_who_asks_is_granted_and_the_others_are_offered() {
        var groups = groups("dev 1 4", "a-few 1", "bees 1", "all 1 2 3 4", "sre 2");
        assertThat(draft(POLICY, askOn(WEB, Set.of("all", "dev", "bees", "a-few"), "/x"), groups)
                        .yaml())
                .contains("groups: [a-few] # or of: bees, dev, all\n");
    }

    @Test
    void who_agrees_on_the_target_is_proposed_before_who_agrees_elsewhere_the_admins_and_the_largest_group() {
        assertThat(approvers(GROUPS, WEB)).isEqualTo("sre");
        assertThat(approvers(GROUPS, alias("api", "prod", "api"))).isEqualTo("leads");
        assertThat(approvers(GROUPS, alias("batch", "prod", "batch"))).isEqualTo("leads");
        assertThat(approvers(groups("dev 1", "sre 1", "admins 3", "more 2 4"), WEB))
                .isEqualTo("admins");
        assertThat(approvers(groups("dev 1", "few 2", "more 2 4", "admins 1"), WEB))
                .isEqualTo("more");
        assertThat(approvers(groups("dev 1 2"), WEB)).isEqualTo("dev");
    }

    private static String approvers(Groups groups, Alias alias) {
        var yaml = draft(POLICY, askOn(alias, Set.of("dev"), "/x"), groups).yaml();
        return yaml.replaceAll("(?s).*group: ([a-z]+),.*", "$1");
    }

    @Test
    void a_target_whose_alias_means_something_else_is_named_by_its_service() {
        assertThat(draft(POLICY, askOn(alias("shop/web", "prod", "storefront"), Set.of("dev"), "/x"), GROUPS)
                        .yaml())
                .contains("targets: ['prod/storefront']\n", "id: shop-web-x\n");
        impossible(
                POLICY,
                askOn(alias("shop/web", "prod", "a b"), Set.of("dev"), "/x"),
                GROUPS,
                "cannot name this target");
        impossible(POLICY, askOn(alias("*", "prod", "a*b"), Set.of("dev"), "/x"), GROUPS, "cannot name this target");
    }

    @Test
    void a_target_without_a_container_of_its_own_leaves_containers_out() {
        var bare = new Alias("batch", "111122223333", "us-east-1", "prod", "b", Optional.empty(), Optional.empty());
        assertThat(draft(POLICY, askOn(bare, Set.of("dev"), "/x"), GROUPS).yaml())
                .doesNotContain("containers");
    }

    @Test
    void names_of_the_configuration_are_written_such_that_they_stay_what_they_are() {
        var odd = groups("no 1", "1e3 1 4", "it's 1 4 5", "caf\u00e9\"\\\uD83D\uDC1D 1 4 5 6", "sre 2");
        var names = new HashSet<>(odd.names());
        names.remove("sre");
        assertThat(draft(POLICY, askOn(WEB, names, "/x"), odd).yaml())
                .contains("groups: ['no'] # or of: '1e3', 'it''s', \"caf\\U000000e9\\\"\\\\\\U0001f41d\"\n");
    }

    @Test
    void what_is_allowed_needs_no_proposal() {
        var ask = askOn(WEB, Set.of("ops"), "/bin/uname", "-a");
        assertThat(POLICY.propose(ask, GROUPS)).isEqualTo(new Needless());
        assertThat(POLICY.mayPropose(ask, GROUPS)).isFalse();
    }

    @Test
    void what_a_deny_forbids_is_never_proposed() {
        impossible(POLICY, ask("/usr/bin/env"), GROUPS, "the rule no-environment forbids it");
    }

    @Test
    void what_a_policy_cannot_say_is_not_proposed() {
        impossible(
                POLICY,
                ask("/bin/x", "\u00e9"),
                GROUPS,
                "holds a character beyond ASCII, which only the alphabet of a parameter");
        impossible(POLICY, ask("/bin/{x}"), GROUPS, "cannot name a program with such braces");
        impossible(POLICY, ask("/bin/x}}"), GROUPS, "cannot name a program with such braces");
    }

    @Test
    void strangers_and_people_with_nobody_to_agree_are_offered_nothing() {
        impossible(POLICY, askOn(WEB, Set.of(), "/x"), GROUPS, "you are in no group");
        impossible(POLICY, ask("/x"), groups("dev 1", "sre 1"), "anybody else in it who could agree");
    }

    @Test
    void without_a_policy_nothing_is_proposed() {
        impossible(Policy.absent(), ask("/x"), GROUPS, "there is no policy yet");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ version: 1, denies: [{ id: d, programs: [a] }] }",
                "version: 1\ngrants: [{ id: g, capability: logs, targets: [a], groups: [dev] }]\n",
                "version: 1\ncommands: {}\n",
                "version: 1\n...\n"
            })
    void a_file_that_takes_no_further_lines_is_left_to_its_owners(String text) {
        assertThat(policy(text).propose(ask("/x"), GROUPS))
                .isInstanceOfSatisfying(
                        Impossible.class,
                        not -> assertThat(not.reason())
                                .contains("cannot be put into the policy file as it is written"));
    }

    @Test
    void sections_that_are_not_there_come_at_the_end() {
        assertThat(draft(policy("  version: 1\n"), ask("/x"), GROUPS).yaml())
                .startsWith("# At the end of the file:\n  commands:\n    x:\n      summary: '/x'")
                .contains("# At the end of the file:\n  grants:\n    - id: web-x\n      command: x\n");
    }

    @Test
    void a_hundred_arguments_of_every_length_are_taken() {
        var argv =
                IntStream.range(0, 100).mapToObj(i -> "/" + "'".repeat(i % 5)).toArray(String[]::new);
        assertThat(draft(argv).yaml()).contains("argv: ['/', '/''', '/''''',");
    }

    @Test
    void the_channel_is_the_one_it_was_asked_in() {
        var ask =
                new CommandAsk(ADA, Set.of("dev"), new ChannelId("D9"), WEB, Optional.of("side"), Argv.of("/x"), NOON);
        assertThat(draft(POLICY, ask, GROUPS).yaml()).contains("channels: [D9]", "containers: [side]");
    }
}
