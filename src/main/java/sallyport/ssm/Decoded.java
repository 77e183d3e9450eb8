package sallyport.ssm;

/** What became of the bytes of one frame. Every input gives exactly one of these and never an exception. */
sealed interface Decoded {
    /** A frame whose every checkable field holds. Publication frames arrive with an empty payload. */
    record Message(AgentMessage message) implements Decoded {}

    /** Well-formed, but its payload is not what its sender hashed. Not acknowledging it makes the sender repeat it. */
    record DigestMismatch(long sequence) implements Decoded {}

    /** Of a type this client has no use for. {@code name} is printable ASCII of at most 32 characters. */
    record UnknownType(String name) implements Decoded {}

    /** Not a frame. {@code reason} tells which rule was broken, for the log. */
    record Malformed(String reason) implements Decoded {}
}
