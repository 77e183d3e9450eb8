package sallyport.aws;

import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Why a data channel could not be opened, in sentences: who refused, and what to change. */
final class ChannelRefusal {
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int GONE = 410;
    private static final int TOO_MANY = 429;
    private static final int SERVER_ERROR = 500;

    /** How the JDK's client says that a proxy answered CONNECT with another status than 200. */
    private static final Pattern TUNNEL = Pattern.compile("Tunnel failed, got: (?<status>[0-9]{3})");

    private ChannelRefusal() {}

    /** The service, or what stands before it, answered the upgrade with an error. */
    static String of(int status, String body) {
        return "AWS did not let us read the session's output (HTTP " + status + "). "
                + AccessDenied.parse(message(body)).map(AccessDenied::sentence).orElseGet(() -> advice(status));
    }

    private static String advice(int status) {
        return switch (status) {
            case BAD_REQUEST, UNAUTHORIZED ->
                "It did not accept our signature: check this machine's clock, and that no proxy changes requests.";
            case FORBIDDEN ->
                "Allow ssmmessages:OpenDataChannel for the role Sallyport uses, in the policy of the VPC endpoint, too, "
                        + "if there is one, and check this machine's clock.";
            case NOT_FOUND, GONE -> "It does not know the session any more.";
            case TOO_MANY -> "It is slowing this account down. Try again in a minute.";
            default -> status >= SERVER_ERROR ? "It met an error of its own. Try again." : "It gave no reason.";
        };
    }

    /** {@code {"message":"…"}}, with a small or a capital letter, is how AWS's services word it. */
    private static String message(String body) {
        try {
            var answer = JsonMapper.shared().readTree(body);
            return answer.path("message").asString(answer.path("Message").asString(""));
        } catch (JacksonException e) {
            return body;
        }
    }

    /**
     * No connection came about.
     *
     * @param reason the words of the HTTP client
     */
    static String unreachable(String reason) {
        var begin = "The session's data channel cannot be reached";
        return proxy(reason)
                .map(status -> begin + ": the proxy answered HTTP " + status
                        + " instead of connecting us. Let it connect" + " to ssmmessages, or name that in no_proxy.")
                .orElseGet(() -> begin + (reason.contains("UnresolvedAddress") ? ": its name does not resolve" : "")
                        + ". Check DNS, routes, proxy and the way to the ssmmessages endpoint.");
    }

    private static Optional<String> proxy(String reason) {
        return TUNNEL.matcher(reason).results().findFirst().map(found -> found.group("status"));
    }

    /** What to change when KMS did not give a session's key; nothing to add for other reasons. */
    static String aboutKey(String reason) {
        return reason.contains("AccessDenied")
                ? " Allow kms:GenerateDataKey on the cluster's key for the role that runs commands, in the key's own"
                        + " policy, too."
                : "";
    }
}
