package sallyport.sandbox.aws.channel;

/** A session and the token that opens its data channel once; the token is empty when the session is over. */
public record SessionToken(String sessionId, String tokenValue) {}
