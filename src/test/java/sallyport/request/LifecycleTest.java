package sallyport.request;

import static java.util.Map.entry;
import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.request.Examples.NOON;
import static sallyport.request.Examples.OTHER_REVIEWER;
import static sallyport.request.Examples.REQUESTER;
import static sallyport.request.Examples.REVIEWER;
import static sallyport.request.Examples.REVIEWERS;
import static sallyport.request.Examples.approval;
import static sallyport.request.Examples.digest;
import static sallyport.request.Examples.request;
import static sallyport.request.Examples.target;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sallyport.request.Transition.Moves;
import sallyport.request.Transition.Refused;

class LifecycleTest {
    private static final Instant IN_TIME = NOON.plusSeconds(120);
    private static final Instant OVERDUE = NOON.plusSeconds(7200);
    private static final StartFailure REFUSED = new StartFailure(StartFailure.Kind.AWS_REFUSED, "AWS said no.");

    /**
     * What the event that means well does to each phase that has not ended: the new phase and its audit type, or why
     * not.
     */
    private static final String TABLE = """
                       | Received          | Pending           | Approved          | Starting      | Running
        TargetResolved | request.resolved  | NOTHING_TO_DO     | NOTHING_TO_DO     | NOTHING_TO_DO | NOTHING_TO_DO
        StartRefused   | run.not-started   | NOT_APPROVED      | run.not-started   | WRONG_TOKEN   | NOT_APPROVED
        ApprovalGiven  | NOT_PENDING       | approval.added    | NOT_PENDING       | NOT_PENDING   | NOT_PENDING
        DenialGiven    | NOT_PENDING       | request.denied    | request.denied    | revoke.asked  | revoke.asked
        StopAsked      | request.cancelled | request.cancelled | request.cancelled | revoke.asked  | revoke.asked
        TimePassed     | request.expired   | request.expired   | request.expired   | NOTHING_TO_DO | NOTHING_TO_DO
        BindingBroken  | NOT_APPROVED      | request.stale     | request.stale     | NOT_APPROVED  | NOT_APPROVED
        ClaimTaken     | NOT_APPROVED      | NOT_APPROVED      | run.claimed       | NOT_APPROVED  | NOT_APPROVED
        SessionOpened  | NOT_APPROVED      | NOT_APPROVED      | WRONG_TOKEN       | run.started   | WRONG_TOKEN
        RunEnded       | NOT_APPROVED      | NOT_APPROVED      | WRONG_TOKEN       | NOT_RUNNING   | run.ended
        TakenOver      | NOT_RUNNING       | NOT_RUNNING       | NOT_RUNNING       | run.taken-over | run.taken-over
        SightLost      | NOT_RUNNING       | NOT_RUNNING       | NOT_RUNNING       | run.lost      | run.lost
        ExtensionAsked | NOT_RUNNING       | NOT_RUNNING       | NOT_RUNNING       | NOT_RUNNING   | run.extended
        DeadlineReached | NOT_RUNNING      | NOT_RUNNING       | NOT_RUNNING       | NOT_RUNNING   | run.deadline-reached
        """;

    /** Where the transitions of the table lead. */
    private static final Map<String, Class<? extends Phase>> LEADS_TO = Map.ofEntries(
            entry("request.resolved", Phase.Pending.class),
            entry("run.not-started", Phase.NotStarted.class),
            entry("approval.added", Phase.Pending.class),
            entry("request.denied", Phase.Denied.class),
            entry("request.cancelled", Phase.Cancelled.class),
            entry("request.expired", Phase.Expired.class),
            entry("request.stale", Phase.Stale.class),
            entry("run.claimed", Phase.Starting.class),
            entry("run.started", Phase.Running.class),
            entry("run.ended", Phase.Done.class),
            entry("run.lost", Phase.Lost.class));

    private static final List<Event> EVENTS = List.of(
            new Event.TargetResolved(target(), IN_TIME),
            new Event.StartRefused(REFUSED, Actor.component("resolver"), IN_TIME),
            approvalBy(REVIEWER),
            new Event.DenialGiven(REVIEWER, true, "not now", IN_TIME),
            new Event.StopAsked(Actor.human(REQUESTER), true, IN_TIME),
            new Event.TimePassed(OVERDUE),
            new Event.BindingBroken("`web` was deployed since", IN_TIME),
            new Event.ClaimTaken("token", IN_TIME),
            new Event.SessionOpened("token", target(), "session", IN_TIME),
            new Event.RunEnded("token", new Phase.Done(new ExitStatus.Exited(0), IN_TIME), Optional.empty()),
            new Event.TakenOver("token", "another", IN_TIME),
            new Event.SightLost("token", "the process went away", true, IN_TIME),
            extension(2),
            reached(NOON.plusSeconds(300).plus(request().deadline())));

    @Test
    void the_table_names_every_event_and_every_phase_that_has_not_ended() {
        assertThat(table().keySet()).containsExactlyInAnyOrderElementsOf(names(Event.class));
        var open = names(Phase.class).stream()
                .filter(name -> !name.equals("Ended"))
                .toList();
        assertThat(table().values())
                .allSatisfy(row -> assertThat(row.keySet()).containsExactlyInAnyOrderElementsOf(open));
    }

    @Test
    void every_event_says_who_did_it_and_when() {
        var names = EVENTS.stream().map(event -> switch (event.by()) {
            case Actor.Human human -> human.person().userId();
            case Actor.Component component -> component.name();
        });
        assertThat(names)
                .containsExactly(
                        "resolver",
                        "resolver",
                        REVIEWER.userId(),
                        REVIEWER.userId(),
                        REQUESTER.userId(),
                        "timer",
                        "claimer",
                        "claimer",
                        "runner",
                        "runner",
                        "recovery",
                        "recovery",
                        OTHER_REVIEWER.userId(),
                        "deadline");
        assertThat(EVENTS)
                .filteredOn(event -> !(event instanceof Event.TimePassed))
                .extracting(Event::at)
                .containsOnly(IN_TIME);
    }

    @Test
    void there_is_an_example_of_every_event_and_phase() {
        assertThat(EVENTS)
                .extracting(event -> event.getClass().getSimpleName())
                .containsExactlyInAnyOrderElementsOf(names(Event.class));
        var phases = Stream.of(Phase.class, Phase.Ended.class, Phase.Outcome.class)
                .flatMap(kind -> names(kind).stream())
                .filter(name -> !name.equals("Ended") && !name.equals("Outcome"));
        assertThat(Examples.phases())
                .extracting(phase -> phase.getClass().getSimpleName())
                .containsExactlyInAnyOrderElementsOf(phases.toList());
    }

    @ParameterizedTest
    @MethodSource("openPhases")
    void every_event_does_to_an_open_phase_what_the_table_says(Phase phase) {
        for (var event : EVENTS) {
            assertThat(describe(phase, decide(phase, event)))
                    .as("%s on %s", event, phase)
                    .isEqualTo(expected(phase, event));
        }
    }

    @ParameterizedTest
    @MethodSource("endedPhases")
    void nothing_moves_an_end(Phase phase) {
        assertThat(EVENTS).allSatisfy(event -> assertRefused(decide(phase, event), Refusal.ALREADY_ENDED));
    }

    @Test
    void a_request_that_needs_nobody_is_approved_by_being_resolved() {
        var request = Examples.request(request().id(), Quorum.none(), NOON);
        var transition = Lifecycle.decide(request, new Phase.Received(), new Event.TargetResolved(target(), IN_TIME));
        var approved = new Phase.Approved(
                target(), Digest.of(request, target()), List.of(), IN_TIME.plus(request.startWithin()));
        assertThat(transition).isEqualTo(new Moves(approved, "request.allowed"));
    }

    @Test
    void a_resolved_request_waits_for_people_under_the_digest_of_what_it_would_run() {
        assertThat(decide(new Phase.Received(), new Event.TargetResolved(target(), IN_TIME)))
                .isEqualTo(new Moves(new Phase.Pending(target(), digest(), List.of()), "request.resolved"));
    }

    @Test
    void the_last_approval_needed_approves_and_starts_the_time_to_start() {
        var first = approval(REVIEWER);
        var transition = decide(pending(first), approvalBy(OTHER_REVIEWER));
        var second = new Approval(OTHER_REVIEWER, Set.of(REVIEWERS), IN_TIME);
        var startBy = IN_TIME.plus(request().startWithin());
        assertThat(transition)
                .isEqualTo(new Moves(
                        new Phase.Approved(target(), digest(), List.of(first, second), startBy), "approval.completed"));
    }

    @Test
    void an_approval_that_is_not_the_last_is_kept_with_those_before() {
        var approved = new Approval(REVIEWER, Set.of(REVIEWERS), IN_TIME);
        assertThat(decide(pending(), approvalBy(REVIEWER))).isEqualTo(new Moves(pending(approved), "approval.added"));
    }

    @Test
    void the_requester_cannot_review_their_own_request() {
        assertRefused(decide(pending(), approvalBy(REQUESTER)), Refusal.SELF_REVIEW);
        var denial = new Event.DenialGiven(REQUESTER, true, "changed my mind", IN_TIME);
        assertRefused(decide(pending(), denial), Refusal.SELF_REVIEW);
        assertRefused(decide(approved(), denial), Refusal.SELF_REVIEW);
    }

    @Test
    void a_person_in_no_group_of_the_quorum_cannot_review() {
        var approval = new Event.ApprovalGiven(REVIEWER, Set.of(), digest(), IN_TIME);
        assertRefused(decide(pending(), approval), Refusal.NOT_ELIGIBLE);
        var denial = new Event.DenialGiven(REVIEWER, false, "no", IN_TIME);
        assertRefused(decide(pending(), denial), Refusal.NOT_ELIGIBLE);
        assertRefused(decide(approved(), denial), Refusal.NOT_ELIGIBLE);
    }

    @Test
    void one_person_counts_once() {
        assertRefused(decide(pending(approval(REVIEWER)), approvalBy(REVIEWER)), Refusal.ALREADY_COUNTED);
    }

    @Test
    void a_yes_to_something_else_than_what_is_stored_does_not_count() {
        var shown = new Digest("0".repeat(64));
        var approval = new Event.ApprovalGiven(REVIEWER, Set.of(REVIEWERS), shown, IN_TIME);
        assertRefused(decide(pending(), approval), Refusal.CHANGED);
    }

    @Test
    void an_approval_counts_until_just_before_the_request_expires() {
        var expiry = request().expiresAt();
        assertRefused(decide(pending(), approvalAt(expiry)), Refusal.EXPIRED);
        assertThat(decide(pending(), approvalAt(expiry.minusNanos(1)))).isInstanceOf(Moves.class);
    }

    @Test
    void a_request_expires_at_its_expiry_and_an_approved_one_when_it_had_to_start() {
        var expiry = request().expiresAt();
        for (var phase : List.of(new Phase.Received(), pending())) {
            assertRefused(decide(phase, new Event.TimePassed(expiry.minusNanos(1))), Refusal.NOTHING_TO_DO);
            assertThat(decide(phase, new Event.TimePassed(expiry)))
                    .isEqualTo(new Moves(new Phase.Expired(expiry), "request.expired"));
        }
        var startBy = approved().startBy();
        assertRefused(decide(approved(), new Event.TimePassed(startBy.minusNanos(1))), Refusal.NOTHING_TO_DO);
        assertThat(decide(approved(), new Event.TimePassed(startBy)))
                .isEqualTo(new Moves(new Phase.Expired(startBy), "request.expired"));
    }

    @Test
    void a_claim_that_comes_too_late_ends_the_request_instead() {
        var startBy = approved().startBy();
        assertThat(decide(approved(), new Event.ClaimTaken("token", startBy)))
                .isEqualTo(new Moves(new Phase.Expired(startBy), "request.expired"));
        assertThat(decide(approved(), new Event.ClaimTaken("token", startBy.minusNanos(1))))
                .isEqualTo(new Moves(
                        new Phase.Starting(target(), digest(), "token", startBy.minusNanos(1), Optional.empty()),
                        "run.claimed"));
    }

    @Test
    void only_the_holder_of_the_token_opens_and_ends_a_run() {
        var opened = new Event.SessionOpened("forged", target(), "session", IN_TIME);
        var ended = new Event.RunEnded("forged", new Phase.TimedOut(IN_TIME), Optional.empty());
        assertRefused(decide(starting(), opened), Refusal.WRONG_TOKEN);
        assertRefused(decide(starting(), ended), Refusal.WRONG_TOKEN);
        assertRefused(decide(running(Optional.empty()), ended), Refusal.WRONG_TOKEN);
    }

    @Test
    void only_the_holder_of_the_token_loses_sight_and_only_from_the_holder_is_it_taken_over() {
        var lost = new Event.SightLost("forged", "gone", true, IN_TIME);
        var taken = new Event.TakenOver("forged", "another", IN_TIME);
        for (var phase : List.of(starting(), running(Optional.empty()))) {
            assertRefused(decide(phase, lost), Refusal.WRONG_TOKEN);
            assertRefused(decide(phase, taken), Refusal.WRONG_TOKEN);
        }
    }

    @Test
    void taking_over_changes_nothing_but_the_holder() {
        var taken = new Event.TakenOver("token", "another", IN_TIME);
        var stopper = Optional.of(Actor.human(REVIEWER));
        assertThat(decide(starting(stopper), taken))
                .isEqualTo(new Moves(
                        new Phase.Starting(target(), digest(), "another", NOON.plusSeconds(60), stopper),
                        "run.taken-over"));
        assertThat(decide(running(stopper), taken))
                .isEqualTo(new Moves(
                        new Phase.Running(target(), digest(), "another", "session", IN_TIME, stopper),
                        "run.taken-over"));
    }

    @Test
    void a_start_that_nobody_saw_is_unknown_and_one_that_aws_saw_is_lost() {
        assertThat(decide(starting(), new Event.SightLost("token", "gone", false, IN_TIME)))
                .isEqualTo(new Moves(new Phase.Unknown("gone", IN_TIME), "run.unknown"));
        assertThat(decide(starting(), new Event.SightLost("token", "gone", true, IN_TIME)))
                .isEqualTo(new Moves(new Phase.Lost("gone", IN_TIME), "run.lost"));
    }

    @Test
    void a_stop_during_the_start_holds_when_it_runs() {
        var stop = new Event.StopAsked(Actor.human(REVIEWER), true, IN_TIME);
        var stopper = Optional.of(Actor.human(REVIEWER));
        assertThat(decide(starting(), stop)).isEqualTo(new Moves(starting(stopper), "revoke.asked"));
        assertRefused(decide(starting(stopper), stop), Refusal.NOTHING_TO_DO);
        assertThat(decide(starting(stopper), new Event.SessionOpened("token", target(), "session", IN_TIME)))
                .isEqualTo(new Moves(running(stopper), "run.started"));
    }

    @Test
    void a_no_after_the_claim_stops_the_run_if_the_person_may_say_it() {
        var no = new Event.DenialGiven(REVIEWER, true, "wait", IN_TIME);
        var stopper = Optional.of(Actor.human(REVIEWER));
        assertThat(decide(starting(), no)).isEqualTo(new Moves(starting(stopper), "revoke.asked"));
        assertThat(decide(running(Optional.empty()), no)).isEqualTo(new Moves(running(stopper), "revoke.asked"));
        for (var phase : List.of(starting(), running(Optional.empty()))) {
            assertRefused(decide(phase, new Event.DenialGiven(REVIEWER, false, "", IN_TIME)), Refusal.NOT_ELIGIBLE);
            assertRefused(decide(phase, new Event.DenialGiven(REQUESTER, true, "", IN_TIME)), Refusal.SELF_REVIEW);
        }
    }

    @Test
    void after_a_while_others_may_stand_in_and_only_then() {
        var request = escalating();
        var passed = new Event.TimePassed(NOON.plusSeconds(600));
        assertRefused(
                Lifecycle.decide(request, pending(), new Event.TimePassed(NOON.plusSeconds(599))),
                Refusal.NOTHING_TO_DO);
        assertThat(Lifecycle.decide(request, pending(), passed)).isEqualTo(new Moves(escalated(), "request.escalated"));
        assertRefused(Lifecycle.decide(request, escalated(), passed), Refusal.NOTHING_TO_DO);
        assertRefused(Lifecycle.decide(request(), pending(), passed), Refusal.NOTHING_TO_DO);
        assertThat(Lifecycle.decide(request, escalated(), new Event.TimePassed(OVERDUE)))
                .isEqualTo(new Moves(new Phase.Expired(OVERDUE), "request.expired"));
        assertThat(Lifecycle.decide(request, pending(), new Event.TimePassed(OVERDUE)))
                .isEqualTo(new Moves(new Phase.Expired(OVERDUE), "request.expired"));
    }

    @Test
    void who_stands_in_counts_for_any_group_once_it_has_escalated() {
        var agreed = new Event.ApprovalGiven(REVIEWER, Set.of("leads"), digest(), NOON.plusSeconds(601));
        assertRefused(Lifecycle.decide(escalating(), pending(), agreed), Refusal.NOT_ELIGIBLE);
        var counted = new Approval(REVIEWER, Set.of("leads", REVIEWERS), NOON.plusSeconds(601));
        assertThat(Lifecycle.decide(escalating(), escalated(), agreed))
                .isEqualTo(new Moves(escalated(counted), "approval.added"));
        var second = new Event.ApprovalGiven(OTHER_REVIEWER, Set.of(REVIEWERS), digest(), NOON.plusSeconds(602));
        assertThat(Lifecycle.decide(escalating(), escalated(counted), second))
                .isEqualTo(new Moves(
                        new Phase.Approved(
                                target(),
                                digest(),
                                List.of(
                                        counted,
                                        new Approval(OTHER_REVIEWER, Set.of(REVIEWERS), NOON.plusSeconds(602))),
                                NOON.plusSeconds(602).plus(request().startWithin())),
                        "approval.completed"));
    }

    @Test
    void before_that_a_reviewer_who_could_stand_in_counts_for_their_own_group_only() {
        var agreed = new Event.ApprovalGiven(REVIEWER, Set.of("leads", REVIEWERS), digest(), IN_TIME);
        assertThat(Lifecycle.decide(escalating(), pending(), agreed))
                .isEqualTo(new Moves(pending(new Approval(REVIEWER, Set.of(REVIEWERS), IN_TIME)), "approval.added"));
    }

    /** After ten minutes the leads may stand in. */
    private static Request escalating() {
        return Examples.with(request(), Examples.escalating("leads", 10));
    }

    private static Phase.Pending escalated(Approval... approvals) {
        return new Phase.Pending(target(), digest(), List.of(approvals), true);
    }

    @Test
    void an_opened_session_runs_in_the_container_that_was_opened_under_the_digest_that_was_approved() {
        var opened = new Event.SessionOpened("token", target(), "session", IN_TIME);
        assertThat(decide(starting(), opened)).isEqualTo(new Moves(running(Optional.empty()), "run.started"));
    }

    @Test
    void a_run_that_never_started_is_recorded_as_such() {
        var end = new Phase.NotStarted(REFUSED, IN_TIME);
        assertThat(decide(starting(), new Event.RunEnded("token", end, Optional.empty())))
                .isEqualTo(new Moves(end, "run.not-started"));
    }

    @Test
    void somebody_who_may_not_stop_it_stops_nothing() {
        var stop = new Event.StopAsked(Actor.human(REVIEWER), false, IN_TIME);
        for (var phase : List.of(new Phase.Received(), pending(), approved(), starting(), running(Optional.empty()))) {
            assertRefused(decide(phase, stop), Refusal.NOT_ELIGIBLE);
        }
    }

    @Test
    void the_first_to_stop_a_run_is_remembered_and_a_second_changes_nothing() {
        var stop = new Event.StopAsked(Actor.human(REVIEWER), true, IN_TIME);
        var stopping = running(Optional.of(Actor.human(REVIEWER)));
        assertThat(decide(running(Optional.empty()), stop)).isEqualTo(new Moves(stopping, "revoke.asked"));
        assertRefused(decide(stopping, stop), Refusal.NOTHING_TO_DO);
    }

    @Test
    void a_run_is_extended_from_its_deadline_on_and_from_there_again() {
        var once = decide(running(Optional.empty()), extension(2));
        assertThat(once).isEqualTo(new Moves(extendedBy(2), "run.extended"));
        assertThat(decide(extendedBy(2), extension(1))).isEqualTo(new Moves(extendedBy(3), "run.extended"));
    }

    /** The deadline is five minutes, so it may run ten. */
    @Test
    void no_run_goes_on_for_longer_than_twice_its_deadline_however_often_it_is_extended() {
        assertThat(decide(extendedBy(3), extension(2))).isEqualTo(new Moves(extendedBy(5), "run.extended"));
        assertThat(decide(extendedBy(3), extension(60))).isEqualTo(new Moves(extendedBy(5), "run.extended"));
        assertRefused(decide(extendedBy(5), extension(1)), Refusal.AT_BOUND);
        assertThat(extendedBy(5).endsBy(request())).isEqualTo(IN_TIME.plus(Extension.longest(request())));
    }

    @Test
    void nothing_is_shortened_by_an_extension() {
        for (int minutes : List.of(0, -1)) {
            assertRefused(decide(running(Optional.empty()), extension(minutes)), Refusal.AT_BOUND);
            assertRefused(decide(extendedBy(2), extension(minutes)), Refusal.AT_BOUND);
        }
    }

    @Test
    void somebody_who_may_not_extend_a_run_and_one_that_is_stopping_extend_nothing() {
        var forbidden =
                new Event.ExtensionAsked(OTHER_REVIEWER, false, Duration.ofMinutes(1), Optional.empty(), IN_TIME);
        assertRefused(decide(running(Optional.empty()), forbidden), Refusal.NOT_ELIGIBLE);
        assertRefused(decide(running(Optional.of(Actor.human(REVIEWER))), extension(1)), Refusal.NOTHING_TO_DO);
    }

    @Test
    void of_a_deadline_and_an_extension_the_first_holds() {
        var deadline = IN_TIME.plus(request().deadline());
        var over = running(Optional.of(Actor.DEADLINE));
        assertThat(over.timeIsUp()).isTrue();
        assertThat(decide(running(Optional.empty()), reached(deadline)))
                .isEqualTo(new Moves(over, "run.deadline-reached"));
        assertRefused(decide(over, extension(1)), Refusal.NOTHING_TO_DO);
        assertRefused(decide(extendedBy(1), reached(deadline)), Refusal.NOTHING_TO_DO);
        assertThat(decide(extendedBy(1), reached(deadline.plusSeconds(60)))).isInstanceOf(Moves.class);
    }

    @Test
    void a_deadline_is_its_holders_to_see_and_ends_nothing_that_somebody_stops() {
        var deadline = IN_TIME.plus(request().deadline());
        var forged = new Event.DeadlineReached("forged", deadline, IN_TIME);
        assertRefused(decide(running(Optional.empty()), forged), Refusal.WRONG_TOKEN);
        var stopping = running(Optional.of(Actor.human(REVIEWER)));
        assertThat(stopping.timeIsUp()).isFalse();
        assertRefused(decide(stopping, reached(deadline)), Refusal.NOTHING_TO_DO);
    }

    @Test
    void an_extension_outlives_a_stop_and_a_takeover() {
        var stop = new Event.StopAsked(Actor.human(REVIEWER), true, IN_TIME);
        var taken = new Event.TakenOver("token", "another", IN_TIME);
        for (var event : List.of(stop, taken)) {
            assertThat(decide(extendedBy(2), event))
                    .isInstanceOfSatisfying(
                            Moves.class,
                            moves -> assertThat(((Phase.Running) moves.to()).extension())
                                    .isEqualTo(extendedBy(2).extension()));
        }
    }

    private static Event.ExtensionAsked extension(int minutes) {
        return new Event.ExtensionAsked(
                OTHER_REVIEWER, true, Duration.ofMinutes(minutes), Optional.of("nearly done"), IN_TIME);
    }

    private static Event.DeadlineReached reached(Instant deadline) {
        return new Event.DeadlineReached("token", deadline, IN_TIME);
    }

    private static Phase.Running extendedBy(int minutes) {
        var until = IN_TIME.plus(request().deadline()).plus(Duration.ofMinutes(minutes));
        return new Phase.Running(
                target(),
                digest(),
                "token",
                "session",
                IN_TIME,
                Optional.empty(),
                Optional.of(new Extension(until, OTHER_REVIEWER)));
    }

    private static Phase.Pending pending(Approval... approvals) {
        return new Phase.Pending(target(), digest(), List.of(approvals));
    }

    private static Phase.Approved approved() {
        var approvals = List.of(approval(REVIEWER), approval(OTHER_REVIEWER));
        return new Phase.Approved(target(), digest(), approvals, NOON.plusSeconds(900));
    }

    private static Phase.Starting starting() {
        return starting(Optional.empty());
    }

    private static Phase.Starting starting(Optional<Actor> stopAskedBy) {
        return new Phase.Starting(target(), digest(), "token", NOON.plusSeconds(60), stopAskedBy);
    }

    private static Phase.Running running(Optional<Actor> stopAskedBy) {
        return new Phase.Running(target(), digest(), "token", "session", IN_TIME, stopAskedBy);
    }

    private static Event.ApprovalGiven approvalBy(Person person) {
        return new Event.ApprovalGiven(person, Set.of(REVIEWERS), digest(), IN_TIME);
    }

    private static Event.ApprovalGiven approvalAt(Instant at) {
        return new Event.ApprovalGiven(REVIEWER, Set.of(REVIEWERS), digest(), at);
    }

    private static Transition decide(Phase phase, Event event) {
        return Lifecycle.decide(request(), phase, event);
    }

    private static void assertRefused(Transition transition, Refusal why) {
        assertThat(transition).isEqualTo(new Refused(why));
    }

    /** What has no entry in {@link #LEADS_TO} stays in the kind of phase it is in. */
    private static String describe(Phase from, Transition transition) {
        return switch (transition) {
            case Moves moves -> {
                assertThat(moves.to()).isInstanceOf(LEADS_TO.getOrDefault(moves.type(), from.getClass()));
                yield moves.type();
            }
            case Refused refused -> refused.why().name();
        };
    }

    private static String expected(Phase phase, Event event) {
        var row = requireNonNull(table().get(event.getClass().getSimpleName()));
        return requireNonNull(row.get(phase.getClass().getSimpleName()));
    }

    private static Stream<Phase> openPhases() {
        return Examples.phases().stream().filter(phase -> !(phase instanceof Phase.Ended));
    }

    private static Stream<Phase> endedPhases() {
        return Examples.phases().stream().filter(phase -> phase instanceof Phase.Ended);
    }

    private static List<String> names(Class<?> sealed) {
        return Arrays.stream(sealed.getPermittedSubclasses())
                .map(Class::getSimpleName)
                .toList();
    }

    private static Map<String, Map<String, String>> table() {
        var lines = TABLE.lines().map(LifecycleTest::cells).toList();
        var phases = lines.getFirst();
        return lines.stream()
                .skip(1)
                .collect(toMap(
                        List::getFirst,
                        row -> Stream.iterate(1, i -> i + 1)
                                .limit(phases.size() - 1L)
                                .collect(toMap(phases::get, row::get))));
    }

    private static List<String> cells(String line) {
        return Arrays.stream(line.split("\\|", -1)).map(String::strip).toList();
    }
}
