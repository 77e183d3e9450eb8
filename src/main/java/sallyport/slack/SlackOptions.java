package sallyport.slack;

import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How Slack is reached and whom we listen to.
 *
 * @param botToken {@code xoxb-…}
 * @param signingSecrets the current one, and during rotation also the former
 * @param teamIds workspaces whose requests are answered; at least one
 * @param appId {@code A…}; when given, requests for another app are refused
 * @param apiBase base of the Web API, ends in a slash; {@code https://slack.com/api/} except in tests
 * @param command the slash command, such as {@code /ecs}
 * @param proxies the proxy for each address
 */
public record SlackOptions(
        Secret botToken,
        List<Secret> signingSecrets,
        Set<String> teamIds,
        Optional<String> appId,
        URI apiBase,
        String command,
        ProxySelector proxies) {
    /** Where Slack's Web API is. */
    public static final URI SLACK_API = URI.create("https://slack.com/api/");

    /** Where Slack's answers to commands and clicks go. */
    private static final String SLACK_HOOKS = "hooks.slack.com";

    public SlackOptions {
        signingSecrets = List.copyOf(signingSecrets);
        teamIds = Set.copyOf(teamIds);
        if (signingSecrets.isEmpty()) {
            throw new IllegalArgumentException("a signing secret is needed");
        }
        if (teamIds.isEmpty()) {
            throw new IllegalArgumentException("at least one team id is needed");
        }
        if (!apiBase.getPath().endsWith("/")) {
            throw new IllegalArgumentException("the base of the Web API ends in a slash: " + apiBase);
        }
        if (!command.startsWith("/")) {
            throw new IllegalArgumentException("a slash command starts with a slash: " + command);
        }
    }

    /** Reached directly. */
    public SlackOptions(
            Secret botToken,
            List<Secret> signingSecrets,
            Set<String> teamIds,
            Optional<String> appId,
            URI apiBase,
            String command) {
        this(botToken, signingSecrets, teamIds, appId, apiBase, command, HttpClient.Builder.NO_PROXY);
    }

    /** Whether answers may be sent there: to Slack over TLS, or in tests to the host that plays Slack. */
    boolean mayAnswerTo(URI address) {
        boolean slack = "https".equals(address.getScheme())
                && SLACK_HOOKS.equals(address.getHost())
                && address.getPort() == -1
                && address.getUserInfo() == null;
        return slack || (!apiBase.equals(SLACK_API) && sameOrigin(address));
    }

    private boolean sameOrigin(URI address) {
        return apiBase.getScheme().equals(address.getScheme())
                && apiBase.getAuthority().equals(address.getAuthority());
    }
}
