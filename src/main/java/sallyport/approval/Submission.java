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
 * @param allTasks whether for all tasks of the service, or for one
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
        boolean allTasks,
        String mark) {
    /** For one task. */
    public Submission(
            Person person,
            ChannelId channel,
            Selector selector,
            Argv argv,
            Optional<String> reason,
            Optional<String> ticket,
            boolean breaksGlass,
            String mark) {
        this(person, channel, selector, argv, reason, ticket, breaksGlass, false, mark);
    }

    Submission on(Selector other) {
        return new Submission(person, channel, other, argv, reason, ticket, breaksGlass, allTasks, mark);
    }
}
