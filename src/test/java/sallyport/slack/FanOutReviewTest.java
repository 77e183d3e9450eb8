package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sallyport.approval.Submitted;
import sallyport.request.Argv;
import sallyport.request.Conditions;
import sallyport.request.Confirmation;
import sallyport.request.Event;
import sallyport.request.Examples;
import sallyport.request.FanOut;
import sallyport.request.MessageRef;
import sallyport.request.Person;
import sallyport.request.Phase;
import sallyport.request.Request;
import sallyport.request.RequestId;
import sallyport.request.Selector;
import sallyport.request.Target;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What was asked for all tasks is reviewed at once and decided on one by one. */
class FanOutReviewTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final List<String> TASKS = List.of("aaaa1", "bbbb2", "cccc3");

    private final Office office = new Office();
    private final ReviewDesk desk = new ReviewDesk(office.slack, office.ledger, office.approvals, office.directory);

    @AfterEach
    void close() {
        office.close();
    }

    private static RequestId id(int number) {
        return number == 1 ? Requests.ID : Requests.ID.other(number);
    }

    private static Target on(String task) {
        var like = Requests.TARGET;
        return new Target(
                like.alias(),
                like.account(),
                like.region(),
                like.cluster(),
                like.service(),
                like.taskDefinition(),
                like.container(),
                like.imageDigest(),
                "arn:aws:ecs:eu-central-1:123456789012:task/prod/" + task,
                task + "-1234567890");
    }

    private static Conditions conditions(FanOut fanOut, Confirmation confirmation) {
        var like = Examples.fannedOut(fanOut);
        return new Conditions(
                like.ticket(),
                like.binding(),
                like.outputLimit(),
                like.review(),
                confirmation,
                like.escalation(),
                like.audience(),
                like.concurrency(),
                like.fanOut(),
                like.reported());
    }

    private void stored(Confirmation confirmation) {
        office.rule("fan_out: 3" + (confirmation == Confirmation.NONE ? "\n    confirm: none" : ""));
        office.journal.file(Requests.request(conditions(new FanOut.First(3), confirmation)), "mark");
        for (int number = 2; number <= TASKS.size(); number++) {
            var other = new FanOut.Other(Requests.ID, 3, TASKS, number);
            office.journal.file(other(number, conditions(other, confirmation)), "mark " + number);
        }
    }

    private static Request other(int number, Conditions conditions) {
        var like = Requests.request(conditions);
        return new Request(
                id(number),
                like.requester(),
                like.channel(),
                new Selector("web", Optional.of(TASKS.get(number - 1)), Optional.empty()),
                like.argv(),
                like.exitCode(),
                like.rule(),
                like.policyVersion(),
                like.quorum(),
                like.reason(),
                like.askedAt(),
                like.expiresAt(),
                like.startWithin(),
                like.deadline(),
                like.conditions());
    }

    private void resolved(int number) {
        var tasks = number == 1 ? TASKS.size() : 1;
        office.journal.record(id(number), new Event.TargetResolved(on(TASKS.get(number - 1)), tasks, Requests.NOW));
    }

    private void pending(Confirmation confirmation) {
        stored(confirmation);
        IntStream.rangeClosed(1, TASKS.size()).forEach(this::resolved);
        office.ledger.cardPosted(Requests.ID, new MessageRef(Requests.CHANNEL, "1699999999.000100"));
    }

    private Phase phase(int number) {
        return office.entry(id(number)).phase();
    }

    private JsonNode opened(int number, Person person) {
        assertThat(desk.openApproval(id(number), person, "trigger")).isEmpty();
        return JSON.readTree(office.stub.calls("views.open").getLast().value("view"));
    }

    private EachOf submit(JsonNode view, Person person) {
        return desk.approve(person, view.path("private_metadata").asString(), view.path("blocks"));
    }

    private void deny(int number) {
        office.journal.record(id(number), new Event.DenialGiven(Requests.SAM, true, "no", Requests.NOW));
    }

    @Test
    void the_review_of_any_shows_all_that_wait_each_with_its_task() {
        pending(Confirmation.REVIEW);
        for (int number : List.of(1, 3)) {
            var view = opened(number, Requests.ALEX).toString();
            assertThat(view).contains("task 1 of 3", "task 2 of 3", "task 3 of 3", "Approve all");
            assertThat(view).contains(TASKS).contains(id(1).value(), id(2).value(), id(3).value());
            assertThat(view).contains("and no other").doesNotContain("or another of this revision");
        }
    }

    @Test
    void one_submit_approves_each_by_its_own_digest() {
        pending(Confirmation.REVIEW);
        assertThat(submit(opened(2, Requests.ALEX), Requests.ALEX).sentence()).isEmpty();
        assertThat(IntStream.rangeClosed(1, 3).mapToObj(this::phase))
                .allSatisfy(phase -> assertThat(phase).isInstanceOf(Phase.Approved.class));
        assertThat(IntStream.rangeClosed(1, 3).mapToObj(this::phase).map(phase -> ((Phase.Approved) phase).digest()))
                .doesNotHaveDuplicates();
    }

    @Test
    void one_that_was_decided_on_meanwhile_is_refused_alone_and_said() {
        pending(Confirmation.REVIEW);
        var view = opened(1, Requests.ALEX);
        deny(2);
        var refused = submit(view, Requests.ALEX);
        assertThat(refused.isPartly()).isTrue();
        assertThat(refused.sentence())
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .contains("It counted for 2 of 3 requests.", "`" + id(2) + "`: This request has ended already")
                        .doesNotContain(id(3).value()));
        assertThat(phase(1)).isInstanceOf(Phase.Approved.class);
        assertThat(phase(2)).isInstanceOf(Phase.Denied.class);
        assertThat(phase(3)).isInstanceOf(Phase.Approved.class);
    }

    @Test
    void what_has_ended_before_is_not_shown_and_the_ranks_stay() {
        pending(Confirmation.REVIEW);
        deny(1);
        var view = opened(2, Requests.ALEX);
        assertThat(view.toString()).contains("task 2 of 3", "task 3 of 3").doesNotContain("task 1 of 3");
        assertThat(submit(view, Requests.ALEX).sentence()).isEmpty();
    }

    @Test
    void a_review_of_which_one_word_was_edited_counts_for_none() {
        pending(Confirmation.REVIEW);
        var view = opened(1, Requests.ALEX).toString();
        for (var edited : List.of(
                view.replace("task 3 of 3", "task 3 of 4"),
                view.replace(TASKS.get(2), "dddd4"),
                view.replace("  2  -a", "  2  -r"))) {
            assertThat(edited).isNotEqualTo(view);
            assertThat(submit(JSON.readTree(edited), Requests.ALEX).sentence()).contains(Refusals.CHANGED);
        }
        assertThat(phase(1)).isInstanceOf(Phase.Pending.class);
    }

    @Test
    void a_ticket_left_out_or_of_another_digest_counts_for_none() {
        pending(Confirmation.REVIEW);
        var view = opened(1, Requests.ALEX);
        var metadata = view.path("private_metadata").asString();
        var blocks = view.path("blocks");
        var fewer = metadata.substring(0, metadata.lastIndexOf('|'));
        var other = metadata.replaceAll("[0-9a-f]{64} 0$", "0".repeat(64) + " 0");
        for (var changed : List.of(fewer, other, metadata + "|", "")) {
            assertThat(desk.approve(Requests.ALEX, changed, blocks)).isEqualTo(ReviewDesk.CHANGED);
        }
        assertThat(phase(2)).isInstanceOf(Phase.Pending.class);
    }

    /** Whoever has the bot's token can open a modal that shows one command for two requests. */
    @Test
    void a_review_that_puts_together_what_was_not_asked_together_counts_for_none() {
        pending(Confirmation.REVIEW);
        var foreign = other(2, Conditions.USUAL);
        var alone = new Request(
                Office.SECOND,
                foreign.requester(),
                foreign.channel(),
                new Selector("web", Optional.empty(), Optional.empty()),
                Argv.of("rm", "-rf", "/"),
                foreign.exitCode(),
                foreign.rule(),
                foreign.policyVersion(),
                foreign.quorum(),
                foreign.reason(),
                foreign.askedAt(),
                foreign.expiresAt(),
                foreign.startWithin(),
                foreign.deadline(),
                Conditions.USUAL);
        office.journal.file(alone, "alone");
        office.journal.record(Office.SECOND, new Event.TargetResolved(on("aaaa1"), Requests.NOW));
        var mine = UnderReview.of(story(1), 0).orElseThrow();
        var theirs = UnderReview.of(Story.read(office.ledger, office.entry(Office.SECOND), Requests.NOW), 0)
                .orElseThrow();
        for (var forged : List.of(List.of(mine, theirs), List.of(theirs, mine), List.of(mine, mine))) {
            var view = JSON.readTree(Requests.json(Modals.approval(forged)));
            assertThat(submit(view, Requests.ALEX)).isEqualTo(ReviewDesk.CHANGED);
        }
        assertThat(phase(1)).isInstanceOf(Phase.Pending.class);
        assertThat(office.entry(Office.SECOND).phase()).isInstanceOf(Phase.Pending.class);
    }

    @Test
    void all_that_are_left_are_denied_from_the_first_after_it_has_ended() {
        pending(Confirmation.REVIEW);
        deny(1);
        assertThat(desk.openDenial(id(1), Requests.ALEX, "trigger")).isPresent();
        assertThat(desk.openDenialOfAll(id(1), Requests.ALEX, "trigger")).isEmpty();
        assertThat(desk.openDenialOfAll(id(1), Requests.ROBIN, "trigger"))
                .hasValueSatisfying(sentence ->
                        assertThat(sentence).contains("*Take back all* on the first card", "`stop ID --all-tasks`"));
        assertThat(desk.openDenial(id(2), Requests.ROBIN, "trigger"))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("*Take back* on its card", "`stop ID`"));
        assertThat(desk.openDenialOfAll(id(1), Office.ADA, "trigger"))
                .hasValueSatisfying(sentence -> assertThat(sentence)
                        .contains("You are not among those who may do this", "`stop`, press *Take back all* instead"));
        assertThat(desk.deny(Requests.ALEX, id(1) + " all", "busy").sentence()).isEmpty();
        assertThat(List.of(phase(2), phase(3))).allMatch(Phase.Denied.class::isInstance);
    }

    @Test
    void nothing_is_reviewed_before_all_are_looked_up() {
        stored(Confirmation.REVIEW);
        resolved(1);
        resolved(2);
        assertThat(desk.openApproval(id(1), Requests.ALEX, "trigger"))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("still being looked up"));
    }

    @Test
    void the_requester_approves_none() {
        pending(Confirmation.REVIEW);
        var refused = submit(opened(1, Requests.ALEX), Requests.ROBIN);
        assertThat(refused.isPartly()).isFalse();
        assertThat(refused.sentence())
                .hasValueSatisfying(sentence ->
                        assertThat(sentence).contains("somebody else").doesNotContain("It counted"));
        assertThat(phase(1)).isInstanceOf(Phase.Pending.class);
    }

    @Test
    void without_a_review_one_press_approves_all() {
        pending(Confirmation.NONE);
        assertThat(desk.approveAtOnce(id(3), Requests.ALEX)).isEmpty();
        assertThat(IntStream.rangeClosed(1, 3).mapToObj(this::phase))
                .allSatisfy(phase -> assertThat(phase).isInstanceOf(Phase.Approved.class));
    }

    @Test
    void one_is_denied_alone_and_all_from_the_first_card() {
        pending(Confirmation.REVIEW);
        assertThat(desk.deny(Requests.ALEX, id(2).value(), "busy").sentence()).isEmpty();
        assertThat(phase(1)).isInstanceOf(Phase.Pending.class);
        assertThat(desk.openDenialOfAll(id(1), Requests.ALEX, "trigger")).isEmpty();
        var view = JSON.readTree(office.stub.calls("views.open").getLast().value("view"));
        assertThat(view.path("title").path("text").asString()).isEqualTo("Deny on all tasks");
        assertThat(desk.deny(Requests.ALEX, view.path("private_metadata").asString(), "all busy")
                        .sentence())
                .isEmpty();
        assertThat(List.of(phase(1), phase(2), phase(3)))
                .extracting(phase -> ((Phase.Denied) phase).reason())
                .containsExactly("all busy", "busy", "all busy");
    }

    @Test
    void one_is_taken_back_alone_or_all_and_all_that_ended_are_said_to_have() {
        pending(Confirmation.REVIEW);
        assertThat(desk.stop(id(3), Requests.ROBIN, Requests.CHANNEL)).isEmpty();
        assertThat(phase(1)).isInstanceOf(Phase.Pending.class);
        assertThat(desk.stopAll(id(1), Requests.ROBIN, Requests.CHANNEL)).isEmpty();
        assertThat(List.of(phase(1), phase(2), phase(3))).allMatch(Phase.Cancelled.class::isInstance);
        assertThat(desk.stopAll(id(1), Requests.ROBIN, Requests.CHANNEL))
                .hasValueSatisfying(sentence -> assertThat(sentence).contains("has ended already"));
    }

    private Story story(int number) {
        return Story.read(office.ledger, office.entry(id(number)), Requests.NOW);
    }

    @Test
    void each_card_names_the_others_and_the_first_one_acts_on_all() {
        pending(Confirmation.REVIEW);
        var first = Requests.json(Cards.card(story(1)).blocks());
        assertThat(first).contains("Task 1 of 3, together with `" + id(2) + "` in `bbbb2`, `" + id(3) + "` in `cccc3`");
        assertThat(Cards.actions(story(1))).contains(CardAction.DENY_ALL, CardAction.TAKE_BACK_ALL);
        assertThat(Requests.json(Cards.card(story(3)).blocks()))
                .contains("Task 3 of 3, together with `" + id(1) + "` in `aaaa1`, `" + id(2) + "` in `bbbb2`");
        assertThat(Cards.actions(story(3))).doesNotContain(CardAction.DENY_ALL, CardAction.TAKE_BACK_ALL);
    }

    @Test
    void what_runs_on_all_tasks_is_stopped_on_all_from_the_first_card() {
        pending(Confirmation.REVIEW);
        var digest = ((Phase.Pending) phase(1)).digest();
        office.journal.record(id(1), new Event.ApprovalGiven(Requests.ALEX, Set.of("sre"), digest, Requests.NOW));
        assertThat(Cards.actions(story(1))).containsExactly(CardAction.TAKE_BACK, CardAction.TAKE_BACK_ALL);
        office.journal.record(id(1), new Event.ClaimTaken("token", Requests.NOW));
        assertThat(Cards.actions(story(1))).containsExactly(CardAction.STOP_ALL);
        office.journal.record(id(1), new Event.SessionOpened("token", on("aaaa1"), "session", Requests.NOW));
        assertThat(Cards.actions(story(1))).containsExactly(CardAction.STOP, CardAction.STOP_ALL);
        office.end(id(1), new Phase.TimedOut(Requests.NOW));
        assertThat(Cards.actions(story(1))).isEmpty();
    }

    @Test
    void a_card_says_that_it_was_asked_for_all_tasks_before_they_are_known_and_when_there_is_one() {
        office.journal.file(Requests.request(Examples.fannedOut(new FanOut.First(3))), "mark");
        assertThat(Requests.json(Cards.card(story(1)).blocks())).contains("Asked for all tasks, 3 at most");
        assertThat(Cards.actions(story(1))).containsExactly(CardAction.TAKE_BACK);
        office.journal.record(id(1), new Event.TargetResolved(on("aaaa1"), Requests.NOW));
        assertThat(Requests.json(Cards.card(story(1)).blocks())).contains("no other one was found");
    }

    @Test
    void a_review_of_as_many_as_there_can_be_keeps_within_the_limits_of_modals() {
        var tasks = IntStream.rangeClosed(1, FanOut.MOST_TASKS)
                .mapToObj(n -> String.format("%032x", n))
                .toList();
        var all = IntStream.rangeClosed(1, FanOut.MOST_TASKS)
                .mapToObj(number -> new UnderReview(
                        other(2, Examples.fannedOut(new FanOut.Other(Requests.ID, 20, tasks, number))),
                        on(tasks.get(number - 1)),
                        0,
                        Optional.of("task " + number + " of " + tasks.size())))
                .toList();
        var view = Modals.approval(all);
        assertThat(view.getBlocks()).hasSizeLessThan(100);
        assertThat(view.getPrivateMetadata()).hasSizeLessThan(3_000);
        assertThat(view.getSubmit().getText()).hasSizeLessThanOrEqualTo(24);
    }

    @Test
    void status_of_the_first_shows_all_and_of_another_itself() {
        pending(Confirmation.REVIEW);
        var all = Requests.json(Answers.together(
                        IntStream.rangeClosed(1, 3).mapToObj(this::story).toList(), List.of())
                .blocks());
        assertThat(all).contains("task 1 of 3", "task 2 of 3", "task 3 of 3", "uname -a");
    }

    @Test
    void without_exit_code_all_are_asked_again_from_the_first_and_not_from_another() {
        pending(Confirmation.REVIEW);
        assertThat(office.approvals.submitWithoutExitCode(id(2), Requests.ROBIN))
                .isInstanceOf(Submitted.NotPossible.class);
        assertThat(office.ledger.latest(9)).hasSize(3);
    }
}
