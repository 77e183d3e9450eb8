package sallyport.run;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import sallyport.output.OutputView;
import sallyport.output.Redactor;
import sallyport.output.TerminalText;
import sallyport.output.Transcripts;
import sallyport.request.Output;

/**
 * The way of a run's bytes: terminal text, exit marker off, secrets out, then transcript and view. Not thread-safe: the
 * session's reader owns it, except for {@link #bytes}.
 */
final class Recording {
    private final TerminalText terminal = new TerminalText();
    private final Redactor redactor = new Redactor();
    private final MessageDigest digest = sha256();
    private final Optional<ExitMarker> marker;
    private final Transcripts.Transcript transcript;
    private final OutputView view;
    private volatile long bytes;

    Recording(Optional<ExitMarker> marker, Transcripts.Transcript transcript, OutputView view) {
        this.marker = marker;
        this.transcript = transcript;
        this.view = view;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // Only the reader writes it.
    void accept(ByteBuffer received) {
        int count = received.remaining();
        var text = terminal.accept(received);
        keep(redactor.accept(marker.map(m -> m.accept(text)).orElse(text)));
        bytes += count;
    }

    /** How many bytes of the container were taken in and their text, as far as it is not held back, handed on. */
    long bytes() {
        return bytes;
    }

    /**
     * Writes what was held back and closes the transcript; the view stays open until {@link #lastPage}.
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
        keep(redactor.accept(text) + redactor.finish());
        transcript.close();
        return code;
    }

    /** What was kept; after {@link #finish}, once. */
    Output output() {
        return new Output(bytes, HexFormat.of().formatHex(digest.digest()));
    }

    void lastPage() {
        view.finish();
    }

    private void keep(String text) {
        if (!text.isEmpty()) {
            transcript.append(text);
            digest.update(text.getBytes(StandardCharsets.UTF_8));
            view.append(text);
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
