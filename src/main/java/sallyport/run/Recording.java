package sallyport.run;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;
import sallyport.output.LivePage;
import sallyport.output.Redactor;
import sallyport.output.TerminalText;
import sallyport.output.Transcripts;

/**
 * The way of a run's bytes: terminal text, exit marker off, secrets out, then transcript and page. Not thread-safe: the
 * session's reader owns it.
 */
final class Recording {
    private final TerminalText terminal = new TerminalText();
    private final Redactor redactor = new Redactor();
    private final Optional<ExitMarker> marker;
    private final Transcripts.Transcript transcript;
    private final LivePage page;

    Recording(Optional<ExitMarker> marker, Transcripts.Transcript transcript, LivePage page) {
        this.marker = marker;
        this.transcript = transcript;
        this.page = page;
    }

    void accept(ByteBuffer bytes) {
        int count = bytes.remaining();
        var text = terminal.accept(bytes);
        keep(redactor.accept(marker.map(m -> m.accept(text)).orElse(text)), count);
    }

    /**
     * Writes what was held back and closes the transcript; the page stays open until {@link #lastPage}.
     *
     * @return the exit code the container reported, if it did
     */
    OptionalInt finish() {
        var code = OptionalInt.empty();
        var text = terminal.finish();
        if (marker.isPresent()) {
            text = marker.get().accept(text);
            var end = marker.get().finish();
            text += end.rest();
            code = end.code();
        }
        keep(redactor.accept(text) + redactor.finish(), 0);
        transcript.close();
        return code;
    }

    void lastPage() {
        page.finish();
    }

    private void keep(String text, int bytes) {
        if (!text.isEmpty()) {
            transcript.append(text);
        }
        page.append(text, bytes);
    }
}
