package sallyport.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.HttpResponseException;
import org.eclipse.jetty.server.HttpConfiguration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What both ports have in common. */
final class Listening {
    private static final Logger LOG = LoggerFactory.getLogger(Listening.class);

    private Listening() {}

    static void prepare(JavalinConfig config, int maxHeaders) {
        config.startup.showJavalinBanner = false;
        config.startup.showOldJavalinVersionWarning = false;
        config.startup.startupWatcherEnabled = false;
        config.concurrency.useVirtualThreads = true;
        config.jetty.modifyHttpConfiguration(http -> quiet(http, maxHeaders));
        config.routes.exception(HttpResponseException.class, (e, context) -> context.status(e.getStatus()));
        config.routes.exception(Exception.class, (e, context) -> {
            LOG.error("http.failed path={}", context.path(), e);
            context.status(500);
        });
    }

    private static void quiet(HttpConfiguration http, int maxHeaders) {
        http.setRequestHeaderSize(maxHeaders);
        http.setSendServerVersion(false);
        http.setSendXPoweredBy(false);
    }
}
