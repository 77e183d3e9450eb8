package sallyport.slack;

import sallyport.request.ChannelId;
import sallyport.request.Person;

/**
 * A slash command as it arrived.
 *
 * @param text what stood behind the command, decoded
 * @param triggerId good for opening one modal within three seconds
 * @param responseUrl where only its author is answered
 * @param mark names this arrival; a replay has the same one
 */
record Asked(Person person, ChannelId channel, String text, String triggerId, String responseUrl, String mark) {}
