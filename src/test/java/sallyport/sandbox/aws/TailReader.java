package sallyport.sandbox.aws;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.async.SdkPublisher;
import software.amazon.awssdk.core.client.config.SdkAdvancedClientOption;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsAsyncClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.LiveTailSessionLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.LiveTailSessionStart;
import software.amazon.awssdk.services.cloudwatchlogs.model.LiveTailSessionUpdate;
import software.amazon.awssdk.services.cloudwatchlogs.model.StartLiveTailRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.StartLiveTailResponseHandler;
import software.amazon.awssdk.services.cloudwatchlogs.model.StartLiveTailResponseStream;

/** A Live Tail session as the AWS SDK for Java reads it, by its asynchronous client on Netty. */
final class TailReader implements AutoCloseable {
    private final CloudWatchLogsAsyncClient client;
    private final AtomicReference<LiveTailSessionStart> start = new AtomicReference<>();
    private final List<LiveTailSessionUpdate> updates = new CopyOnWriteArrayList<>();
    /** Kept only because it must not be thrown away: {@link #end} tells all that it would. */
    private final AtomicReference<CompletableFuture<Void>> reading = new AtomicReference<>();

    private final CompletableFuture<Void> end;

    TailReader(StartedAws aws, StartLiveTailRequest request) {
        this.client = client(aws);
        var handler = StartLiveTailResponseHandler.builder()
                .onEventStream(
                        (SdkPublisher<StartLiveTailResponseStream> stream) -> reading.set(stream.subscribe(this::take)))
                .build();
        this.end = client.startLiveTail(request, handler);
    }

    static CloudWatchLogsAsyncClient client(StartedAws aws) {
        return CloudWatchLogsAsyncClient.builder()
                .region(Region.US_EAST_1)
                .endpointOverride(aws.aws().endpoint())
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDEXAMPLE", "secret")))
                .httpClientBuilder(NettyNioAsyncHttpClient.builder())
                .overrideConfiguration(configuration ->
                        // The operation's host prefix, stream-, does not go with an address.
                        configuration.putAdvancedOption(SdkAdvancedClientOption.DISABLE_HOST_PREFIX_INJECTION, true))
                .build();
    }

    private void take(StartLiveTailResponseStream message) {
        switch (message) {
            case LiveTailSessionStart started -> start.set(started);
            case LiveTailSessionUpdate update -> updates.add(update);
            default -> throw new AssertionError("unexpected " + message);
        }
    }

    LiveTailSessionStart start() {
        return start.get();
    }

    List<LiveTailSessionUpdate> updates() {
        return updates;
    }

    List<String> messages() {
        return updates.stream()
                .flatMap(update -> update.sessionResults().stream())
                .map(LiveTailSessionLogEvent::message)
                .toList();
    }

    /** Completes when the session is over, by its error if it has one. */
    CompletableFuture<Void> end() {
        return end;
    }

    /** Closes the connection, which is how a client ends a session. */
    @Override
    public void close() {
        client.close();
    }
}
