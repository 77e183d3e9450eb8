package sallyport.request;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** One plausible value of each noun, for tests of every package. */
public final class Examples {
    public static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    public static final Person REQUESTER = new Person("T1", "U1");
    public static final Person REVIEWER = new Person("T1", "U2");
    public static final Person OTHER_REVIEWER = new Person("T1", "U3");
    public static final String REVIEWERS = "ops";

    private Examples() {}

    public static Request request() {
        return request(new RequestId("r0123456789ab"));
    }

    /** Asked at {@link #NOON}, to be approved by two of {@link #REVIEWERS} within half an hour. */
    public static Request request(RequestId id) {
        return request(id, new Quorum(List.of(new Slot(REVIEWERS, 2))), NOON);
    }

    public static Request request(RequestId id, Quorum quorum, Instant askedAt) {
        return new Request(
                id,
                REQUESTER,
                new ChannelId("C1"),
                new Selector("web", Optional.empty(), Optional.empty()),
                Argv.of("bin/rails", "db:migrate:status"),
                ExitCode.WANTED,
                "rails-status",
                "a1b2c3",
                quorum,
                Optional.of("nightly job is red"),
                askedAt,
                askedAt.plus(Duration.ofMinutes(30)),
                Duration.ofMinutes(10),
                Duration.ofMinutes(5),
                Conditions.USUAL);
    }

    /** The request on other conditions. */
    public static Request with(Request r, Conditions conditions) {
        return new Request(
                r.id(),
                r.requester(),
                r.channel(),
                r.selector(),
                r.argv(),
                r.exitCode(),
                r.rule(),
                r.policyVersion(),
                r.quorum(),
                r.reason(),
                r.askedAt(),
                r.expiresAt(),
                r.startWithin(),
                r.deadline(),
                conditions);
    }

    public static Conditions confirmed(Confirmation confirmation) {
        return conditions(confirmation, Optional.empty(), Audience.THREAD, List.of(), Optional.empty());
    }

    public static Conditions escalating(String group, int minutes) {
        var escalation = new Escalation(group, Duration.ofMinutes(minutes));
        return conditions(Confirmation.REVIEW, Optional.of(escalation), Audience.THREAD, List.of(), Optional.empty());
    }

    public static Conditions seenBy(Audience audience) {
        return conditions(Confirmation.REVIEW, Optional.empty(), audience, List.of(), Optional.empty());
    }

    public static Conditions atOnce(Concurrency... limits) {
        return conditions(Confirmation.REVIEW, Optional.empty(), Audience.THREAD, List.of(limits), Optional.empty());
    }

    public static Conditions fannedOut(FanOut fanOut) {
        return conditions(
                Confirmation.REVIEW,
                Optional.empty(),
                Audience.THREAD,
                List.of(),
                Optional.of(fanOut),
                Optional.empty());
    }

    public static Conditions reported(String words) {
        return conditions(Confirmation.REVIEW, Optional.empty(), Audience.THREAD, List.of(), Optional.of(words));
    }

    private static Conditions conditions(
            Confirmation confirmation,
            Optional<Escalation> escalation,
            Audience audience,
            List<Concurrency> concurrency,
            Optional<String> reported) {
        return conditions(confirmation, escalation, audience, concurrency, Optional.empty(), reported);
    }

    private static Conditions conditions(
            Confirmation confirmation,
            Optional<Escalation> escalation,
            Audience audience,
            List<Concurrency> concurrency,
            Optional<FanOut> fanOut,
            Optional<String> reported) {
        return new Conditions(
                Optional.empty(),
                Binding.REVISION,
                Conditions.USUAL_OUTPUT_LIMIT,
                Optional.empty(),
                confirmation,
                escalation,
                audience,
                concurrency,
                fanOut,
                reported);
    }

    public static Target target() {
        return new Target(
                "web",
                "111122223333",
                "eu-central-1",
                "arn:aws:ecs:eu-central-1:111122223333:cluster/prod",
                "web",
                "arn:aws:ecs:eu-central-1:111122223333:task-definition/web:42",
                "app",
                "sha256:" + "ab".repeat(32),
                "arn:aws:ecs:eu-central-1:111122223333:task/prod/0f9de3c5a1b24b6c8d7e6f5a4b3c2d1e",
                "0f9de3c5a1b24b6c8d7e6f5a4b3c2d1e-1234567890");
    }

    public static Digest digest() {
        return Digest.of(request(), target());
    }

    public static Approval approval(Person by) {
        return new Approval(by, Set.of(REVIEWERS), NOON.plusSeconds(60));
    }

    /** A run that began at {@link #NOON} plus five minutes, and was let go on for two minutes more than its five. */
    public static Phase.Running extended() {
        return new Phase.Running(
                target(),
                digest(),
                "token",
                "ecs-execute-command-1",
                NOON.plusSeconds(300),
                Optional.empty(),
                Optional.of(new Extension(NOON.plusSeconds(720), OTHER_REVIEWER)));
    }

    /** One phase of every kind. */
    public static List<Phase> phases() {
        var at = NOON.plusSeconds(300);
        var by = Actor.human(REVIEWER);
        return List.of(
                new Phase.Received(),
                new Phase.Pending(target(), digest(), List.of()),
                new Phase.Approved(
                        target(), digest(), List.of(approval(REVIEWER), approval(OTHER_REVIEWER)), at.plusSeconds(600)),
                new Phase.Starting(target(), digest(), "token", at, Optional.empty()),
                new Phase.Running(target(), digest(), "token", "ecs-execute-command-1", at, Optional.empty()),
                new Phase.Done(new ExitStatus.Exited(7), at),
                new Phase.Failed("the session was idle", at),
                new Phase.TimedOut(at),
                new Phase.Revoked(by, at),
                new Phase.Lost("the connection went away", at),
                new Phase.Unknown("ECS did not answer", at),
                new Phase.Denied(by, "not during the sale", at),
                new Phase.Cancelled(Actor.human(REQUESTER), at),
                new Phase.Expired(at),
                new Phase.Stale("`web` was deployed since", at),
                new Phase.NotStarted(new StartFailure(StartFailure.Kind.NO_SHELL, "The image has no `sh`."), at));
    }
}
