package sallyport.sandbox.slack.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** The page's static files: our own, and two webjars. Nothing else of the classpath can be asked for. */
final class Assets {
    private static final int NOT_FOUND = 404;
    private static final String WEBJARS = "/META-INF/resources/webjars/";
    private static final String JAVASCRIPT = "text/javascript; charset=utf-8";

    private record Asset(String resource, String contentType) {}

    private static final Map<String, Asset> ASSETS = Map.of(
            "htmx.js", new Asset(WEBJARS + "htmx.org/2.0.10/dist/htmx.min.js", JAVASCRIPT),
            "sse.js", new Asset(WEBJARS + "htmx-ext-sse/2.2.2/sse.js", JAVASCRIPT),
            "sandbox.js", new Asset("/sandbox/sandbox.js", JAVASCRIPT),
            "sandbox.css", new Asset("/sandbox/sandbox.css", "text/css; charset=utf-8"),
            "emoji.svg", new Asset("/sandbox/emoji.svg", "image/svg+xml"),
            "icon.svg", new Asset("/sandbox/icon.svg", "image/svg+xml"));

    private Assets() {}

    static void routes(RoutesConfig routes) {
        routes.get("/static/{name}", Assets::serve);
    }

    private static void serve(Context context) throws IOException {
        var asset = Optional.ofNullable(ASSETS.get(context.pathParam("name")));
        if (asset.isEmpty()) {
            context.status(NOT_FOUND);
            return;
        }
        try (var content = Assets.class.getResourceAsStream(asset.get().resource())) {
            if (content == null) {
                throw new IOException(
                        "missing from the classpath: " + asset.get().resource());
            }
            context.contentType(asset.get().contentType()).result(content.readAllBytes());
        }
    }
}
