package sallyport.audit;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import sallyport.request.Actor;
import sallyport.request.Approval;
import sallyport.request.Event;
import sallyport.request.ExitStatus;
import sallyport.request.Output;
import sallyport.request.Person;
import sallyport.request.Phase;
import sallyport.request.Request;
import sallyport.request.Target;

/**
 * One request from asking to its end, as an auditor reads it.
 *
 * @param cells column name to text, in the order of the columns; empty where there is nothing to say
 */
public record ReportRow(Instant askedAt, Map<String, String> cells) {
    /** Collects what the events of one chain tell. */
    private static final class Story {
        private Optional<Target> target = Optional.empty();
        private List<Approval> approvals = List.of();
        private Optional<Instant> startedAt = Optional.empty();
        private Optional<Phase.Ended> end = Optional.empty();
        private Optional<Output> output = Optional.empty();
        private final List<String> stops = new ArrayList<>();
        private final List<String> extensions = new ArrayList<>();

        private void hear(Link link) {
            if (link.cause().filter(Event.ExtensionAsked.class::isInstance).isPresent()) {
                extended(link);
            }
            link.phase().ifPresent(this::hear);
            link.cause().ifPresent(this::hear);
        }

        private void hear(Phase phase) {
            switch (phase) {
                case Phase.Received _ -> {}
                case Phase.Pending pending -> {
                    target = Optional.of(pending.target());
                    approvals = pending.approvals();
                }
                case Phase.Approved approved -> {
                    target = Optional.of(approved.target());
                    approvals = approved.approvals();
                }
                case Phase.Starting starting -> target = Optional.of(starting.target());
                case Phase.Running running -> {
                    target = Optional.of(running.target());
                    startedAt = Optional.of(startedAt.orElse(running.since()));
                }
                case Phase.Ended ended -> end = Optional.of(ended);
            }
        }

        private void extended(Link link) {
            link.phase()
                    .filter(Phase.Running.class::isInstance)
                    .flatMap(phase -> ((Phase.Running) phase).extension())
                    .ifPresent(extension ->
                            extensions.add(who(extension.by()) + " at " + link.at() + " until " + extension.until()));
        }

        private void hear(Event cause) {
            switch (cause) {
                case Event.RunEnded ended -> output = ended.output();
                case Event.StopAsked stop -> stops.add(who(stop.by()) + " at " + stop.at());
                case Event.DenialGiven denial -> stops.add(who(denial.by()) + " at " + denial.at());
                case Event.TargetResolved _,
                        Event.StartRefused _,
                        Event.ApprovalGiven _,
                        Event.TimePassed _,
                        Event.BindingBroken _,
                        Event.ClaimTaken _,
                        Event.SessionOpened _,
                        Event.TakenOver _,
                        Event.SightLost _,
                        Event.ExtensionAsked _,
                        Event.DeadlineReached _ -> {}
            }
        }
    }

    public ReportRow {
        cells = new LinkedHashMap<>(cells);
    }

    /** What a chain of a request tells; nothing of a chain that tells of none. */
    static Optional<ReportRow> of(List<Link> chain) {
        return chain.stream().findFirst().flatMap(Link::request).map(request -> {
            var story = new Story();
            chain.forEach(story::hear);
            return new ReportRow(request.askedAt(), cells(request, story));
        });
    }

    private static Map<String, String> cells(Request request, Story story) {
        Map<String, String> cells = new LinkedHashMap<>();
        cells.put("request", request.id().value());
        cells.put("asked_at", request.askedAt().toString());
        cells.put("requester", who(request.requester()));
        cells.put("channel", request.channel().value());
        cells.put("command", request.argv().quoted());
        cells.put("reason", request.reason().orElse(""));
        cells.put("rule", request.rule());
        cells.put("policy_version", request.policyVersion());
        putPlace(cells, story.target);
        cells.put(
                "approved_by",
                String.join("; ", story.approvals.stream().map(ReportRow::text).toList()));
        putRun(cells, story);
        cells.put("denied_or_stopped_by", String.join("; ", story.stops));
        cells.put("extended_by", String.join("; ", story.extensions));
        return cells;
    }

    private static void putPlace(Map<String, String> cells, Optional<Target> target) {
        cells.put("target", target.map(Target::alias).orElse(""));
        cells.put("account", target.map(Target::account).orElse(""));
        cells.put("region", target.map(Target::region).orElse(""));
        cells.put("cluster", target.map(Target::clusterName).orElse(""));
        cells.put("service", target.map(Target::service).orElse(""));
        cells.put("task_definition", target.map(Target::revision).orElse(""));
        cells.put("task", target.map(Target::taskId).orElse(""));
        cells.put("container", target.map(Target::container).orElse(""));
        cells.put("image_digest", target.map(Target::imageDigest).orElse(""));
    }

    private static void putRun(Map<String, String> cells, Story story) {
        var endedAt = story.end.map(Phase.Ended::at);
        cells.put("started_at", story.startedAt.map(Instant::toString).orElse(""));
        cells.put("ended_at", endedAt.map(Instant::toString).orElse(""));
        cells.put("outcome", story.end.map(LedgerFormat::kind).orElse("open"));
        cells.put("exit", story.end.map(ReportRow::exit).orElse(""));
        cells.put(
                "seconds",
                story.startedAt
                        .flatMap(start -> endedAt.map(end -> Duration.between(start, end)))
                        .map(time -> "%d.%03d".formatted(time.toSeconds(), time.toMillisPart()))
                        .orElse(""));
        cells.put(
                "output_bytes",
                story.output.map(kept -> Long.toString(kept.bytes())).orElse(""));
        cells.put(
                "transcript_sha256", story.output.map(Output::transcriptSha256).orElse(""));
    }

    private static String exit(Phase.Ended end) {
        return end instanceof Phase.Done done
                ? switch (done.exit()) {
                    case ExitStatus.Exited exited -> Integer.toString(exited.code());
                    case ExitStatus.Unknown _ -> "unknown";
                }
                : "";
    }

    private static String text(Approval approval) {
        return who(approval.by()) + " at " + approval.at();
    }

    private static String who(Actor actor) {
        return switch (actor) {
            case Actor.Human human -> who(human.person());
            case Actor.Component component -> component.name();
        };
    }

    private static String who(Person person) {
        return person.teamId() + "/" + person.userId();
    }
}
