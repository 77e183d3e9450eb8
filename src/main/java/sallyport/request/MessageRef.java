package sallyport.request;

/**
 * Where a posted message stands, so that it can be edited.
 *
 * @param channel the conversation
 * @param ts Slack's message timestamp, which is also the thread's name when the message is a root
 */
public record MessageRef(ChannelId channel, String ts) {}
