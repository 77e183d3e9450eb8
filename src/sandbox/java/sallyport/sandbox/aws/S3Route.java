package sallyport.sandbox.aws;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import io.javalin.http.NotFoundResponse;
import java.util.List;
import java.util.Optional;
import sallyport.sandbox.aws.api.AwsApi;
import sallyport.sandbox.aws.api.S3Answer;
import sallyport.sandbox.aws.api.S3Request;

/** Carries what is asked of S3, whose paths are buckets, so that any path can be one that no other route has taken. */
final class S3Route {
    private static final List<HandlerType> METHODS =
            List.of(HandlerType.GET, HandlerType.HEAD, HandlerType.PUT, HandlerType.POST, HandlerType.DELETE);

    private final AwsApi api;

    S3Route(AwsApi api) {
        this.api = api;
    }

    /** To be called after the other routes, since of those that fit the first is taken. */
    void mount(JavalinConfig config) {
        METHODS.forEach(method -> config.routes.addHttpHandler(method, "/*", this::serve));
    }

    private void serve(Context context) {
        send(context, api.answerS3(request(context)).orElseThrow(NotFoundResponse::new));
    }

    private static S3Request request(Context context) {
        return new S3Request(
                context.method().name(),
                context.path(),
                Optional.ofNullable(context.queryString()).orElse(""),
                ApiRoute.header(context, "Authorization"),
                ApiRoute.header(context, "X-Amz-Date"),
                ApiRoute.header(context, "x-amz-content-sha256"),
                ApiRoute.header(context, "x-amz-expected-bucket-owner"));
    }

    private static void send(Context context, S3Answer answer) {
        context.status(answer.status())
                .contentType("application/xml")
                .header("x-amz-request-id", answer.requestId())
                .header("x-amz-id-2", answer.hostId())
                .result(answer.xml());
    }
}
