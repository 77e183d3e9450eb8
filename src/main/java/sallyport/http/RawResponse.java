package sallyport.http;

/**
 * An answer.
 *
 * @param contentType empty when there is no body
 */
public record RawResponse(int status, String contentType, String body) {
    public static RawResponse empty(int status) {
        return new RawResponse(status, "", "");
    }

    public static RawResponse text(int status, String body) {
        return new RawResponse(status, "text/plain; charset=utf-8", body);
    }
}
