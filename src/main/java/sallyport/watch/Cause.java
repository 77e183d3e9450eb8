package sallyport.watch;

import java.util.List;
import java.util.Optional;

/**
 * Why a task stopped, in the parts that an answer is made of.
 *
 * @param brief what goes behind a colon, without a full stop
 * @param details AWS's own words, when there are any beyond that
 * @param remedies what to try
 */
record Cause(String brief, List<String> details, List<String> remedies) {
    private static final String QUOTE = "ECS says: ";

    static Cause of(TaskState task) {
        return StopCause.of(task)
                .map(Cause::of)
                .orElseGet(() -> new Cause("ECS does not say why", List.of(), List.of()));
    }

    private static Cause of(Finding finding) {
        var what = finding.what();
        int quote = what.indexOf(" " + QUOTE);
        return quote < 0
                ? new Cause(unstopped(what), List.of(), list(finding.remedy()))
                : new Cause(
                        unstopped(what.substring(0, quote)),
                        List.of(what.substring(quote + 1)),
                        list(finding.remedy()));
    }

    private static List<String> list(Optional<String> remedy) {
        return remedy.stream().toList();
    }

    private static String unstopped(String sentence) {
        return sentence.endsWith(".") ? sentence.substring(0, sentence.length() - 1) : sentence;
    }
}
