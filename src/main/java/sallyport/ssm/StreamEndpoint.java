package sallyport.ssm;

import java.net.URI;
import java.util.regex.Pattern;

/** Where a stream URL may lead. Chosen from configuration, never from what a service answered. */
public sealed interface StreamEndpoint {
    /**
     * The public endpoints of one Region, FIPS included: {@code wss} on the default port.
     *
     * @param dnsSuffix of the partition, such as {@code amazonaws.com} or {@code amazonaws.com.cn}
     */
    record Aws(String region, String dnsSuffix) implements StreamEndpoint {
        private static final Pattern REGION = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)+");
        private static final Pattern SUFFIX = Pattern.compile("[a-z0-9-]+(\\.[a-z0-9-]+)+");

        /** @throws IllegalArgumentException if either does not look like what it is called */
        public Aws {
            if (!REGION.matcher(region).matches() || !SUFFIX.matcher(dnsSuffix).matches()) {
                throw new IllegalArgumentException("not a Region and a DNS suffix: " + region + ", " + dnsSuffix);
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
