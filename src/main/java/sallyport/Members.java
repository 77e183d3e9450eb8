package sallyport;

import java.time.Clock;
import sallyport.policy.CurrentGroups;
import sallyport.slack.SlackApi;
import sallyport.slack.SlackDirectory;
import sallyport.slack.SlackUserGroups;
import sallyport.slack.UserGroupReading;

/** Who is in which group now; who decides has an answer of Slack's that is fresh. */
record Members(UserGroupsInForce userGroups, CurrentGroups groups, SlackDirectory directory) {
    static Members of(Settings settings, UserGroupReading atStart, Remembered remembered, SlackApi slack, Clock clock) {
        var userGroups = new UserGroupsInForce(
                settings.slackGroups().ids().keySet(),
                userGroups(settings, slack),
                atStart,
                remembered.installation(),
                settings.slackGroups().pace(),
                clock);
        var groups = new CurrentGroups(settings.groups(), remembered.files().onCall(), userGroups, clock);
        var directory = new SlackDirectory(
                slack,
                settings.slack().teamIds(),
                person -> {
                    userGroups.freshen();
                    return groups.of(person);
                },
                clock);
        return new Members(userGroups, groups, directory);
    }

    static SlackUserGroups userGroups(Settings settings, SlackApi slack) {
        return new SlackUserGroups(
                slack, settings.slack().teamIds(), settings.slackGroups().ids());
    }
}
