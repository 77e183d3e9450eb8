package sallyport.ssm;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The URL of a data channel, checked before a signed request and a token go there. The query is opaque (it names a cell
 * of the service) and is kept byte for byte.
 */
public final class StreamUrl {
    /** Longest URL accepted, in characters. Real ones have about 200. */
    public static final int MAX_LENGTH = 2048;

    private static final String PATH = "/v1/data-channel/";
    private static final Pattern SESSION_ID = Pattern.compile("[A-Za-z0-9._=@-]{1,96}");

    private final URI uri;
    private final String sessionId;

    private StreamUrl(URI uri, String sessionId) {
        this.uri = uri;
        this.sessionId = sessionId;
    }

    /** A URL we may connect to, or the reason why not. */
    public sealed interface Parsed {
        record Accepted(StreamUrl url) implements Parsed {}

        /** {@code reason} says what was expected and repeats nothing of the URL. */
        record Refused(String reason) implements Parsed {}
    }

    /** Accepts exactly the form the service documents, for exactly this session at exactly this endpoint. */
    public static Parsed parse(String text, StreamEndpoint endpoint, String sessionId) {
        if (!SESSION_ID.matcher(sessionId).matches()) {
            return new Parsed.Refused("the session id has characters that no session id has");
        }
        if (text.length() > MAX_LENGTH) {
            return new Parsed.Refused("the stream URL is longer than " + MAX_LENGTH + " characters");
        }
        try {
            return check(new URI(text), endpoint, sessionId);
        } catch (URISyntaxException e) {
            return new Parsed.Refused("the stream URL is not a URL");
        }
    }

    private static Parsed check(URI uri, StreamEndpoint endpoint, String sessionId) {
        // The raw authority: a user, a port, an escape or a trailing dot all make it differ from the expected host.
        var origin = uri.getScheme() + "://" + uri.getRawAuthority();
        if (!origins(endpoint).contains(origin)) {
            return new Parsed.Refused(
                    "the stream URL does not lead to " + origins(endpoint).getFirst());
        }
        if (!(PATH + sessionId).equals(uri.getRawPath())) {
            return new Parsed.Refused("the path of the stream URL is not that of the session's data channel");
        }
        if (uri.getRawFragment() != null) {
            return new Parsed.Refused("the stream URL has a fragment");
        }
        return new Parsed.Accepted(new StreamUrl(connectedTo(uri, origin, endpoint), sessionId));
    }

    private static URI connectedTo(URI uri, String origin, StreamEndpoint endpoint) {
        return endpoint instanceof StreamEndpoint.Instead instead
                ? URI.create("wss://" + instead.host() + uri.toString().substring(origin.length()))
                : uri;
    }

    private static List<String> origins(StreamEndpoint endpoint) {
        return switch (endpoint) {
            case StreamEndpoint.Aws(var region, var suffixes) ->
                suffixes.stream()
                        .flatMap(suffix -> Stream.of(
                                "wss://ssmmessages." + region + "." + suffix,
                                "wss://ssmmessages-fips." + region + "." + suffix))
                        .toList();
            case StreamEndpoint.Instead(var named, var host) ->
                Stream.concat(origins(named).stream(), Stream.of("wss://" + host))
                        .toList();
            case StreamEndpoint.Exactly(var origin) ->
                List.of(origin.getScheme() + "://" + origin.getHost() + ":" + origin.getPort());
        };
    }

    /** What is connected to. */
    public URI uri() {
        return uri;
    }

    public String sessionId() {
        return sessionId;
    }

    @Override
    public String toString() {
        return uri.toString();
    }
}
