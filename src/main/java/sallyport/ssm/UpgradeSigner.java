package sallyport.ssm;

import java.net.URI;
import java.util.Map;

/** Signs the WebSocket upgrade: SigV4 for service {@code ssmmessages}, method GET, empty body. */
@FunctionalInterface
public interface UpgradeSigner {
    /**
     * The headers to add, name to value. A {@code Host} among them is skipped, because the HTTP client sets it itself.
     * Called once per channel on the channel's own virtual thread, so it may block. An exception ends the channel as
     * {@link ChannelClosed.Unreachable}: an unsigned request is never sent in its place.
     *
     * @param uri the stream URL with scheme {@code wss}; its query is part of what is signed
     */
    Map<String, String> sign(URI uri);

    /** Sends the upgrade unsigned, as clients did before the service began to ask for signatures. */
    static UpgradeSigner none() {
        return uri -> Map.of();
    }
}
