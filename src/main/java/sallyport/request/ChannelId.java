package sallyport.request;

/** A Slack conversation, {@code C…}, {@code G…} or {@code D…}. */
public record ChannelId(String value) {
    public ChannelId {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a channel id is not blank");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
