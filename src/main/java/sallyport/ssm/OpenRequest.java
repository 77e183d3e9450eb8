package sallyport.ssm;

import java.util.regex.Pattern;

/**
 * What is needed to open a data channel.
 *
 * @param token from the same answer as the URL. A secret, good for opening once
 * @param targetId {@code ecs:cluster_task_runtime}, used only in the encryption context of an encrypted session, where
 *     it must equal what the agent computes
 * @param size of the terminal to begin with. 200 by 50 keeps {@code ps} and its like from cutting lines
 * @param clientVersion what we say we are, in the numbering of AWS's Session Manager plugin; the service may refuse old
 *     ones, see {@link #DEFAULT_CLIENT_VERSION}
 */
public record OpenRequest(
        StreamUrl url,
        String token,
        String targetId,
        TerminalSize size,
        UpgradeSigner signer,
        DataKeys dataKeys,
        String clientVersion) {

    /** The oldest version of AWS's plugin that AWS supports, because it was the first to sign the upgrade for good. */
    public static final String DEFAULT_CLIENT_VERSION = "1.2.764.0";

    private static final Pattern VERSION = Pattern.compile("\\d{1,9}(\\.\\d{1,9}){3}");

    /** @throws IllegalArgumentException if there is no token or the version is not four numbers with dots between */
    public OpenRequest {
        if (token.isEmpty()) {
            throw new IllegalArgumentException("a data channel is opened with a token");
        }
        if (!VERSION.matcher(clientVersion).matches()) {
            throw new IllegalArgumentException("not a client version such as 1.2.764.0: " + clientVersion);
        }
    }

    @Override
    public String toString() {
        return "OpenRequest[%s, token hidden, target %s, client %s]".formatted(url, targetId, clientVersion);
    }
}
