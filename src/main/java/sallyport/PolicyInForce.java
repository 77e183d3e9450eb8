package sallyport;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.PolicyCheck.Content;
import sallyport.audit.InstallationJournal;
import sallyport.audit.InstallationJournal.Noted;
import sallyport.audit.LedgerUnavailable;
import sallyport.http.ReadinessCheck;
import sallyport.policy.Groups;
import sallyport.policy.Policy;
import sallyport.request.Actor;
import sallyport.slack.PolicyAlarm;

/**
 * The policy in force. Looks at its file every {@link #LOOK}, and at once when asked, and takes what it finds as a
 * whole or not at all: after it was read without a mistake and is in the audit trail. Until then the one before stays.
 * Safe for use by many threads.
 */
final class PolicyInForce implements Supplier<Policy>, ReadinessCheck, AutoCloseable {
    /** How often the file is looked at; two equal looks mean that nobody is just writing it. */
    static final Duration LOOK = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(PolicyInForce.class);
    private static final Actor START = Actor.component("start");
    private static final Actor RELOAD = Actor.component("reload");
    private static final String BROKEN = "is broken";
    private static final String NOT_NOTED = "changed and could not be noted in the audit trail";

    private final Optional<Path> file;
    private final Groups groups;
    private final InstallationJournal installation;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("policy-in-force").factory());
    private volatile Policy policy;
    private volatile Optional<PolicyAlarm> alarm = Optional.empty();
    private volatile Followers followers = () -> true;

    // What follows belongs to the timer.
    private Optional<Content> lastLook = Optional.empty();
    private Optional<Content> refused = Optional.empty();
    private boolean followersBehind = true;

    /** What has to follow a change of the policy. */
    @FunctionalInterface
    interface Followers {
        /** @return whether all of it did; if not, it is asked again */
        boolean follow();
    }

    /** @param atStart what was read from the file before */
    PolicyInForce(
            Optional<Path> file, Groups groups, Policy atStart, InstallationJournal installation, InstantSource clock) {
        this.file = file;
        this.groups = groups;
        this.policy = atStart;
        this.installation = installation;
        this.clock = clock;
    }

    @Override
    public Policy get() {
        return policy;
    }

    /** What stands in the way of the policy file, if something does. */
    Optional<PolicyAlarm> alarm() {
        return alarm;
    }

    /** An older policy is one we can serve by. */
    @Override
    public Optional<String> missing() {
        return Optional.empty();
    }

    @Override
    public Optional<String> degraded() {
        return alarm.map(sick -> "the policy file " + sick.what() + " since " + sick.since() + ", version "
                + sick.inForce() + " stays in force: " + String.join("; ", sick.problems()));
    }

    /** Has this follow once after {@link #start}, and after each change. */
    void followedBy(Followers theFollowers) {
        followers = theFollowers;
    }

    /**
     * Notes the policy it was made with. Without it in the audit trail the application does not start: nobody could say
     * later what it allowed.
     *
     * @throws LedgerUnavailable if it cannot be noted
     */
    void note() {
        switch (note(START, policy)) {
            case Noted.Written _ -> LOG.info("policy.loaded version={}", policy.version());
            case Noted.Already _ -> LOG.debug("policy.unchanged version={}", policy.version());
            case Noted.Unavailable(var cause) ->
                throw new LedgerUnavailable(cause, new IllegalStateException("policy.loaded was not noted"));
        }
    }

    /** Looks from now on. */
    void start() {
        var _ = timer.scheduleWithFixedDelay(this::look, 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Looks soon, and takes what stands there for finished: whoever asks has just written it. */
    void reread() {
        try {
            timer.execute(() -> {
                LOG.info("policy.reread");
                look(true);
            });
        } catch (RejectedExecutionException _) {
            LOG.debug("policy.not-reread: the process is about to end");
        }
    }

    void look() {
        look(false);
    }

    /** On the timer's thread only. */
    void look(boolean finished) {
        try {
            file.ifPresent(path -> look(path, finished));
            if (followersBehind) {
                followersBehind = !followers.follow();
            }
        } catch (RuntimeException e) {
            // A timer drops a task that throws.
            LOG.error("policy.look-failed", e);
        }
    }

    private void look(Path path, boolean finished) {
        var found = PolicyCheck.look(path);
        boolean settled = finished || lastLook.equals(Optional.of(found));
        lastLook = Optional.of(found);
        if (found.equals(new Content.Text(policy.text()))) {
            calm();
        } else if (settled && !refused.equals(Optional.of(found))) {
            judge(path, found);
        }
    }

    private void judge(Path path, Content found) {
        switch (PolicyCheck.of(found, path, groups)) {
            case PolicyCheck.Answer.Good(var next) -> load(next);
            case PolicyCheck.Answer.Refused(var problems) -> {
                refused = Optional.of(found);
                raise(BROKEN, problems);
            }
        }
    }

    /** No event, no transition: it is in the audit trail before it is in force. */
    private void load(Policy next) {
        switch (note(RELOAD, next)) {
            case Noted.Written _, Noted.Already _ -> {
                policy = next;
                LOG.info("policy.loaded version={}", next.version());
                calm();
                followersBehind = true;
            }
            case Noted.Unavailable(var cause) -> raise(NOT_NOTED, List.of(cause));
        }
    }

    private Noted note(Actor by, Policy noted) {
        return installation.policyLoaded(by, noted.version(), noted.text(), clock.instant());
    }

    private void calm() {
        refused = Optional.empty();
        if (alarm.isPresent()) {
            LOG.info("policy.alarm-over version={}", policy.version());
            alarm = Optional.empty();
        }
    }

    private void raise(String what, List<String> problems) {
        var since = alarm.filter(before -> before.what().equals(what)).map(PolicyAlarm::since);
        var now = new PolicyAlarm(
                what, since.orElseGet(clock::instant), problems, ChangeNotices.shortened(policy.version()));
        if (!alarm.equals(Optional.of(now))) {
            LOG.error("policy.alarm: the file {}; version {} stays in force: {}", what, now.inForce(), problems);
            alarm = Optional.of(now);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
