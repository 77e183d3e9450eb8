package sallyport;

import java.time.Clock;
import sallyport.aws.Aws;
import sallyport.output.PlainLine;
import sallyport.slack.SlackApi;
import sallyport.slack.SlackHooks;
import sallyport.watch.TaskMemory;

/** The doors outward: making them asks nothing of anybody. */
record Outward(TaskMemory memory, Aws aws, SlackApi slack, SlackHooks hooks) {
    static Outward of(Settings settings, Clock clock) {
        var memory = MemoryPlace.open(settings.store(), clock);
        return new Outward(
                memory,
                Aws.connect(settings.targets(), settings.aws(), clock, PlainLine::of, memory),
                new SlackApi(settings.slack()),
                new SlackHooks(settings.slack()));
    }
}
