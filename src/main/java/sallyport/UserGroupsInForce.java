package sallyport;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.audit.InstallationJournal;
import sallyport.audit.InstallationJournal.Noted;
import sallyport.audit.LedgerUnavailable;
import sallyport.http.ReadinessCheck;
import sallyport.policy.UserGroups;
import sallyport.request.Actor;
import sallyport.request.Person;
import sallyport.slack.UserGroupAlarm;
import sallyport.slack.UserGroupReading;

/**
 * Who is in the user groups of Slack that the configuration names, as far as it is in force: after Slack said so and it
 * is in the audit trail. Asks Slack in the background, one question at a time. When Slack does not answer, those who
 * were in a group count for {@link KnownMembers#HOLD}, and then nobody does. Safe for use by many threads.
 */
final class UserGroupsInForce implements UserGroups, ReadinessCheck, AutoCloseable {
    /** How long somebody who decides waits for a fresh answer; Slack itself waits 3 s for us when a review is sent. */
    static final Duration WAIT = Duration.ofMillis(1_500);

    private static final Logger LOG = LoggerFactory.getLogger(UserGroupsInForce.class);
    private static final String NOT_ASKED = "Slack was not asked since";

    private final Set<String> names;
    private final Supplier<UserGroupReading> slack;
    private final InstallationJournal installation;
    private final UserGroupPace pace;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("user-groups").factory());
    private volatile Runnable follower = () -> {};
    private volatile KnownMembers known = KnownMembers.NOTHING;
    private volatile Map<String, Trouble> troubles = Map.of();
    /** When the answer in force was asked for. */
    private volatile Instant lastGood = Instant.MIN;
    /** Before this Slack is left alone. */
    private volatile Instant notBefore = Instant.MIN;

    /** Belongs to the timer. */
    private Set<String> saidUnverified = Set.of();

    private record Trouble(String why, Instant since) {}

    /**
     * @param names the groups, by the names that the policy has for them
     * @param slack asks Slack
     * @param atStart what it said before the start, if it did
     */
    UserGroupsInForce(
            Set<String> names,
            Supplier<UserGroupReading> slack,
            UserGroupReading atStart,
            InstallationJournal installation,
            UserGroupPace pace,
            InstantSource clock) {
        this.names = Set.copyOf(names);
        this.slack = slack;
        this.installation = installation;
        this.pace = pace;
        this.clock = clock;
        begin(atStart, clock.instant());
    }

    private void begin(UserGroupReading atStart, Instant now) {
        switch (atStart) {
            case UserGroupReading.Answered(var members, var problems) -> {
                known = KnownMembers.NOTHING.with(members, now);
                lastGood = now;
                trouble(problems, now);
            }
            case UserGroupReading.Unanswered(var cause, var pause) -> {
                trouble(all(cause), now);
                leaveAlone(now, pause);
            }
        }
    }

    /** Has this happen after each change. */
    void followedBy(Runnable theFollower) {
        follower = theFollower;
    }

    @Override
    public Set<String> names() {
        return names;
    }

    @Override
    public Map<String, Set<Person>> at(Instant moment) {
        return known.at(moment);
    }

    /**
     * Notes what it was made with, if Slack had answered; that there are no such groups only where there were some.
     *
     * @throws LedgerUnavailable if it cannot be noted
     */
    void note() {
        boolean answered = !lastGood.equals(Instant.MIN);
        boolean worth = !names.isEmpty() || !installation.userGroups().isEmpty();
        if (answered && worth && note(Actor.component("start"), known) instanceof Noted.Unavailable(var cause)) {
            throw new LedgerUnavailable(cause, new IllegalStateException("user-groups.loaded was not noted"));
        }
    }

    /** Reads from now on. */
    void start() {
        if (!names.isEmpty()) {
            var _ = timer.scheduleWithFixedDelay(this::look, 0, pace.again().toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** On the timer's thread only: reads again if it is time to. */
    void look() {
        readIfOlderThan(pace.every());
    }

    /**
     * Reads again if the last answer is too old for a decision, and waits up to {@link #WAIT} for it. Without an answer
     * what was known holds, as long as it does. Not for the path to the acknowledgement of a slash command.
     */
    void freshen() {
        if (names.isEmpty() || !isDue(pace.fresh())) {
            return;
        }
        try {
            timer.submit(() -> readIfOlderThan(pace.fresh())).get(WAIT.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | RejectedExecutionException _) {
            LOG.debug("user-groups.not-fresh");
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException e) {
            throw new IllegalStateException("reading user groups does not throw", e);
        }
    }

    private boolean isDue(Duration age) {
        var now = clock.instant();
        return !now.isBefore(notBefore) && (lastGood.equals(Instant.MIN) || !now.isBefore(lastGood.plus(age)));
    }

    private void readIfOlderThan(Duration age) {
        try {
            if (isDue(age)) {
                read();
            }
            sayUnverified();
        } catch (RuntimeException e) {
            // A timer drops a task that throws.
            LOG.error("user-groups.look-failed", e);
        }
    }

    private void read() {
        var asked = clock.instant();
        var reading = slack.get();
        switch (reading) {
            case UserGroupReading.Answered(var members, var problems) -> {
                leaveAlone(asked, Duration.ZERO);
                take(known.with(members, asked), problems, asked);
            }
            case UserGroupReading.Unanswered(var cause, var pause) -> {
                leaveAlone(clock.instant(), pause);
                trouble(all(cause), asked);
            }
        }
    }

    private void leaveAlone(Instant from, Duration pause) {
        notBefore = from.plus(pause.compareTo(pace.again()) > 0 ? pause : pace.again());
    }

    /** No event, no transition: it is in the audit trail before anything is decided by it. */
    private void take(KnownMembers next, Map<String, String> problems, Instant asked) {
        boolean changed = !next.people().equals(known.people());
        if (changed && note(Actor.component("slack"), next) instanceof Noted.Unavailable(var cause)) {
            trouble(all("its members changed, which could not be noted in the audit trail: " + cause), asked);
            return;
        }
        known = next;
        lastGood = asked;
        trouble(problems, asked);
        if (changed) {
            LOG.info("user-groups.loaded version={}", next.people().version());
            follower.run();
        }
    }

    private Noted note(Actor by, KnownMembers noted) {
        var people = noted.people();
        return installation.userGroupsLoaded(by, people.version(), people.text(), clock.instant());
    }

    private Map<String, String> all(String why) {
        return names.stream().collect(Collectors.toMap(name -> name, _ -> why));
    }

    /** Trouble that goes on keeps its beginning; each new one, and its end, is in the log. */
    private void trouble(Map<String, String> now, Instant at) {
        var before = troubles;
        var next = new HashMap<String, Trouble>();
        now.forEach((name, why) -> {
            var old = Optional.ofNullable(before.get(name));
            if (!old.map(Trouble::why).equals(Optional.of(why))) {
                LOG.warn("user-groups.alarm group={}: {}", name, why);
            }
            next.put(name, new Trouble(why, old.map(Trouble::since).orElse(at)));
        });
        before.keySet().stream()
                .filter(name -> !next.containsKey(name))
                .forEach(name -> LOG.info("user-groups.alarm-over group={}", name));
        troubles = Map.copyOf(next);
    }

    private void sayUnverified() {
        var unverified = unverified(clock.instant());
        if (!unverified.equals(saidUnverified)) {
            LOG.error("user-groups.unverified groups={}: nobody counts as a member of these", unverified);
            saidUnverified = unverified;
        }
    }

    private Set<String> unverified(Instant moment) {
        var unverified = new HashSet<>(names);
        unverified.removeAll(known.at(moment).keySet());
        return Set.copyOf(unverified);
    }

    /** What stands in the way of knowing who is in the groups, if something does. */
    List<UserGroupAlarm> alarms() {
        var now = clock.instant();
        var sick = new TreeSet<>(unverified(now));
        sick.addAll(troubles.keySet());
        return sick.stream().map(name -> alarm(name, now)).toList();
    }

    private UserGroupAlarm alarm(String name, Instant now) {
        var trouble = Optional.ofNullable(troubles.get(name)).orElseGet(() -> new Trouble(NOT_ASKED, lastGood));
        return new UserGroupAlarm(name, trouble.why(), trouble.since(), known.heldUntil(name, now));
    }

    /** Others are in groups that are listed, so traffic makes sense. */
    @Override
    public Optional<String> missing() {
        return Optional.empty();
    }

    @Override
    public Optional<String> degraded() {
        var alarms = alarms();
        return alarms.isEmpty()
                ? Optional.empty()
                : Optional.of(alarms.stream().map(UserGroupsInForce::sentence).collect(Collectors.joining("; ")));
    }

    private static String sentence(UserGroupAlarm alarm) {
        var group = "who is in the Slack user group " + alarm.group();
        return alarm.heldUntil()
                        .map(until -> group + " could not be read since " + alarm.since()
                                + ", those who were in it count until " + until)
                        .orElseGet(() -> group + " could not be verified since " + alarm.since()
                                + ", so nobody counts as a member")
                + ": " + alarm.why();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
