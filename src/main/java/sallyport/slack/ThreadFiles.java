package sallyport.slack;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.request.MessageRef;

/**
 * Puts files into threads, in three steps as Slack wants it: ask for a place, send the bytes, share the file. Tries
 * {@value #ATTEMPTS} times, with pauses. Safe for use by many threads.
 */
final class ThreadFiles {
    private static final Logger LOG = LoggerFactory.getLogger(ThreadFiles.class);
    private static final int ATTEMPTS = 4;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private final SlackApi slack;
    private final SlackHooks hooks;

    ThreadFiles(SlackApi slack, SlackHooks hooks) {
        this.slack = slack;
        this.hooks = hooks;
    }

    /** Whether Slack took it. */
    boolean share(ThreadFile file, MessageRef root) throws InterruptedException {
        var pause = FIRST_PAUSE;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            if (shareOnce(file, root)) {
                return true;
            }
            LOG.atWarn().addKeyValue("file", file.name()).log("file.not-attached attempt={}", attempt);
            if (attempt < ATTEMPTS) {
                Thread.sleep(pause);
                pause = pause.multipliedBy(2);
            }
        }
        return false;
    }

    private boolean shareOnce(ThreadFile file, MessageRef root) {
        int bytes = file.text().getBytes(StandardCharsets.UTF_8).length;
        return slack.uploadSlot(file.name(), bytes) instanceof Called.Ok<SlackApi.UploadSlot>(var slot)
                && hooks.upload(slot.url(), file.text())
                && slack.shareUpload(slot.fileId(), file.title(), root) instanceof Called.Ok<String>;
    }
}
