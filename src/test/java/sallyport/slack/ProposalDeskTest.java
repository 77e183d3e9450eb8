package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sallyport.audit.MemoryLedger;
import sallyport.parse.SlashCommand;
import sallyport.policy.Capability;
import sallyport.policy.Groups;
import sallyport.policy.Policy;
import sallyport.policy.PolicyReading;
import sallyport.request.Alias;
import sallyport.request.Aliases;
import sallyport.request.Argv;
import sallyport.request.ChannelId;
import sallyport.request.MessageRef;
import sallyport.request.Person;
import sallyport.request.Selector;

class ProposalDeskTest {
    private static final ChannelId OWNERS = new ChannelId("C7");
    private static final Person STRANGER = new Person("T1", "U0STRANGER");

    private static final String POLICY = """
            version: 1
            commands:
              kernel:
                summary: Kernel and machine of the container
                argv: [uname, "-a"]
                effect: read
            grants:
              - id: web-kernel
                command: kernel
                targets: [web]
                groups: [dev]
                approval: { all_of: [{ group: sre }] }
            denies:
              - { id: no-environment, programs: [env] }
            """;

    private final StubSlack stub = new StubSlack();
    private final MemoryLedger ledger = new MemoryLedger();
    private final Groups groups =
            new Groups(Map.of("dev", Set.of(Requests.ROBIN, Requests.SAM), "sre", Set.of(Requests.ALEX)));
    private volatile Instant now = Requests.NOW;
    private volatile Policy inForce = policy(POLICY);
    private final ProposalDesk desk = desk(Optional.of(OWNERS));

    private static final Alias WEB = web(Optional.of(OWNERS));

    private static Alias web(Optional<ChannelId> owners) {
        return new Alias("web", "123456789012", "eu-central-1", "prod", "api", Optional.of("app"), owners);
    }

    private ProposalDesk desk(Optional<ChannelId> owners) {
        var slack = new SlackApi(stub.options());
        InstantSource clock = () -> now;
        var web = web(owners);
        return new ProposalDesk(
                slack,
                new SlackHooks(stub.options()),
                () -> inForce,
                groups,
                groups,
                new Aliases(List.of(web)),
                new SlackDirectory(slack, Set.of("T1"), groups::of, clock),
                ledger,
                clock);
    }

    private static Policy policy(String text) {
        return switch (Policy.read(text, "policy.yml")) {
            case PolicyReading.Read(var policy) -> policy;
            case PolicyReading.Broken broken -> throw new IllegalStateException(broken.toString());
        };
    }

    @AfterEach
    void close() {
        stub.close();
    }

    private String offered(Person person, String... argv) {
        return offered(desk, "web", person, argv);
    }

    private String offered(ProposalDesk desk, String alias, Person person, String... argv) {
        int before = stub.calls("hook").size();
        var selector = new Selector(alias, Optional.empty(), Optional.empty());
        desk.offer(
                new Asked(person, Requests.CHANNEL, "", "trigger", stub.hook(), "mark"),
                new SlashCommand.Exec(selector, Argv.of(argv), Optional.empty(), Optional.empty()));
        var hooks = stub.calls("hook");
        return hooks.size() == before ? "" : hooks.getLast().body();
    }

    private String pressed(Person person, String value) {
        return pressed(desk, person, value);
    }

    private static String pressed(ProposalDesk desk, Person person, String value) {
        var message = new MessageRef(Requests.CHANNEL, "1700000000.000001");
        return desk.take(new Click(person, message, ProposalMessage.ACTION, value, "trigger", ""))
                .text();
    }

    private List<StubSlack.Call> posts() {
        return stub.calls("chat.postMessage");
    }

    @Test
    void who_was_refused_is_offered_a_button_and_nobody_else_hears_of_it() {
        assertThat(offered(Requests.ROBIN, "/bin/cat", "/etc/hosts"))
                .contains("\"response_type\":\"ephemeral\"", "\"action_id\":\"policy.ask_to_allow\"")
                .contains("Ask to allow", "\"value\":\"exec web -- /bin/cat /etc/hosts\"", "It changes nothing");
        assertThat(posts()).isEmpty();
    }

    @Test
    void guests_strangers_and_those_nobody_vouches_for_are_not_offered_it() {
        stub.user("U0SAM", ",\"is_restricted\":true");
        assertThat(offered(Requests.SAM, "/bin/cat")).isEmpty();
        assertThat(offered(STRANGER, "/bin/cat")).isEmpty();
        stub.fail("users.info", "internal_error");
        assertThat(offered(Requests.ROBIN, "/bin/cat")).isEmpty();
    }

    @Test
    void what_is_denied_allowed_or_has_no_owners_is_not_offered() {
        assertThat(offered(Requests.ROBIN, "env")).isEmpty();
        assertThat(offered(Requests.ROBIN, "uname", "-a")).isEmpty();
        assertThat(offered(desk, "nowhere", Requests.ROBIN, "/bin/cat")).isEmpty();
        assertThat(offered(desk(Optional.empty()), "web", Requests.ROBIN, "/bin/cat"))
                .isEmpty();
    }

    @Test
    void what_is_too_long_for_a_button_has_none_and_says_whom_to_ask() {
        assertThat(offered(Requests.ROBIN, "/bin/echo", "y".repeat(1_985)))
                .contains("too long for a button", "C7")
                .doesNotContain("action_id");
    }

    @Test
    void a_press_posts_who_asks_where_and_what_with_the_rules_and_what_to_think_about() {
        assertThat(pressed(Requests.ROBIN, "exec web --container side -- cat '<!channel> & co'"))
                .contains("Posted to <#C7>", "Nothing was changed");
        assertThat(posts()).singleElement().satisfies(call -> {
            assertThat(call.value("channel")).isEqualTo("C7");
            assertThat(call.value("text")).isEqualTo("Ask to allow a command on web");
            var blocks = call.blocks();
            assertThat(blocks.get(0).toString())
                    .contains("<@U0ROBIN> asks to allow this on `web`, container `side`, typed in <#C1>")
                    .contains("Nothing was run and nothing was changed");
            assertThat(blocks.get(1).path("type").asString()).isEqualTo("rich_text");
            assertThat(blocks.get(1).toString()).contains("cat '<!channel> & co'");
            assertThat(blocks.get(4).toString())
                    .contains("rich_text_preformatted", "# Under commands:", "# Under grants:", "groups: [dev]")
                    .contains("argv: ['cat', '<!channel> & co']", "containers: [side]", "group: sre, count: 1");
            assertThat(blocks.get(5).toString())
                    .contains("cat is looked up along the container's PATH", "cat can be made to show files");
        });
        assertThat(ledger.latest(1)).isEmpty();
    }

    private String offered(ProposalDesk desk, Person person, Capability capability) {
        int before = stub.calls("hook").size();
        desk.offer(new Asked(person, Requests.CHANNEL, "", "trigger", stub.hook(), "mark"), WEB, capability);
        var hooks = stub.calls("hook");
        return hooks.size() == before ? "" : hooks.getLast().body();
    }

    @Test
    void who_was_refused_a_capability_is_offered_the_button_too() {
        assertThat(offered(desk, Requests.ROBIN, Capability.LOGS))
                .contains("Ask to allow", "\"value\":\"explain web --capability logs\"", "It changes nothing");
        assertThat(offered(desk, STRANGER, Capability.LOGS)).isEmpty();
        stub.user("U0SAM", ",\"is_restricted\":true");
        assertThat(offered(desk, Requests.SAM, Capability.LOGS)).isEmpty();
        inForce = policy(POLICY.replace("denies:", """
                  - { id: look, capability: logs, targets: [web], groups: [dev] }
                denies:"""));
        assertThat(offered(desk, Requests.ROBIN, Capability.LOGS)).isEmpty();
        inForce = policy(POLICY + "  - { id: closed, targets: [web] }\n");
        assertThat(offered(desk, Requests.ROBIN, Capability.LOGS)).isEmpty();
        assertThat(posts()).isEmpty();
    }

    @Test
    void a_press_about_a_capability_posts_its_grant_and_says_that_nobody_has_to_agree() {
        assertThat(pressed(Requests.ROBIN, "explain web --capability logs")).contains("Posted to <#C7>");
        assertThat(posts()).singleElement().satisfies(call -> {
            assertThat(call.value("text")).isEqualTo("Ask to allow logs on web");
            var blocks = call.blocks();
            assertThat(blocks.get(0).toString()).contains("<@U0ROBIN> asks to allow this on `web`, typed in <#C1>");
            assertThat(blocks.get(1).toString()).contains("logs: read log lines");
            assertThat(blocks.get(3).toString()).contains("would allow just this, without approval:");
            assertThat(blocks.get(4).toString())
                    .contains("# Under grants:", "capability: logs", "targets: [web]", "groups: [dev]")
                    .doesNotContain("approval", "containers");
        });
        assertThat(pressed(Requests.ROBIN, "explain web --capability logs")).contains("asked already");
        assertThat(pressed(Requests.ROBIN, "explain web --capability shell")).contains("Posted to <#C7>");
        assertThat(posts().getLast().blocks().toString())
                .contains("each time with an approval", "group: sre, count: 1", "Nothing asks for shell yet");
    }

    @Test
    void what_came_nearest_is_said_and_shortened() {
        pressed(Requests.ROBIN, "exec web -- /bin/cat");
        assertThat(posts().getLast().blocks().get(2).toString()).contains("no rule comes near it");
        assertThat(posts().getLast().blocks().size()).isEqualTo(7);
        pressed(Requests.ROBIN, "exec web -- uname " + "x".repeat(300));
        assertThat(posts().getLast().blocks().get(2).toString())
                .contains("What came nearest:\\nrule web-kernel: argument 2: `xxx", "x…")
                .doesNotContain("x".repeat(200));
    }

    @Test
    void a_second_press_by_whomever_posts_nothing_until_a_while_later() {
        pressed(Requests.ROBIN, "exec web -- /opt/a");
        assertThat(pressed(Requests.ROBIN, "exec web -- /opt/a"))
                .contains("asked already in the last 8 h, in <#C7>", "Nothing new was posted");
        assertThat(pressed(Requests.SAM, "exec web -- /opt/a")).contains("asked already");
        assertThat(posts()).hasSize(1);
        pressed(Requests.ROBIN, "exec web -- /opt/b");
        assertThat(posts()).hasSize(2);
        now = now.plus(ProposalDesk.ASKED).plusSeconds(1);
        assertThat(pressed(Requests.ROBIN, "exec web -- /opt/a")).contains("Posted to");
    }

    @Test
    void what_slack_did_not_take_may_be_asked_again() {
        stub.fail("chat.postMessage", "not_in_channel");
        assertThat(pressed(Requests.ROBIN, "exec web -- /opt/a"))
                .contains("Nothing was posted, because Slack answered not_in_channel");
        stub.tooFast("chat.postMessage", Duration.ofSeconds(1));
        assertThat(pressed(Requests.ROBIN, "exec web -- /opt/a")).contains("asked too often");
        stub.breakDown("chat.postMessage");
        assertThat(pressed(Requests.ROBIN, "exec web -- /opt/a")).contains("look there before you try again");
        assertThat(pressed(Requests.ROBIN, "exec web -- /opt/a")).contains("Posted to <#C7>");
    }

    @Test
    void the_press_is_judged_anew() {
        assertThat(pressed(Requests.ROBIN, "exec web -- env")).contains("the rule no-environment forbids it");
        assertThat(pressed(STRANGER, "exec web -- /opt/a")).contains("you are in no group");
        assertThat(pressed(Requests.ROBIN, "exec gone -- /opt/a")).contains("target gone is no longer configured");
        assertThat(pressed(desk(Optional.empty()), Requests.ROBIN, "exec web -- /opt/a"))
                .contains("no owner_channel is configured for web");
        assertThat(pressed(Requests.ROBIN, "exec web -- uname -a")).contains("lets you ask for this by now");
        inForce = Policy.absent();
        assertThat(pressed(Requests.ROBIN, "exec web -- /opt/a")).contains("there is no policy yet");
        assertThat(posts()).isEmpty();
    }

    @Test
    void who_is_no_member_any_more_posts_nothing() {
        stub.user("U0ROBIN", ",\"deleted\":true");
        assertThat(pressed(Requests.ROBIN, "exec web -- /opt/a")).contains("deactivated accounts may not take part");
        assertThat(posts()).isEmpty();
    }

    @Test
    void a_value_that_is_none_of_ours_does_nothing() {
        assertThat(pressed(Requests.ROBIN, "exec web -- a | b")).contains("do nothing");
        assertThat(stub.methods()).isEmpty();
    }

    @Test
    void a_post_stays_below_what_slack_takes() {
        assertThat(pressed(Requests.ROBIN, "exec web -- /opt/a '" + "%26".repeat(600) + "'"))
                .contains("Posted to");
        assertThat(pressed(Requests.ROBIN, "exec web -- /opt/a '" + "x".repeat(1_970) + "'"))
                .contains("Posted to");
        var many = String.join(
                " ", IntStream.range(0, 99).mapToObj(_ -> "'{a}<<<<'").toList());
        assertThat(pressed(Requests.ROBIN, "exec web -- /opt/a " + many.replace("<", "%3C")))
                .contains("too long for one message");
        assertThat(posts()).hasSize(2);
    }

    @Test
    void without_the_ledger_nothing_is_posted() {
        ledger.stopAnswering();
        assertThat(pressed(Requests.ROBIN, "exec web -- /opt/a")).contains("records");
        assertThat(posts()).isEmpty();
    }
}
