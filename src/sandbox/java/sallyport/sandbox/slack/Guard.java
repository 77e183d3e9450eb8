package sallyport.sandbox.slack;

import io.javalin.http.Context;
import io.javalin.http.HandlerType;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Keeps other web pages in the reader's browser out. A foreign {@code Host} (DNS rebinding) or {@code Origin} is
 * refused everywhere; {@code /control} takes JSON only, which no form can send; the page's own changes need its custom
 * header, which no cross-site request can carry without permission.
 */
final class Guard {
    private static final int FORBIDDEN = 403;
    private static final int UNSUPPORTED_MEDIA_TYPE = 415;
    private static final String PAGE_HEADER = "HX-Request";

    private final Set<String> hosts;
    private final Set<String> origins;

    Guard(int port) {
        this.hosts = Set.of("127.0.0.1:" + port, "localhost:" + port);
        this.origins = Set.of("http://127.0.0.1:" + port, "http://localhost:" + port);
    }

    void check(Context context) {
        var origin = header(context, "Origin");
        if (header(context, "Host").filter(hosts::contains).isEmpty()) {
            refuse(context, FORBIDDEN, "foreign Host: open this page as http://127.0.0.1");
        } else if (origin.isPresent() && !origins.contains(origin.get())) {
            refuse(context, FORBIDDEN, "foreign Origin");
        } else if (isChange(context, "/control/") && !isJson(context)) {
            refuse(context, UNSUPPORTED_MEDIA_TYPE, "the control API takes application/json");
        } else if (isChange(context, "/ui/") && !isFromPage(context, origin)) {
            refuse(context, FORBIDDEN, "only the page itself may do this");
        }
    }

    private static boolean isFromPage(Context context, Optional<String> origin) {
        return origin.isPresent() && header(context, PAGE_HEADER).isPresent();
    }

    private static boolean isChange(Context context, String prefix) {
        return context.method().equals(HandlerType.POST) && context.path().startsWith(prefix);
    }

    private static boolean isJson(Context context) {
        var type = header(context, "Content-Type").orElse("").toLowerCase(Locale.ROOT);
        return type.equals("application/json") || type.startsWith("application/json;");
    }

    private static Optional<String> header(Context context, String name) {
        return Optional.ofNullable(context.header(name));
    }

    private static void refuse(Context context, int status, String sentence) {
        context.status(status)
                .contentType("text/plain; charset=utf-8")
                .result(sentence + "\n")
                .skipRemainingHandlers();
    }
}
