package sallyport.sandbox.aws;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.io.IOException;
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

/** Carries API calls between HTTP and the services: all of them are a POST to the root. */
final class ApiRoute {
    private static final Logger LOG = LoggerFactory.getLogger(ApiRoute.class);

    private final AwsApi api;

    ApiRoute(AwsApi api) {
        this.api = api;
    }

    void mount(JavalinConfig config) {
        config.routes.post("/", this::serve);
    }

    private void serve(Context context) {
        var request = new ApiRequest(
                header(context, "X-Amz-Target"),
                header(context, "Content-Type"),
                header(context, "Authorization"),
                header(context, "X-Amz-Date"),
                context.body());
        switch (api.answer(request)) {
            case ApiAnswer.Response(var status, var contentType, var requestId, var body) ->
                context.status(status)
                        .contentType(contentType)
                        .header("x-amzn-RequestId", requestId)
                        .result(body);
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

    private static Optional<String> header(Context context, String name) {
        return Optional.ofNullable(context.header(name));
    }
}
