package sallyport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The one proxy through which everything leaves: calls of AWS and Slack, and the WebSockets of data channels. It is
 * asked to connect ({@code CONNECT}) and sees host names and ciphertext. This machine itself is never reached through
 * it. Immutable.
 */
final class EgressProxy extends ProxySelector {
    private static final Pattern ADDRESS =
            Pattern.compile("(?:http://)?(?<host>[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+]):(?<port>[0-9]{1,5})/?");

    private static final int HIGHEST_PORT = 65_535;
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127\\..*|\\[?::1]?");
    private static final String EVERYTHING = "*";

    private final Proxy proxy;
    private final Set<String> direct;

    private EgressProxy(InetSocketAddress address, Set<String> direct) {
        this.proxy = new Proxy(Proxy.Type.HTTP, address);
        this.direct = direct;
    }

    /**
     * Reads {@code http://HOST:PORT}. Empty for anything else: a proxy that is spoken to over TLS, and one that wants a
     * name and a password, are not supported.
     *
     * @param direct names of hosts that are reached without it, each with everything below it; {@code *} is all
     */
    static Optional<EgressProxy> parse(String address, List<String> direct) {
        var form = ADDRESS.matcher(address);
        if (!form.matches() || Integer.parseInt(form.group("port")) > HIGHEST_PORT) {
            return Optional.empty();
        }
        var at = InetSocketAddress.createUnresolved(form.group("host"), Integer.parseInt(form.group("port")));
        var names = direct.stream().map(EgressProxy::domain).filter(name -> !name.isEmpty());
        return Optional.of(new EgressProxy(at, names.collect(Collectors.toUnmodifiableSet())));
    }

    /** The names in the usual form of {@code NO_PROXY}: separated by commas or spaces. */
    static List<String> names(String noProxy) {
        return Stream.of(noProxy.split("[,\\s]+"))
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /** {@code .example.com} and {@code *.example.com} mean what {@code example.com} does. */
    private static String domain(String name) {
        return name.equals(EVERYTHING)
                ? name
                : name.strip().toLowerCase(Locale.ROOT).replaceFirst("^\\*?\\.", "");
    }

    @Override
    public List<Proxy> select(URI uri) {
        return List.of(isDirect(uri) ? Proxy.NO_PROXY : proxy);
    }

    private boolean isDirect(URI uri) {
        var host = Optional.ofNullable(uri.getHost()).orElse("").toLowerCase(Locale.ROOT);
        return LOOPBACK.matcher(host).matches()
                || direct.stream()
                        .anyMatch(name -> name.equals(EVERYTHING) || host.equals(name) || host.endsWith("." + name));
    }

    /** Nothing else can be tried. */
    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException error) {
        // Whoever connects gets the error and says so.
    }

    @Override
    public String toString() {
        return "http:/" + proxy.address() + " but for " + direct;
    }
}
