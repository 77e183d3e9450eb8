package sallyport.aws;

import java.net.URI;
import java.time.Clock;
import java.util.Map;
import java.util.stream.Collectors;
import sallyport.ssm.UpgradeSigner;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/** Signature Version 4 in headers for the WebSocket upgrade of a data channel. */
final class SignedUpgrade implements UpgradeSigner {
    private static final String SERVICE = "ssmmessages";
    private static final AwsV4HttpSigner SIGNER = AwsV4HttpSigner.create();

    private final AwsCredentials credentials;
    private final String region;
    private final Clock clock;

    SignedUpgrade(AwsCredentials credentials, String region, Clock clock) {
        this.credentials = credentials;
        this.region = region;
        this.clock = clock;
    }

    @Override
    public Map<String, String> sign(URI uri) {
        var upgrade = SdkHttpRequest.builder()
                .method(SdkHttpMethod.GET)
                .uri(overHttp(uri))
                .build();
        var signed = SIGNER.sign(request -> request.identity(credentials)
                .request(upgrade)
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, SERVICE)
                .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                .putProperty(HttpSigner.SIGNING_CLOCK, clock));
        return signed.request().headers().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, header -> String.join(",", header.getValue())));
    }

    /** The signer knows HTTP only; the scheme takes no part in the signature but decides the default port. */
    private static URI overHttp(URI uri) {
        var scheme = uri.getScheme().equals("wss") ? "https" : "http";
        return URI.create(scheme + uri.toString().substring(uri.getScheme().length()));
    }
}
