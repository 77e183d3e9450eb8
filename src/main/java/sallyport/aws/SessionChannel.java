package sallyport.aws;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import sallyport.run.SessionEnd;
import sallyport.run.SessionListener;
import sallyport.ssm.ChannelClosed;
import sallyport.ssm.ChannelListener;
import sallyport.ssm.Gap;

/**
 * Passes a data channel on to the listener of a session. When the connection is lost it first asks AWS to end the
 * session, so that the end it reports can say whether the command may still be running. Its methods are called by the
 * channel's one listener thread.
 */
final class SessionChannel implements ChannelListener {
    private final SessionListener listener;
    private final Supplier<Optional<String>> taskStopped;
    private final BooleanSupplier termination;
    private final CompletableFuture<Runnable> hangUp = new CompletableFuture<>();
    private boolean heard;
    private Optional<String> stopped = Optional.empty();

    /**
     * @param taskStopped looks whether the task still runs; a sentence when it does not
     * @param termination asks AWS to end the session, and says whether AWS confirmed
     */
    SessionChannel(SessionListener listener, Supplier<Optional<String>> taskStopped, BooleanSupplier termination) {
        this.listener = listener;
        this.taskStopped = taskStopped;
        this.termination = termination;
    }

    /** Must be called once, with what closes the channel: a channel can speak before its opener has it. */
    void opened(Runnable close) {
        hangUp.complete(close);
    }

    @Override
    public void onStarted(String message) {
        // The agent's word on encryption is no output of the command.
    }

    @Override
    public void onOutput(ByteBuffer bytes) {
        heard = true;
        listener.output(bytes.asReadOnlyBuffer());
    }

    @Override
    public void onGap(Gap gap) {
        // The end that follows names all gaps.
    }

    /** The service never closes the channel of a task that is gone; whoever waits must look. */
    @Override
    public void onPaused(Duration silence) {
        stopped = taskStopped.get();
        if (stopped.isPresent()) {
            hangUp.join().run();
        }
    }

    @Override
    public void onClosed(ChannelClosed closed) {
        listener.ended(
                switch (SessionEnds.of(closed, heard)) {
                    case SessionEnd.ConnectionLost(var cause) ->
                        stopped.<SessionEnd>map(SessionEnd.ConnectionLost::new)
                                .orElseGet(() -> lost(cause, termination));
                    case SessionEnd told -> told;
                });
    }

    /** Ends the session as far as AWS lets us, and says how far that is. */
    static SessionEnd lost(String cause, BooleanSupplier termination) {
        return new SessionEnd.ConnectionLost(cause
                + (termination.getAsBoolean()
                        ? " AWS confirmed that the session was ended; what the command started may still run."
                        : " AWS did not confirm that the session was ended; the command may still be running."));
    }
}
