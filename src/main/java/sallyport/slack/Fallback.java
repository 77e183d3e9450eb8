package sallyport.slack;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.approval.Directory;
import sallyport.approval.Standing;
import sallyport.parse.SlashCommand;
import sallyport.policy.Access;
import sallyport.policy.Capability;
import sallyport.request.Alias;
import sallyport.request.Aliases;
import sallyport.request.ChannelId;
import sallyport.request.MessageRef;
import sallyport.request.Phase;
import sallyport.request.Request;
import sallyport.request.StartFailure;
import sallyport.watch.Check;
import sallyport.watch.LineFilter;
import sallyport.watch.LogAnswer;
import sallyport.watch.LogQuery;
import sallyport.watch.LogScope;
import sallyport.watch.Logs;
import sallyport.watch.Looked;
import sallyport.watch.Obstacles;
import sallyport.watch.ServiceState;
import sallyport.watch.Services;

/**
 * What follows a command that could not be run: what the doctor found in its way and what would make it work, the state
 * of the service, its latest log lines. Each as far as the requester may see it, and where the output would have gone.
 * Calls block, for seconds. Safe for use by many threads.
 */
public final class Fallback implements EndListener {
    private static final Logger LOG = LoggerFactory.getLogger(Fallback.class);

    /** How far back the lines go while something runs. */
    private static final Duration RANGE = Duration.ofMinutes(5);

    /** Lines at most. */
    private static final int LINES = 50;

    private final SlackOptions options;
    private final SlackApi slack;
    private final ThreadFiles files;
    private final Directory directory;
    private final Aliases aliases;
    private final Reads reads;
    private final DoctorDesk doctor;
    private final Services services;
    private final Logs logs;
    private final InstantSource clock;

    public Fallback(
            SlackOptions options,
            SlackApi slack,
            SlackHooks hooks,
            Directory directory,
            Aliases aliases,
            Reads reads,
            DoctorDesk doctor,
            Services services,
            Logs logs,
            InstantSource clock) {
        this.options = options;
        this.slack = slack;
        this.files = new ThreadFiles(slack, hooks);
        this.directory = directory;
        this.aliases = aliases;
        this.reads = reads;
        this.doctor = doctor;
        this.services = services;
        this.logs = logs;
        this.clock = clock;
    }

    /** When an end is followed by what can be seen instead. */
    private enum Cause {
        /** Exec cannot work, or not one byte came through it until the time was up. */
        EXEC,
        /** The container was not there: only if nothing runs, since a wrong name is no failure of exec. */
        NOTHING_THERE,
        /** AWS said no: only if the doctor knows why, since an outage explains itself. */
        REFUSED
    }

    private static Optional<Cause> cause(Story story) {
        boolean silent = story.entry().pulse().bytes() == 0;
        return switch (story.phase()) {
            case Phase.NotStarted(var failure, var _) -> cause(failure.kind());
            case Phase.TimedOut _ when silent -> Optional.of(Cause.EXEC);
            default -> Optional.empty();
        };
    }

    private static Optional<Cause> cause(StartFailure.Kind kind) {
        return switch (kind) {
            case EXEC_UNAVAILABLE -> Optional.of(Cause.EXEC);
            case NO_SUCH_TARGET -> Optional.of(Cause.NOTHING_THERE);
            case AWS_REFUSED -> Optional.of(Cause.REFUSED);
            case NO_SHELL, NO_SUCH_PROGRAM, NOT_ELIGIBLE, NOT_RECORDABLE, TOO_LATE, TOO_MANY_TASKS, LEFT_ALONE ->
                Optional.empty();
        };
    }

    @Override
    public void endShown(Story story, MessageRef card) {
        var request = story.request();
        var cause = cause(story);
        var alias = aliases.find(request.selector().alias());
        if (cause.isPresent()
                && alias.isPresent()
                && directory.lookUp(request.requester()) instanceof Standing.Member) {
            instead(new Place(request, card), alias.get(), cause.get());
        }
    }

    private void instead(Place place, Alias alias, Cause cause) {
        var request = place.request;
        var checks = examined(request, alias);
        var state = services.look(alias);
        boolean nothingRuns = state instanceof Looked.Found<ServiceState>(var service) && service.running() == 0;
        if (cause == Cause.NOTHING_THERE && !nothingRuns) {
            return;
        }
        var lines = may(request, alias, Capability.LOGS)
                ? Optional.of(lines(request, alias, nothingRuns))
                : Optional.<LogsMessage>empty();
        var found = checks.join();
        if (cause == Cause.REFUSED && found.filter(Fallback::explains).isEmpty()) {
            return;
        }
        found.ifPresent(looked -> place.post(FallbackMessage.why(options.command(), alias, looked)));
        if (may(request, alias, Capability.DESCRIBE)) {
            place.post(described(state, request.selector().task()));
        }
        lines.ifPresent(place::post);
        FallbackMessage.hidden(hidden(request, alias), alias).ifPresent(place::post);
    }

    /** What the doctor finds, meanwhile; empty if the requester may not see it. */
    private CompletableFuture<Optional<Looked<List<Check>>>> examined(Request request, Alias alias) {
        return may(request, alias, Capability.DOCTOR)
                ? CompletableFuture.supplyAsync(
                        () -> Optional.of(doctor.checks(request.selector())), Thread::startVirtualThread)
                : CompletableFuture.completedFuture(Optional.empty());
    }

    private static boolean explains(Looked<List<Check>> looked) {
        return looked instanceof Looked.Found<List<Check>>(var checks)
                && !Obstacles.among(checks).isEmpty();
    }

    private List<Capability> hidden(Request request, Alias alias) {
        var hidden = new ArrayList<Capability>();
        for (var capability : List.of(Capability.DOCTOR, Capability.DESCRIBE, Capability.LOGS)) {
            if (!may(request, alias, capability)) {
                hidden.add(capability);
            }
        }
        return hidden;
    }

    private boolean may(Request request, Alias alias, Capability capability) {
        return reads.decide(request.requester(), request.channel(), alias, capability) instanceof Access.Granted;
    }

    private static SlackMessage described(Looked<ServiceState> state, Optional<String> task) {
        return switch (state) {
            case Looked.Found<ServiceState>(var service) -> ServiceMessage.describe(service, task);
            case Looked.Missing<ServiceState>(var explanation) -> ServiceMessage.unavailable(explanation);
            case Looked.Unavailable<ServiceState>(var explanation) -> ServiceMessage.unavailable(explanation);
        };
    }

    /** Where nothing runs, the lines of what ran last. */
    private LogsMessage lines(Request request, Alias alias, boolean nothingRuns) {
        var range = nothingRuns ? SlashCommand.Logs.PREVIOUS_SINCE : RANGE;
        var heading = "*Logs* of the last " + Words.duration(range) + " instead";
        return LogsMessage.of(heading, alias.name(), read(request, range, nothingRuns), LogsMessage.Look.USUAL);
    }

    private LogAnswer read(Request request, Duration range, boolean previous) {
        var now = clock.instant();
        return logs.read(new LogQuery(
                new LogScope(request.selector(), previous),
                now.minus(range),
                now,
                LineFilter.EVERYTHING,
                LogQuery.End.NEWEST,
                LINES));
    }

    /** Where it is shown: in the thread, or to the requester alone if the output would have been. */
    private final class Place {
        private final Request request;
        private final MessageRef card;

        Place(Request request, MessageRef card) {
            this.request = request;
            this.card = card;
        }

        Called<MessageRef> post(SlackMessage message) {
            return switch (request.conditions().audience()) {
                case THREAD -> slack.reply(card, message);
                case REQUESTER -> slack.post(new ChannelId(request.requester().userId()), message);
            };
        }

        void post(LogsMessage lines) {
            var posted = post(lines.message());
            var root = switch (request.conditions().audience()) {
                case THREAD -> Optional.of(card);
                case REQUESTER ->
                    posted instanceof Called.Ok<MessageRef>(var message)
                            ? Optional.of(message)
                            : Optional.<MessageRef>empty();
            };
            lines.file().ifPresent(file -> root.ifPresent(at -> attach(file, at)));
        }

        private void attach(ThreadFile file, MessageRef root) {
            try {
                if (!files.share(file, root)) {
                    LOG.atWarn().addKeyValue("request", request.id()).log("fallback.file-not-attached");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
