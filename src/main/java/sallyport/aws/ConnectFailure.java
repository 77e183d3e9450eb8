package sallyport.aws;

import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/**
 * Tells the exceptions after which a request certainly never left this machine: no connection came about, or we refused
 * the peer's certificate. What could also be thrown after the first byte of the request is not among them.
 */
final class ConnectFailure {
    private ConnectFailure() {}

    /** Why no connection came about, in words; empty if there may have been one. */
    static Optional<String> reason(Throwable error) {
        return Stream.<Throwable>iterate(error, cause -> cause != null, Throwable::getCause)
                .flatMap(cause -> words(cause).stream())
                .findFirst();
    }

    private static Optional<String> words(Throwable cause) {
        return switch (cause) {
            case UnknownHostException _ -> Optional.of("its name does not resolve");
            case NoRouteToHostException _ -> Optional.of("there is no route to it");
            case ConnectTimeoutException _ -> Optional.of("it does not answer to a connection");
            case ConnectException _ -> Optional.of("it refuses the connection");
            case ConnectionRequestTimeoutException _ -> Optional.of("all our connections are in use");
            case SSLPeerUnverifiedException _ -> Optional.of("its certificate is for another name");
            case CertificateException _ -> Optional.of("its certificate is not trusted");
            default -> Optional.empty();
        };
    }
}
