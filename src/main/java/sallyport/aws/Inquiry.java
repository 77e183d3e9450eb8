package sallyport.aws;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.watch.Fact;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * Questions to AWS, each on a virtual thread of its own and all within one budget. What was denied or came too late is
 * missing, with the reason; so is what we failed to understand, for one bad answer shall not take the others with it.
 * Closing it gives up what is still asked.
 */
final class Inquiry implements AutoCloseable {
    /** Time for all questions together; people wait for the answer. */
    static final Duration BUDGET = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(Inquiry.class);

    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Duration budget;
    private final long deadline;

    Inquiry(Duration budget) {
        this.budget = budget;
        this.deadline = System.nanoTime() + budget.toNanos();
    }

    /** An answer that may still be on its way. */
    record Later<T>(CompletableFuture<Fact<T>> answer) {
        /** Waits for it, until the budget is used up at the latest. */
        Fact<T> fact() {
            return answer.join();
        }
    }

    /**
     * Asks a question, which may wait for the answers of others.
     *
     * @param doing what it is about, as in "while {@code looking up the cluster}"
     */
    <T> Later<T> ask(String doing, Supplier<Fact<T>> question) {
        var late = new Fact.Missing<T>("no answer within " + words(budget) + " while " + doing + ".");
        var answer = CompletableFuture.supplyAsync(() -> answer(doing, question), threads)
                .completeOnTimeout(late, Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        return new Later<>(answer);
    }

    private static <T> Fact<T> answer(String doing, Supplier<Fact<T>> question) {
        try {
            return question.get();
        } catch (SdkException e) {
            return new Fact.Missing<>(AwsErrors.explain(doing, e).sentence());
        } catch (RejectedExecutionException e) {
            return new Fact.Missing<>("the time was up while " + doing + ".");
        } catch (RuntimeException e) {
            LOG.error("doctor.question-failed while {}", doing, e);
            return new Fact.Missing<>("Sallyport itself failed while " + doing + "; its log says more.");
        }
    }

    private static String words(Duration budget) {
        return budget.toMillis() % 1_000 == 0 ? budget.toSeconds() + " s" : budget.toMillis() + " ms";
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
