package sallyport.approval;

import java.util.Optional;
import sallyport.request.Argv;
import sallyport.request.ChannelId;
import sallyport.request.Person;
import sallyport.request.Selector;

/**
 * What somebody wants to run.
 *
 * @param breaksGlass whether it is an emergency, in which nobody has to agree before
 * @param mark names the slash command or click that asks; repeats of it make one request
 */
public record Submission(
        Person person,
        ChannelId channel,
        Selector selector,
        Argv argv,
        Optional<String> reason,
        Optional<String> ticket,
        boolean breaksGlass,
        String mark) {
    Submission on(Selector other) {
        return new Submission(person, channel, other, argv, reason, ticket, breaksGlass, mark);
    }
}
