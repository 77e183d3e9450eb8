package sallyport.slack;

import com.slack.api.bolt.request.Request;
import com.slack.api.bolt.request.builtin.BlockActionRequest;
import com.slack.api.bolt.request.builtin.SlashCommandRequest;
import com.slack.api.bolt.request.builtin.ViewSubmissionRequest;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whose requests are answered: those of our workspaces, sent for our app. */
final class Origins {
    private final Set<String> teamIds;
    private final Optional<String> appId;

    Origins(Set<String> teamIds, Optional<String> appId) {
        this.teamIds = teamIds;
        this.appId = appId;
    }

    /** What stands against a request; kinds that no listener acts on need no team. */
    Optional<String> objection(Request<?> request) {
        return switch (request) {
            case SlashCommandRequest command ->
                objection(command.getPayload().getTeamId(), command.getPayload().getApiAppId());
            case BlockActionRequest click ->
                objection(
                        click.getPayload().getUser().getTeamId(),
                        click.getPayload().getApiAppId());
            case ViewSubmissionRequest submission ->
                objection(
                        submission.getPayload().getUser().getTeamId(),
                        submission.getPayload().getApiAppId());
            default -> Optional.empty();
        };
    }

    private Optional<String> objection(@Nullable String teamId, @Nullable String app) {
        if (teamId == null || !teamIds.contains(teamId)) {
            return Optional.of("team not configured");
        }
        if (appId.isPresent() && !Objects.equals(appId.get(), app)) {
            return Optional.of("another app");
        }
        return Optional.empty();
    }
}
