package sallyport.sandbox.aws;

import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.ForbiddenResponse;
import java.util.Optional;
import java.util.function.IntSupplier;
import sallyport.sandbox.aws.wire.Door;

/** Puts the door before every route, WebSocket upgrades and unknown paths included. */
final class FrontDoor {
    private final IntSupplier port;

    FrontDoor(IntSupplier port) {
        this.port = port;
    }

    void guard(JavalinConfig config) {
        config.routes.before(this::check);
        config.routes.wsBeforeUpgrade(this::check);
    }

    private void check(Context context) {
        new Door(port.getAsInt())
                .refusal(Optional.ofNullable(context.header("Host")), Optional.ofNullable(context.header("Origin")))
                .ifPresent(reason -> {
                    throw new ForbiddenResponse(reason);
                });
    }
}
