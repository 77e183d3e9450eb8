package sallyport.slack;

import java.util.List;

/**
 * A message, and what belongs into its thread.
 *
 * @param replies in their order
 */
record Threaded(SlackMessage message, List<SlackMessage> replies) {
    Threaded {
        replies = List.copyOf(replies);
    }
}
