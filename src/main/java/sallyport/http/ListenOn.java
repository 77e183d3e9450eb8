package sallyport.http;

/**
 * Where a port listens.
 *
 * @param host address to bind, such as {@code 0.0.0.0} or {@code 127.0.0.1}
 * @param port TCP port; 0 takes a free one
 */
public record ListenOn(String host, int port) {
    private static final int HIGHEST_PORT = 65_535;

    public ListenOn {
        if (host.isBlank()) {
            throw new IllegalArgumentException("a host to bind is not blank");
        }
        if (port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("a port is 0 to " + HIGHEST_PORT + ", not " + port);
        }
    }

    /** The default of the management port: nobody else on the network can read it. */
    public static ListenOn loopback(int port) {
        return new ListenOn("127.0.0.1", port);
    }
}
