package sallyport.http;

/** Answers raw requests. Called by many threads at once; must not throw. */
@FunctionalInterface
public interface RawHandler {
    RawResponse handle(RawRequest request);
}
