package sallyport.audit;

import static sallyport.request.Examples.NOON;
import static sallyport.request.Examples.OTHER_REVIEWER;
import static sallyport.request.Examples.REQUESTER;
import static sallyport.request.Examples.REVIEWER;
import static sallyport.request.Examples.REVIEWERS;
import static sallyport.request.Examples.request;
import static sallyport.request.Examples.target;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import sallyport.request.Actor;
import sallyport.request.Digest;
import sallyport.request.Event;
import sallyport.request.ExitStatus;
import sallyport.request.Output;
import sallyport.request.Person;
import sallyport.request.Phase;
import sallyport.request.Quorum;
import sallyport.request.Request;
import sallyport.request.RequestId;
import sallyport.request.Slot;

/** Requests that come and go in a ledger, sealed now and then, and the file that is exported of them. */
final class Trail {
    static final SigningKey KEY = SigningKey.generate();

    final MemoryLedger ledger = new MemoryLedger();
    final Journal journal = new Journal(ledger);
    final InstallationJournal installation = new InstallationJournal(ledger);
    private final Random random;
    private Instant now = NOON;

    Trail(long seed) {
        this.random = new Random(seed);
    }

    Sealer sealer() {
        return new Sealer(ledger, KEY, "test", () -> now);
    }

    Sealing seal() {
        try (var sealer = sealer()) {
            return sealer.seal();
        }
    }

    /** Some of everything, all sealed but for a run and a note at the end. */
    static Trail mixed(long seed) {
        var trail = new Trail(seed);
        trail.installation.policyLoaded(Actor.component("start"), "a1b2c3", "version: 1\n", NOON);
        trail.run(new ExitStatus.Exited(0));
        trail.seal();
        trail.installation.freeze(Actor.human(REVIEWER), "sale", NOON);
        trail.installation.thaw(Actor.human(OTHER_REVIEWER), NOON);
        trail.denied();
        trail.seal();
        trail.run(new ExitStatus.Unknown());
        trail.installation.freeze(Actor.human(REVIEWER), "again", NOON);
        return trail;
    }

    /** One run from asking to its end, approved by two. */
    RequestId run(ExitStatus exit) {
        var request = asked();
        var token = "token-" + random.nextInt(1 << 20);
        approve(request, REVIEWER);
        approve(request, OTHER_REVIEWER);
        record(request, new Event.ClaimTaken(token, now));
        record(request, new Event.SessionOpened(token, target(), session(request.id()), now));
        var output = new Output(12, Chain.hash("transcript of " + request.id()));
        record(request, new Event.RunEnded(token, new Phase.Done(exit, now.plusSeconds(2)), Optional.of(output)));
        return request.id();
    }

    RequestId denied() {
        var request = asked();
        approve(request, REVIEWER);
        record(request, new Event.DenialGiven(OTHER_REVIEWER, true, "no", now));
        return request.id();
    }

    static String session(RequestId id) {
        return "ecs-execute-command-" + id.value();
    }

    Request asked() {
        now = now.plusSeconds(30);
        var quorum = new Quorum(List.of(new Slot(REVIEWERS, 2)));
        var request = request(RequestId.random(random), quorum, now);
        journal.file(request, "mark of " + request.id());
        record(request, new Event.TargetResolved(target(), now));
        return request;
    }

    void approve(Request request, Person by) {
        var shown = Digest.of(request, target());
        record(request, new Event.ApprovalGiven(by, Set.of(REVIEWERS), shown, now.plusMillis(1_500)));
    }

    void record(Request request, Event event) {
        var recorded = journal.record(request.id(), event);
        if (!(recorded instanceof Recorded.Moved)) {
            throw new IllegalStateException("the story does not go on: " + recorded);
        }
    }

    String export() {
        return export(ledger);
    }

    static String export(Ledger ledger) {
        var out = new StringWriter();
        try {
            Export.write(ledger, out);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory", e);
        }
        return out.toString();
    }

    static Verdict verify(String file) {
        return verify(file, evidence());
    }

    static Verdict verify(String file, Evidence evidence) {
        return verify(file.getBytes(StandardCharsets.UTF_8), evidence);
    }

    static Verdict verify(byte[] file, Evidence evidence) {
        return Verification.of(new ByteArrayInputStream(file), evidence);
    }

    static Evidence evidence() {
        return new Evidence(List.of(KEY.verification()), Optional.empty(), Optional.empty());
    }

    /** Who asks in these stories. */
    static Person requester() {
        return REQUESTER;
    }
}
