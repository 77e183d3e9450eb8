package sallyport.sandbox.slack.api;

import io.javalin.http.Context;
import java.io.IOException;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;

/** Breaks a connection as a failing network does. */
final class Connections {
    private Connections() {}

    /** Closes the caller's connection; whatever was done stays done and no answer arrives. */
    static void abort(Context context) {
        ServletContextRequest.getServletContextRequest(context.req())
                .getConnectionMetaData()
                .getConnection()
                .getEndPoint()
                .close(new IOException("the answer was dropped on purpose"));
    }
}
