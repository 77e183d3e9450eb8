package sallyport;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.audit.InstallationJournal;
import sallyport.audit.InstallationJournal.Noted;
import sallyport.policy.OnCallSchedules;
import sallyport.policy.Policy;
import sallyport.request.Actor;
import sallyport.slack.FileAlarm;

/**
 * The policy and the schedules in force. Looks at their files every {@link #LOOK}, and at once when asked. The policy
 * names schedules, so each file is held against the other; edited together they come into force together. Safe for use
 * by many threads.
 */
final class FilesInForce implements AutoCloseable {
    /** How often the files are looked at; two equal looks mean that nobody is just writing one. */
    static final Duration LOOK = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(FilesInForce.class);

    /** The files, as far as they are configured. */
    record Places(Optional<Path> policy, Optional<Path> onCall) {}

    private final Places places;
    private final Set<String> configured;
    private final InstallationJournal installation;
    private final FileInForce<OnCallSchedules> onCall;
    private final FileInForce<Policy> policy;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("files-in-force").factory());
    private volatile Followers followers = () -> true;

    /** Belongs to the timer. */
    private boolean followersBehind = true;

    /** What has to follow a change of what is in force. */
    @FunctionalInterface
    interface Followers {
        /** @return whether all of it did; if not, it is asked again */
        boolean follow();
    }

    /** @param check reads the file of schedules */
    FilesInForce(
            Places places,
            OnCallCheck check,
            Wiring.Files atStart,
            InstallationJournal installation,
            InstantSource clock) {
        this.places = places;
        this.configured = check.configured();
        this.installation = installation;
        this.onCall = new FileInForce<>(places.onCall(), new OnCallKind(check), atStart.onCall(), clock);
        this.policy = new FileInForce<>(places.policy(), new PolicyKind(), atStart.policy(), clock);
    }

    private final class PolicyKind implements FileKind<Policy> {
        @Override
        public String name() {
            return "policy";
        }

        @Override
        public Judged<Policy> judge(FileContent content) {
            return PolicyCheck.of(content, places.policy().orElseThrow(), configured, onCall.get());
        }

        @Override
        public String text(Policy value) {
            return value.text();
        }

        @Override
        public String version(Policy value) {
            return value.version();
        }

        @Override
        public Noted note(Actor by, Policy value, Instant at) {
            return installation.policyLoaded(by, value.version(), value.text(), at);
        }
    }

    private final class OnCallKind implements FileKind<OnCallSchedules> {
        private final OnCallCheck check;

        OnCallKind(OnCallCheck check) {
            this.check = check;
        }

        @Override
        public String name() {
            return "on-call";
        }

        @Override
        public Judged<OnCallSchedules> judge(FileContent content) {
            return check.of(content, onCall.get(), FilesInForce.this::policyWith);
        }

        @Override
        public String text(OnCallSchedules value) {
            return value.text();
        }

        @Override
        public String version(OnCallSchedules value) {
            return value.version();
        }

        @Override
        public Noted note(Actor by, OnCallSchedules value, Instant at) {
            return installation.onCallLoaded(by, value.version(), value.text(), at);
        }
    }

    /** The policy once there are these schedules: what stands in its file, if that can come into force with them. */
    private Policy policyWith(OnCallSchedules schedules) {
        return policy.candidate()
                .map(content -> PolicyCheck.of(content, places.policy().orElseThrow(), configured, schedules))
                .flatMap(judged -> switch (judged) {
                    case Judged.Good<Policy>(var next) -> Optional.of(next);
                    case Judged.Refused<Policy> _ -> Optional.empty();
                })
                .orElseGet(policy);
    }

    FileInForce<Policy> policy() {
        return policy;
    }

    FileInForce<OnCallSchedules> onCall() {
        return onCall;
    }

    /** What stands in the way of the files, if something does. */
    List<FileAlarm> alarms() {
        return Stream.of(policy.alarm(), onCall.alarm())
                .flatMap(Optional::stream)
                .toList();
    }

    /** Has this follow once after {@link #start}, after each change, and when asked. */
    void followedBy(Followers theFollowers) {
        followers = theFollowers;
    }

    /**
     * Notes what was read at the start; that there are no schedules only where there were some before.
     *
     * @throws sallyport.audit.LedgerUnavailable if it cannot be noted
     */
    void note() {
        policy.note();
        if (places.onCall().isPresent() || !installation.onCall().isEmpty()) {
            onCall.note();
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
                LOG.info("files.reread");
                look(true);
            });
        } catch (RejectedExecutionException _) {
            LOG.debug("files.not-reread: the process is about to end");
        }
    }

    /** Has it follow soon: something else changed that decides. */
    void follow() {
        try {
            timer.execute(() -> {
                followersBehind = true;
                guarded(this::catchUp);
            });
        } catch (RejectedExecutionException _) {
            LOG.debug("files.not-followed: the process is about to end");
        }
    }

    void look() {
        look(false);
    }

    /** On the timer's thread only. */
    void look(boolean finished) {
        guarded(() -> {
            lookAtBoth(finished);
            catchUp();
        });
    }

    private void catchUp() {
        if (followersBehind) {
            followersBehind = !followers.follow();
        }
    }

    private static void guarded(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            // A timer drops a task that throws.
            LOG.error("files.look-failed", e);
        }
    }

    /** The schedules first, held against a policy that may come with them; then the policy, against these schedules. */
    private void lookAtBoth(boolean finished) {
        onCall.look(finished);
        policy.look(finished);
        followersBehind |= onCall.judge();
        followersBehind |= policy.judge();
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
