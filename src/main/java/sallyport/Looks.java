package sallyport;

import java.security.SecureRandom;
import java.time.Clock;
import sallyport.output.Pace;
import sallyport.request.Aliases;
import sallyport.slack.DoctorDesk;
import sallyport.slack.FollowDesk;
import sallyport.slack.InsightsDesk;
import sallyport.slack.MetricsDesk;
import sallyport.slack.Reads;
import sallyport.slack.RememberedTasks;
import sallyport.slack.StateDesk;
import sallyport.slack.WhyDesk;

/** What shows what happens and happened, and changes nothing. */
record Looks(FollowDesk follows, Reads reads, DoctorDesk doctor, WhyDesk why, MetricsDesk metrics, StateDesk states) {
    static Looks of(
            Outward outward,
            Members members,
            Remembered remembered,
            Aliases aliases,
            Pace pace,
            Clock clock,
            SecureRandom random) {
        var aws = outward.aws();
        var slack = outward.slack();
        var hooks = outward.hooks();
        var groups = members.groups();
        var follows = new FollowDesk(slack, hooks, aws.follows(), aws.liveTails(), pace, groups::of, clock, random);
        var reads = new Reads(
                slack,
                hooks,
                members.directory(),
                remembered.files().policy(),
                groups::of,
                aws.logs(),
                aws.services(),
                follows,
                new InsightsDesk(slack, hooks, aws.insights(), groups::of, clock, random),
                clock);
        return new Looks(
                follows,
                reads,
                new DoctorDesk(reads, aws.execFacts(), remembered.ledger(), clock),
                new WhyDesk(reads, aliases, aws.histories(), outward.memory(), aws.logs(), clock),
                new MetricsDesk(reads, aws.metrics(), clock),
                new StateDesk(
                        reads,
                        hooks,
                        aws.descriptions(),
                        aws.serviceRolls(),
                        aws.taskFinder(),
                        new RememberedTasks(outward.memory(), clock),
                        clock));
    }
}
