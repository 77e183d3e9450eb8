package sallyport.slack;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.audit.Ledger;
import sallyport.audit.LedgerUnavailable;
import sallyport.request.Alias;
import sallyport.request.Aliases;
import sallyport.request.ChannelId;
import sallyport.request.MessageRef;
import sallyport.watch.ClusterServices;
import sallyport.watch.Looked;
import sallyport.watch.ServiceRoll;
import sallyport.watch.ServiceState;
import sallyport.watch.Services;

/**
 * Tells each owner channel once a week which of its services have ECS Exec on, since when, and who used it last. One of
 * the replicas tells a channel: it takes the channel's lease for its turn and, once Slack took the post, keeps it until
 * the next report is due, so that neither another replica nor a later process tells it again. Dying between the two has
 * it told twice. A channel none of whose services has it on is not told anything.
 */
public final class ExecReports implements AutoCloseable {
    /** When a week's report is due; a process that was away then tells it when it is back. */
    static final DayOfWeek DAY = DayOfWeek.MONDAY;

    static final LocalTime TIME = LocalTime.of(9, 0);

    /** How often it is looked whether a report is due; also the pause after one that could not be told. */
    static final Duration LOOK = Duration.ofMinutes(10);

    /** Longer than looking at a channel's services takes; whoever dies in its turn delays the others by this. */
    static final Duration TURN = Duration.ofMinutes(10);

    private static final Logger LOG = LoggerFactory.getLogger(ExecReports.class);

    private final SlackApi slack;
    private final Services services;
    private final ClusterServices clusters;
    private final Ledger ledger;
    private final Map<ChannelId, List<Alias>> owned;
    private final String replica;
    private final InstantSource clock;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("exec-reports").factory());

    /** Until when nothing is due here; this and the next belong to the timer. */
    private final Map<ChannelId, Instant> dueAt = new HashMap<>();

    /** Whose post Slack took, and whose lease is not kept yet. */
    private final Set<ChannelId> posted = new HashSet<>();

    /** @param replica names this process among the replicas */
    public ExecReports(
            SlackApi slack,
            Services services,
            ClusterServices clusters,
            Ledger ledger,
            Aliases aliases,
            String replica,
            InstantSource clock) {
        this.slack = slack;
        this.services = services;
        this.clusters = clusters;
        this.ledger = ledger;
        this.owned = owned(aliases);
        this.replica = replica;
        this.clock = clock;
    }

    private static Map<ChannelId, List<Alias>> owned(Aliases aliases) {
        Map<ChannelId, List<Alias>> owned = new LinkedHashMap<>();
        aliases.all()
                .forEach(alias -> alias.ownerChannel()
                        .ifPresent(channel -> owned.computeIfAbsent(channel, _ -> new ArrayList<>())
                                .add(alias)));
        return owned;
    }

    public void start() {
        var _ = timer.scheduleWithFixedDelay(this::look, 1, LOOK.toMinutes(), TimeUnit.MINUTES);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    /** Tells every channel whose report is due; on the timer's thread only. */
    void look() {
        owned.forEach(this::look);
    }

    private void look(ChannelId channel, List<Alias> aliases) {
        try {
            var now = clock.instant();
            if (now.isBefore(dueAt.getOrDefault(channel, Instant.MIN))
                    || !ledger.lease(lease(channel), replica, now, TURN)) {
                return;
            }
            if (posted.contains(channel) || isTold(channel, aliases)) {
                keep(channel, now);
            } else {
                ledger.release(lease(channel), replica);
            }
        } catch (LedgerUnavailable e) {
            LOG.warn("exec-report.waits: {}", e.explanation());
        } catch (RuntimeException e) {
            // A timer drops a task that throws.
            LOG.atError().addKeyValue("channel", channel.value()).setCause(e).log("exec-report.failed");
        }
    }

    private static String lease(ChannelId channel) {
        return "exec-report/" + channel.value();
    }

    private void keep(ChannelId channel, Instant now) {
        var next = nextAfter(now);
        posted.add(channel);
        ledger.lease(lease(channel), replica, now, Duration.between(now, next));
        posted.remove(channel);
        dueAt.put(channel, next);
    }

    /** The first moment behind this one at which a report is due. */
    static Instant nextAfter(Instant now) {
        var today = ZonedDateTime.ofInstant(now, ZoneOffset.UTC);
        var due = today.with(TemporalAdjusters.nextOrSame(DAY)).with(TIME);
        return (due.isAfter(today) ? due : due.plusWeeks(1)).toInstant();
    }

    /** Whether the channel knows, or there is nothing to know. */
    private boolean isTold(ChannelId channel, List<Alias> aliases) {
        var latest = ledger.latest(ExecUse.SEARCHED);
        var inClusters = inClusters(aliases);
        List<ExecUse> on = new ArrayList<>();
        List<String> unseen = new ArrayList<>(inClusters.notes());
        boolean seen = !inClusters.entries().isEmpty();
        for (var alias : places(aliases, inClusters)) {
            switch (services.look(alias)) {
                case Looked.Found<ServiceState>(var service) -> {
                    seen = true;
                    ExecUse.of(alias, service, latest).ifPresent(on::add);
                }
                case Looked.Missing<ServiceState>(var why) -> unseen.add(alias.name() + ": " + why);
                case Looked.Unavailable<ServiceState>(var why) -> unseen.add(alias.name() + ": " + why);
            }
        }
        if (on.isEmpty()) {
            return seen || unseen.isEmpty();
        }
        return isTaken(channel, slack.post(channel, ExecReportMessage.of(on, unseen)));
    }

    /** The services of those targets that are whole clusters. */
    private ServiceRoll inClusters(List<Alias> aliases) {
        var rolls =
                aliases.stream().filter(Alias::isWholeCluster).map(clusters::of).toList();
        return new ServiceRoll(
                rolls.stream().flatMap(roll -> roll.entries().stream()).toList(),
                rolls.stream().flatMap(roll -> roll.notes().stream()).toList());
    }

    /** What is looked at closely: of clusters only services that have it on for new tasks. */
    private static List<Alias> places(List<Alias> aliases, ServiceRoll inClusters) {
        var open = inClusters.entries().stream()
                .filter(entry ->
                        entry.state().filter(ServiceRoll.State::execEnabled).isPresent())
                .map(ServiceRoll.Entry::alias);
        return Stream.concat(aliases.stream().filter(alias -> !alias.isWholeCluster()), open)
                .toList();
    }

    /** What Slack refuses for good is not tried again before the next week. */
    private static boolean isTaken(ChannelId channel, Called<MessageRef> called) {
        return switch (called) {
            case Called.Ok<MessageRef> _ -> true;
            case Called.Refused<MessageRef> refused when refused.mayPass() -> false;
            case Called.Refused<MessageRef>(var error) -> {
                LOG.atWarn().addKeyValue("channel", channel.value()).log("exec-report.untellable error={}", error);
                yield true;
            }
            case Called.RateLimited<MessageRef> _, Called.Unanswered<MessageRef> _ -> false;
        };
    }
}
