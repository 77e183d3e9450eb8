package sallyport.sandbox.aws;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import sallyport.sandbox.aws.api.ApiAnswer;
import sallyport.sandbox.aws.api.ApiRequest;
import sallyport.sandbox.aws.api.AwsApi;

/** Carries API calls between HTTP and the services: all of them are a POST to the root. */
final class ApiRoute {
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
            case ApiAnswer.Withheld() -> breakConnection(context);
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
