package sallyport.ssm;

/** What came of asking for a data key. Every answer but the first ends the session: the agent accepts no less. */
public sealed interface DataKeyAnswer {
    record Generated(DataKey key) implements DataKeyAnswer {}

    /** This client is not set up for encrypted sessions. */
    record Unsupported() implements DataKeyAnswer {}

    /** KMS said no or could not be asked. {@code reason} goes to the agent and into {@link ChannelClosed}. */
    record Failed(String reason) implements DataKeyAnswer {}
}
