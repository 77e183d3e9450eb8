package sallyport.request;

/**
 * What was kept of a run's output, so that the transcript can be compared with the audit trail later.
 *
 * @param bytes how many bytes the container sent that were received in order
 * @param transcriptSha256 SHA-256 of the transcript's UTF-8 text, in lower-case hexadecimal
 */
public record Output(long bytes, String transcriptSha256) {}
