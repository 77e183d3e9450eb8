package sallyport.audit;

import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import sallyport.request.Event;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares an audit file with what AWS CloudTrail recorded of {@code ExecuteCommand}: neither may know of a start that
 * the other does not. They meet by the session id in AWS's answer, and where there is none, by the name of the role
 * session, which is the run's.
 *
 * @param withoutRun calls that no run in the file accounts for: somebody went around Sallyport, or started twice
 * @param withoutCall started runs that CloudTrail does not know
 * @param unreadable lines of the audit file that could not be read; verify it
 */
public record Reconciliation(List<Call> withoutRun, List<Start> withoutCall, long unreadable) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /**
     * A call of {@code ExecuteCommand}, whether it succeeded or not.
     *
     * @param caller ARN of who called
     * @param session the session it opened
     * @param error AWS's error code
     */
    public record Call(String eventId, String at, String caller, Optional<String> session, Optional<String> error) {
        static Call of(JsonNode event) {
            var session = event.path("responseElements").path("session").path("sessionId");
            return new Call(
                    event.path("eventID").asString(""),
                    event.path("eventTime").asString(""),
                    event.path("userIdentity").path("arn").asString(""),
                    text(session),
                    text(event.path("errorCode")));
        }

        private static Optional<String> text(JsonNode node) {
            return node.isString() ? Optional.of(node.asString()) : Optional.empty();
        }

        /** The last part of an assumed role's ARN. */
        String roleSession() {
            return caller.substring(caller.lastIndexOf('/') + 1);
        }
    }

    /** A run that opened a session. */
    public record Start(String run, String session, Instant at) {}

    public Reconciliation {
        withoutRun = List.copyOf(withoutRun);
        withoutCall = List.copyOf(withoutCall);
    }

    public boolean agrees() {
        return withoutRun.isEmpty() && withoutCall.isEmpty() && unreadable == 0;
    }

    /**
     * Reads both.
     *
     * @param cloudTrail a file as CloudTrail delivers it ({@code {"Records":[...]}}), or one event per line
     */
    public static Reconciliation of(InputStream auditFile, InputStream cloudTrail) {
        var runs = new Runs();
        try (var lines = new FileLines(List.of()).read(auditFile)) {
            lines.forEachOrdered(runs::hear);
        }
        var withoutRun = new ArrayList<Call>();
        calls(cloudTrail, call -> {
            if (!runs.accountFor(call)) {
                withoutRun.add(call);
            }
        });
        return new Reconciliation(withoutRun, runs.unseen(), runs.unreadable);
    }

    private static void calls(InputStream cloudTrail, Consumer<Call> consumer) {
        try (var values = JSON.readerFor(JsonNode.class).<JsonNode>readValues(cloudTrail)) {
            while (values.hasNext()) {
                var value = values.next();
                var events = value.path("Records");
                (events.isArray() ? events.valueStream() : Stream.of(value))
                        .filter(event -> event.path("eventName").asString("").equals("ExecuteCommand"))
                        .map(Call::of)
                        .forEachOrdered(consumer);
            }
        }
    }

    /** The runs of an audit file. */
    private static final class Runs {
        private final Map<String, Start> starts = new TreeMap<>();
        private final Map<String, String> runsBySession = new TreeMap<>();
        private final Set<String> claimed = new HashSet<>();
        private final Set<String> seen = new HashSet<>();
        private long unreadable;

        private void hear(FileLine line) {
            switch (line) {
                case FileLine.Event event ->
                    event.link().cause().ifPresent(cause -> hear(event.link().chain(), cause));
                case FileLine.Unreadable _ -> unreadable++;
                case FileLine.Header _, FileLine.Seal _, FileLine.End _ -> {}
            }
        }

        private void hear(String run, Event cause) {
            if (cause instanceof Event.ClaimTaken) {
                claimed.add(run);
            }
            if (cause instanceof Event.SessionOpened opened) {
                starts.put(run, new Start(run, opened.sessionId(), opened.at()));
                runsBySession.put(opened.sessionId(), run);
            }
        }

        /** Whether a run accounts for the call; one call that succeeded is what a run can account for. */
        private boolean accountFor(Call call) {
            var run = call.session()
                    .flatMap(session -> Optional.ofNullable(runsBySession.get(session)))
                    .or(() -> byName(call));
            return run.isPresent() && (call.error().isPresent() || seen.add(run.get()));
        }

        private Optional<String> byName(Call call) {
            var run = call.roleSession();
            boolean anotherSession = call.session().isPresent() && starts.containsKey(run);
            return claimed.contains(run) && !anotherSession ? Optional.of(run) : Optional.empty();
        }

        private List<Start> unseen() {
            return starts.values().stream()
                    .filter(start -> !seen.contains(start.run()))
                    .toList();
        }
    }
}
