package sallyport.sandbox.aws.api;

/** The answer to a request: a response, or a connection that closes without one. */
public sealed interface ApiAnswer {
    /** An HTTP response. */
    record Response(int status, String contentType, String requestId, String body) implements ApiAnswer {}

    /** Everything was done, but the answer never arrives. */
    record Withheld() implements ApiAnswer {}
}
