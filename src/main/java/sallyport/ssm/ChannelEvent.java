package sallyport.ssm;

import java.nio.ByteBuffer;

/** What reaches a channel's own thread, from whichever thread it comes. */
sealed interface ChannelEvent {
    /** A whole binary message. The socket is not read on until it has been handled. */
    record Frame(ByteBuffer bytes) implements ChannelEvent {}

    /** A ping or pong. */
    record Heard() implements ChannelEvent {}

    record StrayText() implements ChannelEvent {}

    record Disconnected(String reason) implements ChannelEvent {}

    record Input(ByteBuffer bytes) implements ChannelEvent {}

    record Resize(TerminalSize size) implements ChannelEvent {}

    record Key(DataKeyAnswer answer) implements ChannelEvent {}

    /** The listener has caught up. */
    record CaughtUp() implements ChannelEvent {}

    /** Hang up, because of this. */
    record HangUp(ChannelClosed end) implements ChannelEvent {}
}
