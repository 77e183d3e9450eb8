package sallyport.ssm;

import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import sallyport.ssm.MessageAssembler.Assembled;

/**
 * Turns what the JDK's WebSocket reports into {@link ChannelEvent}s. Asks for one more thing at a time; after a whole
 * binary message it asks for nothing, that is left to the channel. The JDK calls it from one thread at a time and
 * answers pings itself.
 */
final class SocketListener implements WebSocket.Listener {
    private final Consumer<ChannelEvent> events;
    private final MessageAssembler assembler = new MessageAssembler();

    SocketListener(Consumer<ChannelEvent> events) {
        this.events = events;
    }

    /** Asks for nothing yet: the client speaks first. */
    @Override
    public void onOpen(WebSocket webSocket) {}

    @Override
    public @Nullable CompletionStage<?> onBinary(WebSocket webSocket, ByteBuffer part, boolean last) {
        switch (assembler.add(part, last)) {
            case Assembled.Incomplete() -> webSocket.request(1);
            case Assembled.Whole(var message) -> events.accept(new ChannelEvent.Frame(message));
            case Assembled.TooLarge() ->
                events.accept(new ChannelEvent.HangUp(new ChannelClosed.ProtocolViolation(
                        "a message of more than " + AgentMessage.MAX_BYTES + " bytes")));
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence part, boolean last) {
        events.accept(new ChannelEvent.StrayText());
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPing(WebSocket webSocket, ByteBuffer message) {
        events.accept(new ChannelEvent.Heard());
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer message) {
        events.accept(new ChannelEvent.Heard());
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        var told = reason.isEmpty() ? "" : ": " + reason;
        events.accept(new ChannelEvent.Disconnected("the service closed the socket with status " + statusCode + told));
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        events.accept(new ChannelEvent.Disconnected("the socket failed: " + error));
    }
}
