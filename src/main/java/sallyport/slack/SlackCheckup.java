package sallyport.slack;

import static sallyport.watch.InstallationCheck.I3;
import static sallyport.watch.InstallationCheck.I4;
import static sallyport.watch.InstallationCheck.I5;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import sallyport.request.ChannelId;
import sallyport.watch.Check;
import sallyport.watch.Evidence;
import sallyport.watch.Remedy;

/** Whether Slack takes our token, and whether it lets us do what we have to. Calls block; nothing is posted. */
public final class SlackCheckup {
    /** What {@code manifest.yml} asks for and everybody needs. */
    static final Set<String> SCOPES = Set.of("commands", "chat:write", "files:write", "users:read");

    /** What it asks for besides, for groups that Slack keeps. */
    static final String USER_GROUPS_SCOPE = "usergroups:read";

    private final SlackApi slack;
    private final Set<String> teams;
    private final boolean readsUserGroups;

    /** @param readsUserGroups whether a group of the policy is a user group of Slack */
    public SlackCheckup(SlackOptions options, boolean readsUserGroups) {
        this.slack = new SlackApi(options);
        this.teams = options.teamIds();
        this.readsUserGroups = readsUserGroups;
    }

    /** @param channels that are told of changes */
    public List<Check> of(Collection<ChannelId> channels) {
        return switch (slack.identity()) {
            case Called.Ok<SlackApi.Identity>(var identity) ->
                Stream.concat(
                                Stream.of(token(identity), scopes(identity)),
                                new LinkedHashSet<>(channels).stream().map(this::channel))
                        .toList();
            case Called.Refused<SlackApi.Identity>(var error) ->
                List.of(
                        I3.blocks(
                                "Slack refuses the bot token: " + error + ".",
                                Remedy.of("Install the app anew and put its bot token into the configuration.")),
                        I4.couldNotCheck("Slack refuses the token."),
                        I5.couldNotCheck("Slack refuses the token."));
            case Called.RateLimited<SlackApi.Identity> _ -> unanswered("Slack takes no more calls just now.");
            case Called.Unanswered<SlackApi.Identity>(var cause) -> unanswered(cause + ".");
        };
    }

    private static List<Check> unanswered(String why) {
        return List.of(I3.couldNotCheck(why), I4.couldNotCheck(why), I5.couldNotCheck(why));
    }

    private Check token(SlackApi.Identity identity) {
        var evidence = Evidence.of("auth.test.team_id", identity.teamId());
        return teams.contains(identity.teamId())
                ? I3.fine("Slack takes the bot token.", evidence)
                : I3.blocks(
                        "The bot token is one of workspace " + identity.teamId()
                                + ", which slack.team_ids does not list, so every request is refused.",
                        Remedy.of("Correct slack.team_ids or slack.bot_token."),
                        evidence);
    }

    private Check scopes(SlackApi.Identity identity) {
        if (identity.scopes().isEmpty()) {
            return I4.couldNotCheck("Slack does not say which ones it has.");
        }
        var lacking = new TreeSet<>(SCOPES);
        if (readsUserGroups) {
            lacking.add(USER_GROUPS_SCOPE);
        }
        Arrays.stream(identity.scopes().get().split(",")).map(String::strip).forEach(lacking::remove);
        var evidence = Evidence.of("x-oauth-scopes", identity.scopes().get());
        return lacking.isEmpty()
                ? I4.fine("The bot token has the scopes it needs.", evidence)
                : I4.blocks(
                        "The bot token lacks " + String.join(", ", lacking) + ".",
                        Remedy.of("Add them to the app as manifest.yml has them, and install it anew."),
                        evidence);
    }

    private Check channel(ChannelId channel) {
        return switch (slack.isMember(channel)) {
            case Called.Ok<Optional<Boolean>>(var member) ->
                member.map(is -> channel(channel, is))
                        .orElseGet(() -> I5.couldNotCheck("Slack says nothing of channel " + channel.value() + "."));
            case Called.Refused<Optional<Boolean>>(var error) -> refused(channel, error);
            case Called.RateLimited<Optional<Boolean>> _ -> I5.couldNotCheck("Slack takes no more calls just now.");
            case Called.Unanswered<Optional<Boolean>>(var cause) -> I5.couldNotCheck(cause + ".");
        };
    }

    private static Check channel(ChannelId channel, boolean member) {
        return member
                ? I5.fine("The bot is in channel " + channel.value() + ".")
                : I5.advice(
                        "The bot is not in channel " + channel.value() + ", so its owners are not told of changes.",
                        Remedy.of("Invite it there with /invite."),
                        Evidence.of(channel.value() + ".is_member", false));
    }

    private static Check refused(ChannelId channel, String error) {
        return switch (error) {
            case "channel_not_found" ->
                I5.advice(
                        "The bot sees no channel " + channel.value() + ".",
                        Remedy.of("Correct the channel's id, or invite the bot if the channel is private."),
                        Evidence.of("conversations.info", error));
            case "missing_scope" ->
                I5.couldNotCheck("whether the bot is in " + channel.value()
                        + " Slack says only to a token with channels:read, which nothing else needs.");
            default -> I5.couldNotCheck("Slack refused to tell about " + channel.value() + " (" + error + ").");
        };
    }
}
