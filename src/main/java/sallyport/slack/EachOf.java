package sallyport.slack;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.stream.Collectors;
import sallyport.audit.LedgerUnavailable;
import sallyport.request.RequestId;

/**
 * Does the same to several requests at once, since Slack waits three seconds, and tells of each that it was not done
 * to.
 *
 * @param count how many they are
 * @param refusals the sentences, each with the requests it is about
 */
record EachOf(int count, Map<String, List<RequestId>> refusals) {
    /** @param act answers with a sentence if it was not done */
    static EachOf of(List<RequestId> requests, Function<RequestId, Optional<String>> act) {
        Map<String, List<RequestId>> refusals = new LinkedHashMap<>();
        var answers = atOnce(requests, act);
        for (int i = 0; i < requests.size(); i++) {
            var id = requests.get(i);
            answers.get(i)
                    .ifPresent(sentence -> refusals.computeIfAbsent(sentence, _ -> new ArrayList<>())
                            .add(id));
        }
        return new EachOf(requests.size(), refusals);
    }

    /** Nothing was done to any of them, for a reason that is none of theirs. */
    static EachOf none(String sentence) {
        return new EachOf(0, Map.of(sentence, List.of()));
    }

    /** In the same order. */
    static <T, R> List<R> atOnce(List<T> all, Function<T, R> work) {
        if (all.size() == 1) {
            return List.of(work.apply(all.getFirst()));
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return all.stream()
                    .map(one -> CompletableFuture.supplyAsync(() -> work.apply(one), threads))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LedgerUnavailable cause ? cause : e;
        }
    }

    /** How many it was not done to. */
    private int refused() {
        return refusals.values().stream().mapToInt(List::size).sum();
    }

    /** Whether it was done to some and not to others. */
    boolean isPartly() {
        return refused() > 0 && refused() < count;
    }

    /** What to tell whoever wanted it; empty when it was done to all. */
    Optional<String> sentence() {
        if (refusals.isEmpty()) {
            return Optional.empty();
        }
        if (refusals.size() == 1 && !isPartly()) {
            return refusals.keySet().stream().findFirst();
        }
        var each = refusals.entrySet().stream()
                .map(refusal -> ids(refusal.getValue()) + ": " + refusal.getKey())
                .collect(Collectors.joining("\n"));
        return Optional.of("It counted for " + (count - refused()) + " of " + count + " requests.\n" + each);
    }

    private static String ids(List<RequestId> requests) {
        return requests.stream().map(id -> "`" + id + "`").collect(Collectors.joining(", "));
    }
}
