package sallyport.ssm;

/** Things a healthy channel does rarely and survives. Counted, see {@link DataChannel#anomalies()}. */
public enum Anomaly {
    /** A frame of a type that a client has no use for. */
    UNKNOWN_MESSAGE_TYPE,
    /** A stream message with a kind of payload that ECS Exec does not use; it keeps its place in the sequence. */
    UNUSED_PAYLOAD_TYPE,
    /** A frame whose payload is not what its sender hashed; not acknowledged, so that it is repeated. */
    DIGEST_MISMATCH,
    /** A stream message that had arrived before; acknowledged again. */
    DUPLICATE,
    /** A stream message too far ahead to be kept; not acknowledged, so that it is repeated. */
    WINDOW_FULL,
    /** A message of ours that was sent again. */
    RESENT,
    /** An acknowledgement that names no message. */
    UNREADABLE_ACKNOWLEDGEMENT,
    /** A text message; the service has no reason to send one. */
    STRAY_TEXT
}
