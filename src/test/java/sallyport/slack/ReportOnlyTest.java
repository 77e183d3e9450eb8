package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import sallyport.approval.Approvals;
import sallyport.approval.Directory;
import sallyport.approval.GlassReviews;
import sallyport.approval.Standing;
import sallyport.audit.ChainHead;
import sallyport.audit.InstallationJournal;
import sallyport.audit.LedgerEntry;
import sallyport.audit.Pulse;
import sallyport.policy.CommandAsk;
import sallyport.policy.Policy;
import sallyport.policy.PolicyReading;
import sallyport.request.Argv;
import sallyport.request.Digest;
import sallyport.request.Examples;
import sallyport.request.Person;
import sallyport.request.Phase;
import sallyport.request.Request;

class ReportOnlyTest {
    private static final String PLAIN = """
            version: 1
            commands:
              kernel:
                summary: Kernel and machine of the container
                argv: [uname, "{flag}"]
                params: { flag: { type: enum, values: ["-a", "-r"] } }
                effect: read
            grants:
              - id: web-kernel
                command: kernel
                targets: [web]
                groups: [dev]
                approval: { all_of: [{ group: sre }] }
            """;
    private static final String TRIED_OUT = PLAIN + """
              - id: others
                mode: report
                command: kernel
                targets: [web]
                people: [U0SAM]
                approval: none
            denies:
              - { id: freeze, mode: report, targets: [web] }
            """;

    private final Office office = new Office();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger(ReportOnlyLog.class);

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void close() {
        logger.detachAppender(log);
        logger.setLevel(null);
        office.close();
    }

    private static Policy policy(String text) {
        return switch (Policy.read(text, "policy.yml")) {
            case PolicyReading.Read(var policy) -> policy;
            case PolicyReading.Broken broken -> throw new AssertionError(broken.toString());
        };
    }

    private String exec(String line, Person person) {
        var fields = List.of(
                "team_id=" + person.teamId(),
                "channel_id=C1",
                "user_id=" + person.userId(),
                "command=%2Fecs",
                "text=" + URLEncoder.encode(line, StandardCharsets.UTF_8),
                "response_url=" + URLEncoder.encode(office.stub.hook(), StandardCharsets.UTF_8),
                "trigger_id=13." + line.hashCode(),
                "api_app_id=A1");
        return office.post("/slack/commands", String.join("&", fields)).body();
    }

    /** Keys and values of each line, and its message at the end. */
    private List<String> logged() {
        return log.list.stream()
                .map(event -> event.getKeyValuePairs().stream()
                                .map(pair -> pair.key + "=" + pair.value)
                                .collect(Collectors.joining(" "))
                        + ": " + event.getFormattedMessage())
                .toList();
    }

    @Test
    void what_is_asked_leaves_one_line_in_the_log_that_names_the_request_and_the_rules() {
        office.inForce = policy(TRIED_OUT);
        assertThat(exec("exec web \"uname -a\"", Requests.ROBIN)).isEmpty();

        var request = office.ledger.latest(1).getFirst().request();
        assertThat(request.rule()).isEqualTo("web-kernel");
        assertThat(request.conditions().reported()).contains("would be denied by freeze");
        assertThat(logged())
                .containsExactly(
                        "request=" + request.id()
                                + " rules=freeze person=T1/U0ROBIN about=web: policy.report-only: it would be denied by freeze");
    }

    @Test
    void what_is_refused_and_would_be_allowed_leaves_one_too() {
        office.inForce = policy(
                TRIED_OUT.replace("{ id: freeze, mode: report, targets: [web] }", "{ id: no-id, programs: [id] }"));
        assertThat(exec("exec web \"uname -a\"", Requests.SAM)).contains("Not allowed");

        assertThat(logged())
                .containsExactly("request=none rules=others person=T1/U0SAM about=web:"
                        + " policy.report-only: it would be allowed by others without approval");
    }

    @Test
    void without_anything_to_report_the_log_says_nothing() {
        office.inForce = policy(TRIED_OUT);
        assertThat(exec("exec web \"uname -x\"", Requests.ROBIN)).contains("Not allowed");
        office.inForce = policy(PLAIN);
        assertThat(exec("exec web \"uname -r\"", Requests.ROBIN)).isEmpty();
        assertThat(exec("exec wbe \"uname -r\"", Requests.ROBIN)).contains("no service");

        assertThat(logged()).isEmpty();
    }

    @Test
    void explain_says_what_would_change_and_nothing_else_if_nothing_would() {
        assertThat(explained(TRIED_OUT, "-a")).contains("You may ask for this", "it would be denied by freeze.");
        assertThat(explained(PLAIN, "-a")).contains("You may ask for this").doesNotContain("report-only");
        assertThat(explained(PLAIN.replace("- id: web-kernel", "- mode: report\n    id: web-kernel"), "-a"))
                .contains("Not allowed", "it would be allowed by web-kernel with approval by 1 of sre.");
    }

    private static String explained(String text, String flag) {
        var alias = Requests.ALIASES.find("web").orElseThrow();
        var ask = new CommandAsk(
                Requests.ROBIN,
                Set.of("dev"),
                Requests.CHANNEL,
                alias,
                Optional.empty(),
                Argv.of("uname", flag),
                Requests.NOW);
        return Answers.explained(policy(text).decide(ask), "Try something else.")
                .blocks()
                .toString();
    }

    @Test
    void the_card_and_the_review_show_what_was_reported_and_no_more_of_it_than_fits() {
        var request = reported("would be denied by freeze");
        assertThat(card(request)).contains("By report-only rules it `would be denied by freeze`");
        assertThat(review(request)).contains("By report-only rules it `would be denied by freeze`");

        var plain = Requests.request("uname", "-a");
        assertThat(card(plain) + review(plain)).doesNotContain("report-only");
        assertThat(card(reported("y".repeat(400)))).contains("`" + "y".repeat(400) + "`");
        assertThat(card(reported("y".repeat(401)))).contains("`" + "y".repeat(400) + "…`");
    }

    private static String card(Request request) {
        var entry = new LedgerEntry(
                request, pending(request), 1, new ChainHead(1, ""), Optional.empty(), false, Pulse.NONE);
        return Cards.card(new Story(entry, Optional.of(Requests.TARGET), List.of(), Optional.empty()))
                .toString();
    }

    private static String review(Request request) {
        return Modals.approval(request, pending(request), 0).getBlocks().toString();
    }

    private static Phase.Pending pending(Request request) {
        return new Phase.Pending(Requests.TARGET, Digest.of(request, Requests.TARGET), List.of());
    }

    private static Request reported(String words) {
        return Requests.request(Examples.reported(words));
    }

    @Test
    void a_request_goes_on_under_a_newer_policy_that_only_reports() {
        office.inForce = policy(PLAIN);
        exec("exec web \"uname -a\"", Requests.ROBIN);
        office.inForce = policy(TRIED_OUT
                .replace("people: [U0SAM]", "groups: [dev]")
                .replace("approval: none", "approval: { all_of: [{ group: dba, count: 3 }] }"));

        assertThat(approvals().reconsider()).isTrue();
        var entry = office.ledger.latest(1).getFirst();
        assertThat(entry.phase()).isInstanceOf(Phase.Received.class);
        assertThat(approvals().objection(entry.request(), List.of(), Requests.TARGET))
                .isEmpty();

        office.inForce = policy(TRIED_OUT.replace("mode: report, ", ""));
        assertThat(approvals().objection(entry.request(), List.of(), Requests.TARGET))
                .isPresent();
    }

    private Approvals approvals() {
        Directory everybody = _ -> new Standing.Member(Set.of("dev"));
        return new Approvals(
                () -> office.inForce,
                Requests.ALIASES,
                _ -> Set.of("dev"),
                everybody,
                office.ledger,
                office.journal,
                new GlassReviews(new InstallationJournal(office.ledger), office.ledger, everybody, office.clock),
                office.clock,
                new Random(1));
    }
}
