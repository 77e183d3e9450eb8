package sallyport.sandbox.aws.wire;

import java.util.Optional;

/**
 * Lets in only who means this port of this machine: no other name in {@code Host}, which keeps DNS rebinding out, and
 * no web page but our own, which keeps the reader's browser from starting processes.
 */
public final class Door {
    private final int port;

    public Door(int port) {
        this.port = port;
    }

    /** Why a request stays outside; empty if it may come in. A client that is no browser sends no origin. */
    public Optional<String> refusal(Optional<String> host, Optional<String> origin) {
        if (!host.map(this::isOurs).orElse(false)) {
            return Optional.of("Host must be 127.0.0.1:" + port + " or localhost:" + port);
        }
        boolean foreign = origin.filter(
                        from -> !from.startsWith("http://") || !isOurs(from.substring("http://".length())))
                .isPresent();
        return foreign ? Optional.of("Origin must be this port itself, or none") : Optional.empty();
    }

    private boolean isOurs(String authority) {
        return authority.equals("127.0.0.1:" + port) || authority.equalsIgnoreCase("localhost:" + port);
    }
}
