package sallyport.slack;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import sallyport.output.Redactor;
import sallyport.watch.Age;
import sallyport.watch.Happenings;
import sallyport.watch.ImageDifference;
import sallyport.watch.Rollout;
import sallyport.watch.ServiceState.Deployment;
import sallyport.watch.TargetHealth;

/**
 * The parts of a service in words of one line. What AWS said is passed on as it is; {@link #safe} makes it showable.
 */
final class StateText {
    /** Characters of one line of a message; the thread has all of it. */
    static final int MAX_LINE = 240;

    private static final int SHORT_ID = 8;
    private static final int SHORT_DIGEST = 12;
    private static final String DIGEST = "sha256:";

    private StateText() {}

    /** One line without secrets of known form, and without characters that reorder or hide text. */
    static String safe(String words) {
        return Redactor.redact(Printable.line(words));
    }

    static String shortId(String id) {
        return id.length() > SHORT_ID ? id.substring(0, SHORT_ID) : id;
    }

    static String shortDigest(String digest) {
        return digest.startsWith(DIGEST) && digest.length() > DIGEST.length() + SHORT_DIGEST
                ? digest.substring(0, DIGEST.length() + SHORT_DIGEST)
                : digest;
    }

    static String rollout(Deployment deployment, Instant now) {
        var since = deployment
                .updatedAt()
                .map(at -> " " + Age.between(at, now) + " ago")
                .orElse("");
        return deployment.revision() + " "
                + (deployment.rolloutState().isEmpty() ? "in an unknown state" : deployment.rolloutState()) + since
                + (deployment.rolloutReason().isEmpty() ? "" : ": " + ended(deployment.rolloutReason()));
    }

    static String rollout(Rollout rollout, Instant now) {
        var when = rollout.finishedAt()
                .map(at -> ", ended " + Age.between(at, now) + " ago")
                .or(() -> rollout.startedAt().map(at -> ", began " + Age.between(at, now) + " ago"))
                .orElse("");
        return rollout.status()
                + (rollout.isUnderWay() && !rollout.stage().isEmpty() ? " in stage " + rollout.stage() : "")
                + when
                + (rollout.reason().isEmpty() ? "" : ": " + ended(rollout.reason()))
                + monitors(rollout);
    }

    /** What watches a rollout: stage, circuit breaker, alarms, and that it was rolled back. */
    static String monitors(Rollout rollout) {
        var words = new StringBuilder();
        if (rollout.isUnderWay() && !rollout.stage().isEmpty()) {
            words.append(" · stage ").append(rollout.stage());
        }
        rollout.breaker()
                .ifPresent(breaker -> words.append(" · circuit breaker ")
                        .append(breaker.failures())
                        .append(" of ")
                        .append(breaker.threshold())
                        .append(" failures")
                        .append(breaker.status().equals("TRIGGERED") ? ", triggered" : ""));
        rollout.alarms()
                .filter(alarms -> !alarms.names().isEmpty())
                .ifPresent(alarms -> words.append(" · ").append(alarms(alarms)));
        rollout.rollback()
                .ifPresent(back -> words.append(" · rolled back")
                        .append(back.reason().isEmpty() ? "" : " (" + back.reason() + ")"));
        return words.toString();
    }

    private static String alarms(Rollout.Alarms alarms) {
        return alarms.triggered().isEmpty()
                ? Words.count(alarms.names().size(), "alarm", "alarms") + " quiet"
                : "alarms triggered: " + String.join(", ", alarms.triggered());
    }

    private static String ended(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }

    static String difference(ImageDifference difference) {
        return difference.container() + " runs " + difference.tasks().size() + " different images"
                + (difference.sameRevision() ? " in one revision" : "") + ": "
                + difference.tasks().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(image ->
                                shortDigest(image.getKey()) + " in " + Words.count(image.getValue(), "task", "tasks"))
                        .collect(Collectors.joining(", "))
                + ".";
    }

    /** Such as {@code 2 healthy, 1 unhealthy (Target.Timeout)}. */
    static String states(List<TargetHealth> targets) {
        Map<String, Long> counts =
                targets.stream().collect(Collectors.groupingBy(StateText::state, TreeMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(state -> state.getValue() + " " + state.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String state(TargetHealth target) {
        return target.state() + (target.reason().isEmpty() ? "" : " (" + target.reason() + ")");
    }

    static String event(Happenings.Line event, Instant now) {
        return Age.between(event.at(), now) + " ago: " + event.message()
                + (event.times() == 1
                        ? ""
                        : " (" + event.times() + " times since " + Age.between(event.since(), now) + " ago)");
    }
}
