package sallyport.audit;

/**
 * The lines of an audit file, version {@value #VERSION}: a header, the events of every chain in order, the chains
 * sorted, the checkpoints in order, an end. Each is JSON. Events and checkpoints stand in their line as the very text
 * that was hashed, and nothing in a file varies but what is hashed, signed or counted.
 */
final class FileFormat {
    /** Goes up when a reader of the former version would misread. */
    static final int VERSION = 1;

    static final String HEADER = "{\"format\":\"sallyport-audit\",\"version\":" + VERSION + "}";
    static final String EVENT = "{\"event\":";
    static final String CHECKPOINT = "{\"checkpoint\":";
    static final String HASH = ",\"hash\":\"";
    static final String SIGNATURE = "\",\"signature\":\"";
    static final String CLOSE = "\"}";

    /** How many of each a file has. */
    record Counts(long chains, long checkpoints, long events) {}

    private FileFormat() {}

    static String line(AuditEvent event) {
        return EVENT + event.canonical() + HASH + event.hash() + CLOSE;
    }

    static String line(Checkpoint checkpoint) {
        return CHECKPOINT
                + checkpoint.canonical()
                + HASH
                + checkpoint.hash()
                + SIGNATURE
                + checkpoint.signature()
                + CLOSE;
    }

    /** Says that the file is whole; a file cut off at any point does not end with the right one. */
    static String end(Counts counts) {
        return "{\"end\":{\"chains\":%d,\"checkpoints\":%d,\"events\":%d}}"
                .formatted(counts.chains(), counts.checkpoints(), counts.events());
    }
}
