package sallyport.slack;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import sallyport.output.LivePage;
import sallyport.output.Pace;
import sallyport.parse.SlashCommand;
import sallyport.policy.Groups;
import sallyport.request.MessageRef;
import sallyport.request.Person;
import sallyport.request.RequestId;
import sallyport.watch.FollowQuery;
import sallyport.watch.LogFollows;

/**
 * Follows logs in threads. A follow lives in this process alone: when the process ends, its message says so. Calls
 * block. Safe for use by many threads.
 */
public final class FollowDesk implements AutoCloseable {
    /** Lines of one follow; more nobody reads in a thread. */
    static final int MAX_LINES = 5_000;

    /** How long one follow lasts. */
    static final Duration LONGEST = Duration.ofMinutes(15);

    /** Follows at the same time, in this process: each takes a share of the edits that Slack allows. */
    static final int MAX_AT_ONCE = 10;

    /** Ended follows remembered, for a click that was on its way. */
    private static final int REMEMBERED = 100;

    /** How long closing waits for the ends to be told: a call to Slack gives up after 5 s by itself. */
    private static final Duration GRACE = Duration.ofSeconds(6);

    private final SlackApi slack;
    private final SlackHooks hooks;
    private final ThreadFiles files;
    private final LogFollows follows;
    private final LogFollows liveTails;
    private final Pace pace;
    private final Function<Person, Set<String>> groups;
    private final InstantSource clock;
    private final RandomGenerator random;
    private final Map<RequestId, FollowThread> live = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<String> lately = new ArrayDeque<>();
    private int places = MAX_AT_ONCE;

    /**
     * @param liveTails follows by Live Tail
     * @param pace shared with everything else that edits messages
     */
    public FollowDesk(
            SlackApi slack,
            SlackHooks hooks,
            LogFollows follows,
            LogFollows liveTails,
            Pace pace,
            Function<Person, Set<String>> groups,
            InstantSource clock,
            RandomGenerator random) {
        this.slack = slack;
        this.hooks = hooks;
        this.files = new ThreadFiles(slack, hooks);
        this.follows = follows;
        this.liveTails = liveTails;
        this.pace = pace;
        this.groups = groups;
        this.clock = clock;
        this.random = random;
    }

    /**
     * Begins, in a thread of its own under a new message in the channel.
     *
     * @param mayRead asked before lines are shown; once it says no, the follow ends
     */
    void begin(Asked asked, SlashCommand.FollowLogs command, LogPatterns.Compiled patterns, BooleanSupplier mayRead) {
        if (!takePlace()) {
            hooks.whisper(
                    asked.responseUrl(),
                    BlockKit.sentence(":x: " + MAX_AT_ONCE + " logs are being followed already. Nothing was begun. Stop"
                            + " one of them, or ask without `--follow`."));
            return;
        }
        var id = RequestId.random(random);
        var heading = heading(asked, command);
        switch (slack.post(
                asked.channel(),
                FollowMessage.underWay(id, heading, clock.instant().plus(LONGEST)))) {
            case Called.Ok<MessageRef>(var root) -> follow(id, asked, heading, command, patterns, mayRead, root);
            case Called.Refused<MessageRef>(var error) -> {
                freePlace();
                hooks.whisper(
                        asked.responseUrl(),
                        Unreachable.withHint(BlockKit.sentence(":x: Nothing is followed."), error));
            }
            case Called.RateLimited<MessageRef> _, Called.Unanswered<MessageRef> _ -> {
                freePlace();
                hooks.whisper(
                        asked.responseUrl(),
                        BlockKit.sentence(":x: Slack did not take the message. Nothing is followed. Try again."));
            }
        }
    }

    private void follow(
            RequestId id,
            Asked asked,
            String heading,
            SlashCommand.FollowLogs command,
            LogPatterns.Compiled patterns,
            BooleanSupplier mayRead,
            MessageRef root) {
        var thread = new FollowThread(
                slack,
                files,
                id,
                asked.person(),
                heading,
                command.selector().alias(),
                root,
                new LogText(command.format(), patterns.highlight()),
                outlet -> LivePage.open(id, outlet, pace),
                mayRead,
                () -> over(id));
        live.put(id, thread);
        var query = new FollowQuery(
                command.selector(),
                patterns.filter(),
                clock.instant().minus(command.since()),
                command.tail(),
                MAX_LINES,
                LONGEST);
        thread.follows((command.live() ? liveTails : follows).follow(query, thread));
    }

    private static String heading(Asked asked, SlashCommand.FollowLogs command) {
        return (command.live() ? "*Following logs live* of " : "*Following logs* of ")
                + SlackText.encode(command.selector().alias())
                + command.selector()
                        .task()
                        .map(task -> ", task " + BlockKit.code(task))
                        .orElse("")
                + ", asked by " + BlockKit.mention(asked.person());
    }

    /** Ends a follow for who asked for it, and for admins; to others it says why not. */
    Optional<String> stop(Click click) {
        var thread = RequestId.isValid(click.value())
                ? Optional.ofNullable(live.get(new RequestId(click.value())))
                : Optional.<FollowThread>empty();
        if (thread.isEmpty()) {
            return ofNone(click);
        }
        boolean admin = groups.apply(click.person()).contains(Groups.ADMINS);
        if (!admin && !thread.get().asker().equals(click.person())) {
            return Optional.of("Only " + BlockKit.mention(thread.get().asker())
                    + ", who asked for these lines, and admins can stop them. Nothing was done.");
        }
        thread.get().stop("Stopped by " + BlockKit.mention(click.person()) + ".");
        return Optional.empty();
    }

    /** A message of another process still has its button; one of this process is about to lose it. */
    private Optional<String> ofNone(Click click) {
        if (!endedHere(click.value())) {
            slack.update(click.message(), FollowMessage.forgotten());
        }
        return Optional.empty();
    }

    private boolean endedHere(String id) {
        lock.lock();
        try {
            return lately.contains(id);
        } finally {
            lock.unlock();
        }
    }

    private void over(RequestId id) {
        lock.lock();
        try {
            lately.addLast(id.value());
            if (lately.size() > REMEMBERED) {
                lately.removeFirst();
            }
            live.remove(id);
        } finally {
            lock.unlock();
        }
        freePlace();
    }

    private boolean takePlace() {
        lock.lock();
        try {
            if (places == 0) {
                return false;
            }
            places--;
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void freePlace() {
        lock.lock();
        try {
            places++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Ends every follow, says so in its message, and takes no new one. */
    @Override
    public void close() {
        live.values().forEach(thread -> thread.stop("Sallyport is being restarted, so this has ended. Ask again."));
        lock.lock();
        try {
            long left = GRACE.toNanos();
            while (places < MAX_AT_ONCE && left > 0) {
                left = changed.awaitNanos(left);
            }
            places = 0;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }
}
