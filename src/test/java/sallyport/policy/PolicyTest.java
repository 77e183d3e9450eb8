package sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.policy.PolicyFixture.ADA;
import static sallyport.policy.PolicyFixture.OPS;
import static sallyport.policy.PolicyFixture.WEB;
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
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import sallyport.policy.Decision.Allowed;
import sallyport.policy.Decision.Denied;
import sallyport.policy.Reason.Kind;
import sallyport.request.Alias;
import sallyport.request.Argv;
import sallyport.request.Audience;
import sallyport.request.Binding;
import sallyport.request.ChannelId;
import sallyport.request.Concurrency;
import sallyport.request.Confirmation;
import sallyport.request.ExitCode;
import sallyport.request.Person;
import sallyport.request.Quorum;
import sallyport.request.Slot;

class PolicyTest {
    private static final String COMMANDS = """
            version: 1
            commands:
              kernel:
                summary: Kernel of the container
                argv: [uname, "{flag}"]
                params:
                  flag: { type: enum, values: ["-a", "-r"], optional: true }
                effect: read
                deadline: 60s
              any-uname:
                summary: Whatever uname says
                argv: [uname, "{flag}"]
                params:
                  flag: { type: pattern, pattern: "-[a-z]", leading_dash: true }
                effect: secret-revealing
                exit_code: required
                deadline: 30s
                audience: requester
              bare-uname:
                summary: Without a shell
                argv: [uname, "-a"]
                effect: write
                exit_code: none
              list:
                summary: List a folder
                argv: [ls, "-l", "{path}"]
                params:
                  path: { type: path, under: /app }
                effect: read
            """;

    private static final Policy ONE = policy(COMMANDS + """
            grants:
              - id: web-kernel
                command: kernel
                targets: [web, "web-*"]
                groups: [dev]
                approval: none
            """);

    @Test
    void what_a_grant_allows_is_allowed_on_its_terms() {
        assertThat(ONE.decide(ask("uname", "-a")))
                .isEqualTo(new Allowed(
                        "web-kernel",
                        "kernel",
                        Effect.READ,
                        Argv.of("uname", "-a"),
                        ExitCode.WANTED,
                        Quorum.none(),
                        false,
                        List.of(),
                        Duration.ofMinutes(30),
                        Duration.ofMinutes(10),
                        Duration.ofSeconds(60),
                        Binding.REVISION,
                        64L << 20,
                        Optional.empty(),
                        Confirmation.REVIEW,
                        Optional.empty(),
                        Audience.THREAD,
                        List.of(),
                        1,
                        Reported.NOTHING));
    }

    @Test
    void an_optional_parameter_may_be_left_out_with_its_argument() {
        assertThat(ONE.decide(ask("uname")))
                .isInstanceOfSatisfying(
                        Allowed.class, allowed -> assertThat(allowed.argv()).isEqualTo(Argv.of("uname")));
    }

    @Test
    void a_refusal_says_which_argument_of_the_nearest_rule_differs_and_what_may_be_run() {
        assertThat(ONE.decide(ask("uname", "-x")))
                .isEqualTo(new Denied(
                        "No rule lets you run `uname -x` on web. Nearest comes rule web-kernel: argument 2: `-x` is not"
                                + " one of -a, -r. You may run `uname [{-a|-r}]`.",
                        List.of(new Reason("web-kernel", Kind.ARGUMENT, "argument 2: `-x` is not one of -a, -r"))));
    }

    @Test
    void rules_about_other_programs_explain_nothing() {
        assertThat(ONE.decide(ask("id"))).isEqualTo(new Denied("No rule lets you run `id` on web.", List.of()));
    }

    @Test
    void what_nobody_granted_is_denied() {
        assertThat(policy("version: 1").decide(ask("uname")))
                .isEqualTo(new Denied(
                        "No rule lets you run `uname` on web. From here you may run nothing there.", List.of()));
    }

    @Test
    void at_most_five_reasons_are_given() {
        var text = new StringBuilder(COMMANDS + "grants:\n");
        for (int i = 0; i < 7; i++) {
            text.append("  - {id: g" + i + ", command: kernel, targets: [web], groups: [dev], approval: none}\n");
        }
        assertThat(policy(text.toString()).decide(ask("uname", "-x")))
                .isInstanceOfSatisfying(
                        Denied.class,
                        denied -> assertThat(denied.reasons())
                                .extracting(Reason::rule)
                                .containsExactly("g0", "g1", "g2", "g3", "g4"));
    }

    @Nested
    class Without_a_policy {
        @Test
        void nothing_may_be_run_and_the_answer_says_how_to_start() {
            assertThat(Policy.absent().decide(ask("uname"))).isInstanceOfSatisfying(Denied.class, denied -> {
                assertThat(denied.explanation())
                        .startsWith("There is no policy yet")
                        .contains("sallyport.yml", "docs/policy.md");
                assertThat(denied.reasons()).isEmpty();
            });
        }

        @Test
        void nothing_may_be_seen_either() {
            assertThat(Policy.absent().decide(look(WEB, Capability.LOGS)))
                    .isInstanceOfSatisfying(
                            Access.Refused.class,
                            refused -> assertThat(refused.explanation())
                                    .startsWith("There is no policy yet")
                                    .endsWith("only people.admins may look at logs and state, in the target's owner"
                                            + " channel."));
            assertThat(Policy.absent().allowed(ADA, Set.of("dev"), OPS, WEB, PolicyFixture.NOON))
                    .isEmpty();
        }

        @ParameterizedTest
        @EnumSource(names = {"LOGS", "DESCRIBE", "TASKS", "DOCTOR", "METRICS"})
        void admins_may_look_where_the_owners_see_it(Capability capability) {
            assertThat(Policy.absent().decide(from(Set.of("dev", Groups.ADMINS), OPS, capability)))
                    .isEqualTo(new Access.Granted("no policy yet"));
        }

        @ParameterizedTest
        @EnumSource(
                mode = EnumSource.Mode.EXCLUDE,
                names = {"LOGS", "DESCRIBE", "TASKS", "DOCTOR", "METRICS", "STOP", "FREEZE"})
        void admins_may_do_nothing_else_there_but_brake(Capability capability) {
            assertThat(Policy.absent().decide(from(Set.of(Groups.ADMINS), OPS, capability)))
                    .isInstanceOf(Access.Refused.class);
        }

        @Test
        void only_admins_may_look_and_only_there() {
            var elsewhere = new ChannelId("C2ELSEWHERE");
            assertThat(Policy.absent().decide(from(Set.of("dev"), OPS, Capability.LOGS)))
                    .isInstanceOf(Access.Refused.class);
            assertThat(Policy.absent().decide(from(Set.of(Groups.ADMINS), elsewhere, Capability.LOGS)))
                    .isInstanceOf(Access.Refused.class);
            assertThat(Policy.absent()
                            .decide(new CapabilityAsk(
                                    ADA, Set.of(Groups.ADMINS), OPS, WEB, Capability.LOGS, PolicyFixture.NOON)))
                    .as("a target without owner channel")
                    .isInstanceOf(Access.Refused.class);
        }

        private static CapabilityAsk from(Set<String> groups, ChannelId channel, Capability capability) {
            var owned = new Alias("web", "1", "us-east-1", "prod", "web", Optional.empty(), Optional.of(OPS));
            return new CapabilityAsk(ADA, groups, channel, owned, capability, PolicyFixture.NOON);
        }

        @Test
        void its_version_is_that_of_an_empty_text() {
            assertThat(Policy.absent().version())
                    .isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
            assertThat(Policy.absent().text()).isEmpty();
        }
    }

    @Nested
    class Conditions {
        private final Policy policy = policy(COMMANDS + """
                grants:
                  - id: narrow
                    command: kernel
                    targets: ["web-*", "prod/store*"]
                    containers: [app, side]
                    groups: [dev]
                    people: [U7, T2/U8]
                    channels: [C1]
                    approval: none
                """);

        @ParameterizedTest
        @CsvSource({
            "web-1, x, y, true",
            "web-, x, y, true",
            "web, x, y, false",
            "my-web-1, x, y, false",
            "other, prod, store, true",
            "other, prod, storefront, true",
            "other, prod, my-storefront, false",
            "other, xprod, storefront, false",
            "prod, x, y, false",
            "web.1, x, y, false"
        })
        void a_target_is_compared_as_a_whole(String alias, String cluster, String service, boolean allowed) {
            var ask = new CommandAsk(
                    ADA,
                    Set.of("dev"),
                    OPS,
                    alias(alias, cluster, service),
                    Optional.empty(),
                    Argv.of("uname"),
                    PolicyFixture.NOON);
            assertThat(policy.decide(ask) instanceof Allowed).isEqualTo(allowed);
        }

        @Test
        void the_container_is_the_one_named_or_else_the_targets_own() {
            assertThat(decide(WEB, Optional.of("side"))).isInstanceOf(Allowed.class);
            assertThat(decide(WEB, Optional.empty())).isInstanceOf(Allowed.class);
            assertThat(reasons(decide(WEB, Optional.of("db"))))
                    .containsExactly(
                            new Reason("narrow", Kind.CONTAINER, "db is not among its containers (app, side)"));
            var nameless = new Alias("web", "1", "r", "prod", "storefront", Optional.empty(), Optional.empty());
            assertThat(reasons(decide(nameless, Optional.empty())))
                    .containsExactly(
                            new Reason("narrow", Kind.CONTAINER, "no container was named; it allows app, side"));
        }

        @ParameterizedTest
        @CsvSource({
            "T1, U1, dev, true",
            "T1, U1, ops, false",
            "T1, U7, ops, true",
            "T9, U7, ops, true",
            "T2, U8, ops, true",
            "T1, U8, ops, false"
        })
        void a_person_belongs_by_group_or_by_id(String team, String user, String group, boolean allowed) {
            var ask = new CommandAsk(
                    new Person(team, user),
                    Set.of(group),
                    OPS,
                    WEB,
                    Optional.empty(),
                    Argv.of("uname"),
                    PolicyFixture.NOON);
            assertThat(policy.decide(ask) instanceof Allowed).isEqualTo(allowed);
        }

        @Test
        void every_condition_that_does_not_hold_is_told() {
            var ask = new CommandAsk(
                    ADA,
                    Set.of(),
                    new ChannelId("C2"),
                    alias("api", "x", "y"),
                    Optional.empty(),
                    Argv.of("uname", "x"),
                    PolicyFixture.NOON);

            assertThat(policy.decide(ask))
                    .isEqualTo(new Denied(
                            "No rule lets you run `uname x` on api. Nearest comes rule narrow: api is not among its"
                                    + " targets (web-*, prod/store*). From here you may run nothing there.",
                            List.of(
                                    new Reason(
                                            "narrow", Kind.TARGET, "api is not among its targets (web-*, prod/store*)"),
                                    new Reason("narrow", Kind.PERSON, "you are in none of its groups (dev)"),
                                    new Reason("narrow", Kind.CHANNEL, "it does not hold in this channel"),
                                    new Reason("narrow", Kind.ARGUMENT, "argument 2: `x` is not one of -a, -r"))));
        }

        @Test
        void where_only_people_are_named_their_ids_are_not_shown() {
            var people = policy(COMMANDS + """
                    grants:
                      - {id: few, command: kernel, targets: [web], people: [U7], approval: none}
                    """);
            assertThat(reasons(people.decide(ask("uname"))))
                    .containsExactly(new Reason("few", Kind.PERSON, "you are not among the people it names"));
        }

        private Decision decide(Alias alias, Optional<String> container) {
            return policy.decide(
                    new CommandAsk(ADA, Set.of("dev"), OPS, alias, container, Argv.of("uname"), PolicyFixture.NOON));
        }
    }

    @Nested
    class Several_grants {
        private static final String STRICT = """
                  - id: b-strict
                    commands: [any-uname, list]
                    targets: ["*"]
                    groups: [dev]
                    approval: { all_of: [{ group: sre, count: 2 }, { group: leads }] }
                    expires: 1h
                    start_within: 2m
                    require: { reason: true, ticket: "OPS-[0-9]+" }
                    bind: task
                    concurrency: 2
                """;
        private static final String MILD = """
                  - id: a-mild
                    command: kernel
                    targets: [web]
                    groups: [dev]
                    approval: none
                    expires: 5m
                """;
        private static final String OTHER = """
                  - id: c-other
                    command: bare-uname
                    targets: [web]
                    groups: [dev]
                    approval: { all_of: [{ group: sre, count: 1 }, { group: dba, count: 3 }] }
                    start_within: 1h
                    require: { ticket: "[A-Z]+-1" }
                    concurrency: 1
                """;

        @Test
        void the_strictest_of_each_term_applies() {
            assertThat(policy(COMMANDS + "grants:\n" + STRICT + MILD + OTHER).decide(ask("uname", "-a")))
                    .isEqualTo(new Allowed(
                            "a-mild, b-strict, c-other",
                            "any-uname, bare-uname, kernel",
                            Effect.SECRET_REVEALING,
                            Argv.of("uname", "-a"),
                            ExitCode.REQUIRED,
                            new Quorum(List.of(new Slot("dba", 3), new Slot("leads", 1), new Slot("sre", 2))),
                            true,
                            List.of(new TicketForm("OPS-[0-9]+"), new TicketForm("[A-Z]+-1")),
                            Duration.ofMinutes(5),
                            Duration.ofMinutes(2),
                            Duration.ofSeconds(30),
                            Binding.TASK,
                            64L << 20,
                            Optional.empty(),
                            Confirmation.REVIEW,
                            Optional.empty(),
                            Audience.REQUESTER,
                            List.of(new Concurrency("b-strict", 2), new Concurrency("c-other", 1)),
                            1,
                            Reported.NOTHING));
        }

        @Test
        void their_order_is_no_matter() {
            var random = new Random(5);
            var asks = List.of(
                    ask("uname", "-a"),
                    ask("uname", "-x"),
                    ask("uname"),
                    ask("ls", "-l", "/app/x"),
                    ask("ls", "x"),
                    ask("env"));
            var grants = new ArrayList<>(List.of(STRICT, MILD, OTHER));
            var expected = asks.stream().map(policy(text(grants))::decide).toList();
            for (int i = 0; i < 20; i++) {
                Collections.shuffle(grants, random);
                assertThat(asks.stream().map(policy(text(grants))::decide)).isEqualTo(expected);
            }
        }

        private static String text(List<String> grants) {
            return COMMANDS + "grants:\n" + String.join("", grants);
        }
    }

    @Nested
    class The_nearest_rule {
        private final Policy policy = policy("""
                version: 1
                commands:
                  a-flag: {summary: s, argv: [p, one, "-a"], effect: read}
                  b-flag: {summary: s, argv: [p, one, two, "-b"], effect: read}
                  c-flag: {summary: s, argv: [p, one, two, "-c"], effect: read}
                  other: {summary: s, argv: [other-program], effect: read}
                grants:
                  - {id: z, commands: [c-flag, b-flag], targets: [web], groups: [dev], approval: none}
                  - {id: y, commands: [b-flag], targets: [web], groups: [dev], approval: none}
                  - {id: x, commands: [a-flag, other], targets: [web], groups: [dev], approval: none}
                  - {id: w, commands: [b-flag], targets: [db], groups: [dev], approval: none}
                  - {id: v, commands: [a-flag], targets: [db], groups: [ops], approval: none}
                """);

        @Test
        void is_the_one_with_the_least_in_the_way_and_then_the_one_that_matches_farthest() {
            assertThat(reasons(policy.decide(ask("p", "one", "two", "-x"))))
                    .containsExactly(
                            new Reason("y", Kind.ARGUMENT, "argument 4: `-x` is not -b"),
                            new Reason("z", Kind.ARGUMENT, "argument 4: `-x` is not -b"),
                            new Reason("z", Kind.ARGUMENT, "argument 4: `-x` is not -c"),
                            new Reason("x", Kind.ARGUMENT, "argument 3: `two` is not -a"),
                            new Reason("w", Kind.TARGET, "web is not among its targets (db)"));
        }

        @Test
        void that_grants_the_command_elsewhere_comes_before_one_that_differs_too() {
            var elsewhere = new CommandAsk(
                    ADA,
                    Set.of("dev"),
                    OPS,
                    alias("api", "p", "s"),
                    Optional.empty(),
                    Argv.of("p", "one", "two", "-b"),
                    PolicyFixture.NOON);
            assertThat(reasons(policy.decide(elsewhere)))
                    .extracting(Reason::rule)
                    .startsWith("w", "y", "z");
        }

        @Test
        void is_not_needed_to_suggest_the_command_most_like_what_was_typed() {
            assertThat(explanation("other-programme")).endsWith("You may run `other-program`.");
            assertThat(explanation("p", "one", "two", "-x")).endsWith("You may run `p one two -b`.");
            assertThat(explanation("q", "one", "two", "-c")).endsWith("You may run `p one two -c`.");
        }

        @Test
        void is_of_the_same_program_before_anything_that_looks_more_alike() {
            assertThat(explanation("p", "-program")).endsWith("You may run `p one -a`.");
        }

        @Test
        void of_another_program_is_not_suggested_however_much_alike() {
            var alike = policy("""
                    version: 1
                    commands:
                      same: {summary: s, argv: [grep, "-c", "x"], effect: read}
                      alike: {summary: s, argv: [grepp, "-r", "abcdefgh"], effect: read}
                    grants:
                      - {id: g, commands: [same, alike], targets: [web], groups: [dev], approval: none}
                    """);
            assertThat(((Denied) alike.decide(ask("grep", "-r", "abcdefgh"))).explanation())
                    .endsWith("You may run `grep -c x`.");
        }

        @Test
        void suggests_nothing_to_what_is_no_slip_of_the_finger() {
            assertThat(explanation("other-prxxxx")).endsWith("You may run `other-program`.");
            assertThat(explanation("other-xxxxxxx")).isEqualTo("No rule lets you run `other-xxxxxxx` on web.");
            assertThat(explanation("rm", "-rf", "/")).isEqualTo("No rule lets you run `rm -rf /` on web.");
        }

        private String explanation(String... argv) {
            return ((Denied) policy.decide(ask(argv))).explanation();
        }
    }

    @Test
    void one_grant_that_wants_a_reason_is_enough_wherever_it_stands() {
        var wanting =
                "  - {id: a, command: kernel, targets: [web], groups: [dev], approval: none, require: {reason: true}}\n";
        var plain = "  - {id: b, command: kernel, targets: [web], groups: [dev], approval: none}\n";
        for (var grants : List.of(wanting + plain, plain + wanting)) {
            assertThat(policy(COMMANDS + "grants:\n" + grants).decide(ask("uname")))
                    .isInstanceOfSatisfying(
                            Allowed.class,
                            allowed -> assertThat(allowed.reasonRequired()).isTrue());
        }
        assertThat(policy(COMMANDS + "grants:\n" + plain).decide(ask("uname")))
                .isInstanceOfSatisfying(
                        Allowed.class,
                        allowed -> assertThat(allowed.reasonRequired()).isFalse());
    }

    @Nested
    class Denies {
        private final Policy policy = policy(COMMANDS + """
                grants:
                  - {id: all, commands: [kernel, list], targets: ["*"], groups: [dev], approval: none}
                  - {id: see, capability: logs, targets: ["*"], groups: [dev]}
                denies:
                  - {id: no-ls, programs: [ls]}
                  - {id: closed, targets: [payments]}
                  - {id: late, programs: [/bin/x, uname], targets: [db], groups: [night]}
                """);

        @Test
        void win_over_every_grant() {
            assertThat(policy.decide(ask("ls", "-l", "/app/x")))
                    .isEqualTo(new Denied(
                            "`ls -l /app/x` on web may not be run: rule no-ls: it forbids ls on web.",
                            List.of(new Reason("no-ls", Kind.FORBIDDEN, "it forbids ls on web"))));
        }

        @Test
        void forbid_a_program_in_any_directory() {
            assertThat(reasons(policy.decide(ask("/usr/bin/ls"))))
                    .extracting(Reason::rule)
                    .containsExactly("no-ls");
            assertThat(reasons(policy.decide(ask("lsof")))).isEmpty();
        }

        @Test
        void without_programs_forbid_everything_and_looking_too() {
            var payments = alias("payments", "prod", "payments");
            assertThat(policy.decide(command(payments, Set.of("dev"), "uname")))
                    .isEqualTo(new Denied(
                            "`uname` on payments may not be run: rule closed: it forbids everything on payments.",
                            List.of(new Reason("closed", Kind.FORBIDDEN, "it forbids everything on payments"))));
            assertThat(policy.decide(look(payments, Capability.LOGS)))
                    .isEqualTo(new Access.Refused(
                            "logs of payments may not be seen: rule closed: it forbids everything on payments.",
                            List.of(new Reason("closed", Kind.FORBIDDEN, "it forbids everything on payments"))));
        }

        @Test
        void apply_only_where_all_their_conditions_hold() {
            var db = alias("db", "prod", "db");
            assertThat(reasons(policy.decide(command(db, Set.of("dev", "night"), "uname"))))
                    .containsExactly(new Reason("late", Kind.FORBIDDEN, "it forbids /bin/x, uname on db"));
            assertThat(policy.decide(command(db, Set.of("dev"), "uname"))).isInstanceOf(Allowed.class);
            assertThat(policy.decide(command(WEB, Set.of("dev", "night"), "uname")))
                    .isInstanceOf(Allowed.class);
            assertThat(policy.decide(look(db, Capability.LOGS))).isEqualTo(new Access.Granted("see"));
        }

        @Test
        void all_that_apply_are_told_in_the_order_of_their_names() {
            assertThat(reasons(policy.decide(command(alias("payments", "p", "p"), Set.of("dev"), "ls"))))
                    .extracting(Reason::rule)
                    .containsExactly("closed", "no-ls");
        }

        @Test
        void take_their_commands_from_the_list_of_what_is_allowed() {
            assertThat(policy.allowed(ADA, Set.of("dev"), OPS, WEB, PolicyFixture.NOON))
                    .extracting(Permitted::usage)
                    .containsExactly("uname [{-a|-r}]");
            assertThat(policy.allowed(ADA, Set.of("dev"), OPS, alias("payments", "p", "p"), PolicyFixture.NOON))
                    .isEmpty();
        }

        private static CommandAsk command(Alias alias, Set<String> groups, String... argv) {
            return new CommandAsk(ADA, groups, OPS, alias, Optional.empty(), Argv.of(argv), PolicyFixture.NOON);
        }
    }

    @Nested
    class Looking {
        private final Policy policy = policy("""
                version: 1
                grants:
                  - {id: z-logs, capability: logs, targets: [web], groups: [dev]}
                  - {id: a-more, capabilities: [logs, tasks], targets: ["*"], groups: [dev], channels: [C1]}
                  - {id: far, capabilities: [describe], targets: [db], groups: [ops]}
                """);

        @Test
        void is_granted_by_every_rule_that_allows_it() {
            assertThat(policy.decide(look(WEB, Capability.LOGS))).isEqualTo(new Access.Granted("a-more, z-logs"));
            assertThat(policy.decide(look(WEB, Capability.TASKS))).isEqualTo(new Access.Granted("a-more"));
        }

        @Test
        void is_refused_with_the_nearest_rules_first() {
            assertThat(policy.decide(look(WEB, Capability.DESCRIBE)))
                    .isEqualTo(new Access.Refused(
                            "No rule lets you see describe of web. Nearest comes rule a-more: it is about logs, tasks"
                                    + " only.",
                            List.of(
                                    new Reason("a-more", Kind.CAPABILITY, "it is about logs, tasks only"),
                                    new Reason("z-logs", Kind.CAPABILITY, "it is about logs only"),
                                    new Reason("far", Kind.TARGET, "web is not among its targets (db)"),
                                    new Reason("far", Kind.PERSON, "you are in none of its groups (ops)"))));
        }

        @Test
        void is_denied_without_a_rule() {
            assertThat(policy("version: 1").decide(look(WEB, Capability.LOGS)))
                    .isEqualTo(new Access.Refused("No rule lets you see logs of web.", List.of()));
        }

        @Test
        void is_no_right_to_run() {
            assertThat(policy.decide(ask("ls"))).isInstanceOf(Denied.class);
        }
    }

    @Test
    void a_person_can_see_what_is_allowed_by_name_with_who_must_agree() {
        var policy = policy(COMMANDS + """
                grants:
                  - {id: b, commands: [list, kernel], targets: [web], groups: [dev], containers: [other],
                     approval: {all_of: [{group: sre}]}}
                  - {id: a, command: kernel, targets: [web], groups: [dev], approval: {all_of: [{group: leads}]}}
                  - {id: c, command: bare-uname, targets: [db], groups: [dev], approval: {all_of: [{group: sre}]}}
                """);

        assertThat(policy.allowed(ADA, Set.of("dev"), OPS, WEB, PolicyFixture.NOON))
                .containsExactly(
                        new Permitted(
                                "uname [{-a|-r}]",
                                "Kernel of the container",
                                "a, b",
                                new Quorum(List.of(new Slot("leads", 1), new Slot("sre", 1))),
                                Optional.empty(),
                                1),
                        new Permitted(
                                "ls -l {/app/…}",
                                "List a folder",
                                "b",
                                new Quorum(List.of(new Slot("sre", 1))),
                                Optional.empty(),
                                1));
        assertThat(policy.allowed(ADA, Set.of(), OPS, WEB, PolicyFixture.NOON)).isEmpty();
    }

    @Test
    void the_version_is_the_sha_256_of_the_text() {
        assertThat(policy("version: 1").version())
                .isEqualTo("1a6ddd3533d91cae4b3742d4294fb07ee863a4d667fe598f01365bd68a18bcfd");
        assertThat(policy("version: 1").text()).isEqualTo("version: 1");
    }

    @Test
    void every_group_that_a_rule_names_is_told() {
        assertThat(policy(COMMANDS + """
                grants:
                  - {id: a, command: kernel, targets: [web], groups: [dev], approval: {all_of: [{group: sre}]}}
                  - {id: b, capability: logs, targets: [web], groups: [readers], people: [U1]}
                denies:
                  - {id: c, groups: [contractors]}
                """).groups()).containsExactlyInAnyOrder("dev", "sre", "readers", "contractors");
    }

    private static CapabilityAsk look(Alias alias, Capability capability) {
        return new CapabilityAsk(ADA, Set.of("dev"), OPS, alias, capability, PolicyFixture.NOON);
    }

    private static List<Reason> reasons(Decision decision) {
        return ((Denied) decision).reasons();
    }
}
