package sallyport.output;

/**
 * What a run's message shows at one moment.
 *
 * @param text redacted, without escapes, at most {@link Pages#MAX_CHARACTERS} characters; lines end with a line feed
 * @param skippedLines how many lines before it are only in the transcript
 * @param totalBytes how many bytes the text so far has in UTF-8, which is what the transcript has
 * @param last whether no more will come
 */
public record Page(String text, long skippedLines, long totalBytes, boolean last) {}
