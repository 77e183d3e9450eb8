package sallyport.ssm;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/** Where a stream URL may lead. Chosen from configuration, never from what a service answered. */
public sealed interface StreamEndpoint {
    /**
     * The public endpoints of one Region, FIPS included: {@code wss} on the default port.
     *
     * @param dnsSuffixes of the partition, such as {@code amazonaws.com} and {@code api.aws}, or
     *     {@code amazonaws.com.cn}; at least one
     */
    record Aws(String region, List<String> dnsSuffixes) implements StreamEndpoint {
        private static final Pattern REGION = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)+");
        private static final Pattern NAME = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)+");

        /** @throws IllegalArgumentException if one does not look like what it is called */
        public Aws {
            dnsSuffixes = List.copyOf(dnsSuffixes);
            if (!REGION.matcher(region).matches()
                    || dnsSuffixes.isEmpty()
                    || !dnsSuffixes.stream()
                            .allMatch(suffix -> NAME.matcher(suffix).matches())) {
                throw new IllegalArgumentException("not a Region and its DNS suffixes: " + region + ", " + dnsSuffixes);
            }
        }
    }

    /**
     * What the service names is checked as for {@code named}, and then this host is connected to on its behalf: a
     * private endpoint, or that of FIPS. Path and query stay as they are.
     */
    record Instead(Aws named, String host) implements StreamEndpoint {
        /** @throws IllegalArgumentException if the host is not a plain name of several parts */
        public Instead {
            if (!Aws.NAME.matcher(host).matches()) {
                throw new IllegalArgumentException("not a host: " + host);
            }
        }
    }

    /** Exactly this scheme, host and port, for tests and the sandbox; only here may the scheme be {@code ws}. */
    record Exactly(URI origin) implements StreamEndpoint {
        /** @throws IllegalArgumentException if the origin is not {@code ws} or {@code wss}, a host and a port */
        public Exactly {
            var webSocket = "ws".equals(origin.getScheme()) || "wss".equals(origin.getScheme());
            if (!webSocket || origin.getHost() == null || origin.getPort() < 1) {
                throw new IllegalArgumentException("an origin is ws or wss, a host and a port: " + origin);
            }
        }
    }
}
