package sallyport.slack;

import sallyport.output.Transcripts;
import sallyport.request.MessageRef;
import sallyport.request.RequestId;

/**
 * Attaches whole transcripts to threads. Works on threads of its own; when a transcript cannot be attached, the thread
 * says where it is instead. Safe for use by many threads.
 */
public final class Attachments {
    private final SlackApi slack;
    private final ThreadFiles files;
    private final Transcripts transcripts;

    public Attachments(SlackApi slack, SlackHooks hooks, Transcripts transcripts) {
        this.slack = slack;
        this.files = new ThreadFiles(slack, hooks);
        this.transcripts = transcripts;
    }

    /** Starts attaching and returns at once. */
    void attachTranscript(RequestId run, MessageRef card) {
        Thread.ofVirtual().name("attach-" + run).start(() -> attach(run, card));
    }

    private void attach(RequestId run, MessageRef card) {
        var file = transcripts.text(run).map(text -> new ThreadFile(run + ".txt", "Whole output of " + run, text));
        try {
            if (file.isEmpty() || !files.share(file.get(), card)) {
                slack.reply(card, elsewhere(run));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static SlackMessage elsewhere(RequestId run) {
        return BlockKit.sentence(
                ":warning: The whole output could not be attached here. It is recorded; whoever runs Sallyport can read it"
                        + " with `sallyport transcript " + run + "`.");
    }
}
