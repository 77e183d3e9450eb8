package sallyport.sandbox.aws;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.sandbox.aws.api.ApiAnswer;
import sallyport.sandbox.aws.api.ApiRequest;
import sallyport.sandbox.aws.api.AwsApi;
import sallyport.sandbox.aws.api.LiveTailSession;
import sallyport.sandbox.aws.wire.EventStream;

/**
 * Carries API calls between HTTP and the services: a POST to the root, or, in the protocol Smithy RPC v2, to a path
 * that names the operation.
 */
final class ApiRoute {
    private static final Logger LOG = LoggerFactory.getLogger(ApiRoute.class);

    private final AwsApi api;

    ApiRoute(AwsApi api) {
        this.api = api;
    }

    void mount(JavalinConfig config) {
        config.routes.post("/", context -> send(context, api.answer(request(context, context.body()))));
        config.routes.post("/service/{service}/operation/{operation}", this::serveCbor);
    }

    private void serveCbor(Context context) {
        var body = ByteBuffer.wrap(context.bodyAsBytes());
        var request = request(context, body.remaining() + " bytes of CBOR");
        send(context, api.answerCbor(context.pathParam("service"), context.pathParam("operation"), request, body));
    }

    private static ApiRequest request(Context context, String body) {
        return new ApiRequest(
                header(context, "X-Amz-Target"),
                header(context, "Content-Type"),
                header(context, "Authorization"),
                header(context, "X-Amz-Date"),
                body);
    }

    private static void send(Context context, ApiAnswer answer) {
        switch (answer) {
            case ApiAnswer.Response(var status, var contentType, var requestId, var body) ->
                context.status(status)
                        .contentType(contentType)
                        .header("x-amzn-RequestId", requestId)
                        .result(body);
            case ApiAnswer.Bytes(var status, var contentType, var requestId, var headers, var body) -> {
                var bytes = new byte[body.remaining()];
                body.duplicate().get(bytes);
                headers.forEach(context::header);
                context.status(status)
                        .contentType(contentType)
                        .header("x-amzn-RequestId", requestId)
                        .result(bytes);
            }
            case ApiAnswer.Events(var requestId, var session) -> stream(context, requestId, session);
            case ApiAnswer.Withheld() -> breakConnection(context);
        }
    }

    /** Writes messages as they come, until the session is over or the client has gone. */
    private static void stream(Context context, String requestId, LiveTailSession session) {
        context.status(200).contentType(EventStream.CONTENT_TYPE).header("x-amzn-RequestId", requestId);
        try (session;
                var out = Channels.newChannel(context.res().getOutputStream())) {
            for (var message = session.next(); message.isPresent(); message = session.next()) {
                out.write(message.get());
                context.res().flushBuffer();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException gone) {
            LOG.debug("sandbox.aws.live_tail_reader_gone", gone);
        }
    }

    private static void breakConnection(Context context) {
        ServletContextRequest.getServletContextRequest(context.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close();
    }

    static Optional<String> header(Context context, String name) {
        return Optional.ofNullable(context.header(name));
    }
}
