package sallyport.slack;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.output.Transcripts;
import sallyport.request.MessageRef;
import sallyport.request.RequestId;

/**
 * Attaches whole transcripts to threads, in three steps as Slack wants it: ask for a place, send the bytes, share the
 * file. Works on threads of its own and tries {@value #ATTEMPTS} times; when that does not help, the thread says where
 * the transcript is instead. Safe for use by many threads.
 */
public final class Attachments {
    private static final Logger LOG = LoggerFactory.getLogger(Attachments.class);
    private static final int ATTEMPTS = 4;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);

    private final SlackApi slack;
    private final SlackHooks hooks;
    private final Transcripts transcripts;

    public Attachments(SlackApi slack, SlackHooks hooks, Transcripts transcripts) {
        this.slack = slack;
        this.hooks = hooks;
        this.transcripts = transcripts;
    }

    /** Starts attaching and returns at once. */
    void attachTranscript(RequestId run, MessageRef card) {
        Thread.ofVirtual().name("attach-" + run).start(() -> attach(run, card));
    }

    private void attach(RequestId run, MessageRef card) {
        var text = transcripts.text(run);
        try {
            if (text.isEmpty() || !attach(run, card, text.get())) {
                slack.reply(card, elsewhere(run));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean attach(RequestId run, MessageRef card, String text) throws InterruptedException {
        var pause = FIRST_PAUSE;
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            if (attachOnce(run, card, text)) {
                return true;
            }
            LOG.atWarn().addKeyValue("request", run).log("transcript.not-attached attempt={}", attempt);
            if (attempt < ATTEMPTS) {
                Thread.sleep(pause);
                pause = pause.multipliedBy(2);
            }
        }
        return false;
    }

    private boolean attachOnce(RequestId run, MessageRef card, String text) {
        int bytes = text.getBytes(StandardCharsets.UTF_8).length;
        return slack.uploadSlot(run + ".txt", bytes) instanceof Called.Ok<SlackApi.UploadSlot>(var slot)
                && hooks.upload(slot.url(), text)
                && slack.shareUpload(slot.fileId(), "Whole output of " + run, card) instanceof Called.Ok<String>;
    }

    private static SlackMessage elsewhere(RequestId run) {
        return BlockKit.sentence(
                ":warning: The whole output could not be attached here. It is recorded; whoever runs Sallyport can read it"
                        + " with `sallyport transcript " + run + "`.");
    }
}
