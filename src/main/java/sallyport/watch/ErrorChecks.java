package sallyport.watch;

import static sallyport.watch.CheckId.D31;
import static sallyport.watch.CheckId.D38;

import java.util.List;
import java.util.Optional;

/** What the last failed starts on the target say. */
final class ErrorChecks {
    private static final String PLUGIN = "InteractiveCommands not found";

    private ErrorChecks() {}

    static Check plugin(ExecFacts facts) {
        return Check.of(
                D31,
                facts.lastErrors(),
                errors -> said(errors, PLUGIN)
                        .map(error -> Check.blocks(
                                D31,
                                "The exec agent could not load its plugin. Known causes: /tmp of the container is full, or the"
                                        + " image is of another CPU architecture than its instance.",
                                Remedy.of(
                                        "Make room in /tmp, or build the image for the instance's architecture; then start a"
                                                + " new task."),
                                Evidence.of("lastError", error)))
                        .orElseGet(() -> Check.fine(D31, "No start of late says that the agent's plugin is missing.")));
    }

    static Check session(ExecFacts facts) {
        return Check.of(
                D38,
                facts.lastErrors(),
                errors -> said(errors, "TargetNotConnected")
                        .or(() -> said(errors, "is not connected"))
                        .map(error -> Check.advice(
                                D38,
                                "A start of late found the exec agent not connected. A session that has just ended, or one of"
                                        + " another container of the task, may cause it.",
                                Remedy.of("Try again after 10 s; if it stays so, start a new task."),
                                Evidence.of("lastError", error)))
                        .orElseGet(() -> Check.fine(D38, "No start of late found the exec agent not connected.")));
    }

    private static Optional<String> said(List<String> errors, String words) {
        return errors.stream().filter(error -> error.contains(words)).findFirst();
    }
}
