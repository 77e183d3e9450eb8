package sallyport;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sallyport.aws.AwsOptions;
import sallyport.aws.AwsTarget;
import sallyport.aws.QueueUrl;
import sallyport.http.ListenOn;
import sallyport.policy.Groups;
import sallyport.request.Aliases;
import sallyport.run.Windows;
import sallyport.slack.SlackOptions;
import sallyport.store.LedgerPlace;

/**
 * The configuration, typed: what {@code sallyport.yml} says. {@code docs/configuration.md} explains each key.
 *
 * @param slack how Slack is reached
 * @param http where Slack reaches us
 * @param management where operators reach us
 * @param groups who is in which group
 * @param slackGroups the groups that Slack keeps
 * @param onCall the file of schedules that say who is on call
 * @param targets the services that can be named
 * @param aws production, or where a test's endpoints are
 * @param policy the policy file; without one commands are refused
 * @param store where the ledger is kept
 * @param transcripts the directory of transcripts
 * @param audit how the audit trail is sealed
 * @param events the queue that EventBridge tells of tasks
 * @param windows when a run counts as orphaned; only a test shortens them
 */
public record Settings(
        SlackOptions slack,
        ListenOn http,
        ListenOn management,
        Groups groups,
        SlackGroups slackGroups,
        Optional<Path> onCall,
        List<AwsTarget> targets,
        AwsOptions aws,
        Optional<Path> policy,
        LedgerPlace store,
        Path transcripts,
        AuditSettings audit,
        Optional<QueueUrl> events,
        Windows windows) {
    public Settings {
        targets = List.copyOf(targets);
    }

    /** The names of the groups that this file defines, whoever is in them. */
    public Set<String> groupNames() {
        return Stream.concat(groups.names().stream(), slackGroups.ids().keySet().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The targets by the names people type. */
    public Aliases aliases() {
        return new Aliases(targets.stream().map(AwsTarget::alias).toList());
    }
}
