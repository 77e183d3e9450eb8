package sallyport.slack;

import java.util.HexFormat;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work that Slack's acknowledgement does not wait for, a virtual thread each. When it fails for a bug, its asker is
 * told so with an id that the log has too. Safe for use by many threads.
 */
final class Background implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Background.class);

    private final SlackHooks hooks;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    Background(SlackHooks hooks) {
        this.hooks = hooks;
    }

    /** @param responseUrl where the asker is answered; empty when nowhere */
    void run(String responseUrl, Runnable work) {
        threads.execute(() -> {
            try {
                work.run();
            } catch (RuntimeException e) {
                var errorId =
                        HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextInt());
                LOG.atError().setCause(e).log("background.failed error={}", errorId);
                tell(responseUrl, errorId);
            }
        });
    }

    private void tell(String responseUrl, String errorId) {
        if (!responseUrl.isEmpty()) {
            hooks.whisper(
                    responseUrl,
                    BlockKit.sentence(":x: This failed on my side, error `" + errorId
                            + "`. Look at the request's card or `status` before you try again, and give the error to"
                            + " whoever runs Sallyport."));
        }
    }

    /** Takes nothing new and lets what is under way end by itself. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
