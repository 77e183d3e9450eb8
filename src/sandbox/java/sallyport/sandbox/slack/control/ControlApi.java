package sallyport.sandbox.slack.control;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.function.Function;
import sallyport.sandbox.slack.dispatch.Click;
import sallyport.sandbox.slack.dispatch.Dispatcher;
import sallyport.sandbox.slack.dispatch.Outcome;
import sallyport.sandbox.slack.traffic.Faults;
import sallyport.sandbox.slack.workspace.Json;
import sallyport.sandbox.slack.workspace.Workspace;
import tools.jackson.databind.node.ObjectNode;

/** What people do, for scripts. Thread-safe; a request that cannot be carried out gets one sentence and HTTP 400. */
public final class ControlApi {
    private static final int HTTP_BAD_REQUEST = 400;
    private static final String[] CLICK_FIELDS = {
        "user", "channel", "ts", "view_id", "action_id", "block_id", "value", "values"
    };

    private final Workspace workspace;
    private final Dispatcher dispatcher;
    private final FaultSwitch faults;
    private final Reports reports;
    private final Runnable reset;

    public ControlApi(
            Workspace workspace, Dispatcher dispatcher, Faults faults, AwsFaults aws, Reports reports, Runnable reset) {
        this.workspace = workspace;
        this.dispatcher = dispatcher;
        this.faults = new FaultSwitch(workspace, dispatcher, faults, aws);
        this.reports = reports;
        this.reset = reset;
    }

    public void routes(RoutesConfig routes) {
        routes.exception(BadField.class, (bad, context) -> {
            context.status(HTTP_BAD_REQUEST);
            answer(context, new Outcome(0, "", Optional.of(bad.sentence())).toJson());
        });
        post(routes, "command", this::command, "user", "channel", "text");
        post(routes, "message", this::message, "user", "channel", "thread_ts", "text");
        post(routes, "click", this::click, CLICK_FIELDS);
        post(routes, "submit", this::submit, "user", "view_id", "values");
        post(routes, "home", fields -> dispatcher.openHome(fields.user()).toJson(), "user");
        post(routes, "shortcut", this::shortcut, "user", "callback_id", "channel", "ts");
        post(routes, "options", this::options, "user", "view_id", "action_id", "text");
        post(routes, "fault", faults::turn, "side", "name", "params", "count");
        post(routes, "reset", this::reset);
        get(routes, "state", reports::state);
        get(routes, "messages", reports::messages);
        get(routes, "thread", reports::thread);
        get(routes, "views", reports::views);
        get(routes, "log", reports::log);
    }

    private ObjectNode command(Fields fields) {
        return dispatcher
                .command(fields.user(), fields.channel(), fields.typed("text"))
                .toJson();
    }

    private ObjectNode message(Fields fields) {
        var thread = fields.optionalText("thread_ts");
        var channel = fields.channel();
        if (thread.isPresent()
                && workspace.messages().find(channel.id(), thread.get()).isEmpty()) {
            throw new BadField("no message " + thread.get() + " to reply to in #" + channel.name());
        }
        var said = dispatcher.say(fields.user(), channel, thread, fields.text("text"));
        return said.outcome().toJson().put("ts", said.ts());
    }

    private ObjectNode click(Fields fields) {
        var user = fields.user();
        Click.Place place = fields.optionalText("view_id").isPresent()
                ? new Click.Place.InView(fields.view(user))
                : new Click.Place.InMessage(fields.message(user));
        var click = new Click(
                place,
                fields.text("action_id"),
                fields.optionalText("block_id"),
                fields.texts("value"),
                fields.object("values"));
        return dispatcher.click(user, click).toJson();
    }

    private ObjectNode submit(Fields fields) {
        var user = fields.user();
        return dispatcher
                .submit(user, fields.view(user), fields.object("values"))
                .toJson();
    }

    private ObjectNode shortcut(Fields fields) {
        var user = fields.user();
        var on = fields.optionalText("ts").map(ts -> fields.message(user));
        return dispatcher.shortcut(user, fields.text("callback_id"), on).toJson();
    }

    private ObjectNode options(Fields fields) {
        var user = fields.user();
        var typed = fields.optionalText("text").orElse("");
        return dispatcher
                .suggest(user, fields.view(user), fields.text("action_id"), typed)
                .toJson();
    }

    private ObjectNode reset(Fields fields) {
        reset.run();
        return Json.object().put("ok", true);
    }

    private void post(RoutesConfig routes, String name, Function<Fields, ObjectNode> action, String... known) {
        routes.post(
                "/control/" + name, context -> answer(context, action.apply(Fields.ofBody(context, workspace, known))));
    }

    private void get(RoutesConfig routes, String name, Function<Fields, ObjectNode> report) {
        routes.get("/control/" + name, context -> answer(context, report.apply(Fields.ofQuery(context, workspace))));
    }

    private static void answer(Context context, ObjectNode json) {
        context.contentType("application/json; charset=utf-8").result(Json.write(json));
    }
}
