package sallyport.sandbox.slack.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.BadRequestResponse;
import io.javalin.http.Context;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import sallyport.sandbox.slack.dispatch.Click;
import sallyport.sandbox.slack.dispatch.Dispatcher;
import sallyport.sandbox.slack.dispatch.Outcome;
import sallyport.sandbox.slack.workspace.Json;
import sallyport.sandbox.slack.workspace.Message;
import sallyport.sandbox.slack.workspace.Person;
import sallyport.sandbox.slack.workspace.View;
import sallyport.sandbox.slack.workspace.Workspace;
import tools.jackson.databind.JsonNode;

/** What the page posts when somebody types, clicks or submits. Failures come back as a toast. */
final class PageActions {
    private final Workspace workspace;
    private final Dispatcher dispatcher;
    private final Texts texts;

    PageActions(Workspace workspace, Dispatcher dispatcher, Texts texts) {
        this.workspace = workspace;
        this.dispatcher = dispatcher;
        this.texts = texts;
    }

    void routes(RoutesConfig routes) {
        routes.post("/ui/send", this::send);
        routes.post("/ui/click", this::click);
        routes.post("/ui/submit", this::submit);
        routes.post("/ui/close", context -> answer(context, dispatcher.close(user(context), view(context))));
        routes.post("/ui/open-home", context -> answer(context, dispatcher.openHome(user(context))));
        routes.post("/ui/options", this::options);
    }

    private void send(Context context) {
        var text = field(context, "text").orElse("").strip();
        var channel = workspace
                .directory()
                .channel(field(context, "channel").orElse(""))
                .orElseThrow(() -> new BadRequestResponse("no such channel"));
        var thread = field(context, "thread_ts");
        if (text.isEmpty()) {
            return;
        }
        if (!text.startsWith("/")) {
            answer(context, dispatcher.say(user(context), channel, thread, text).outcome());
        } else if (thread.isPresent()) {
            toast(context, text.split("\\s", 2)[0] + " is not supported in threads. Sorry!");
        } else {
            // The command's own failures are whispered in the channel, so no toast repeats them.
            dispatcher.command(user(context), channel, text);
        }
    }

    private void click(Context context) {
        var place = field(context, "view_id").isPresent()
                ? new Click.Place.InView(view(context))
                : new Click.Place.InMessage(message(context));
        var chosen = field(context, "from_input")
                .map(context::formParams)
                .orElse(field(context, "value").stream().toList());
        var click = new Click(
                place,
                field(context, "action_id").orElse(""),
                field(context, "block_id"),
                chosen.stream().filter(value -> !value.isEmpty()).toList(),
                InputNames.values(context.formParamMap()));
        answer(context, dispatcher.click(user(context), click));
    }

    private void submit(Context context) {
        var view = view(context);
        var outcome = dispatcher.submit(user(context), view, InputNames.values(context.formParamMap()));
        if (workspace
                .views()
                .find(view.id())
                .filter(shown -> !shown.errors().isEmpty())
                .isEmpty()) {
            answer(context, outcome);
        }
    }

    private void options(Context context) {
        var typed = context.formParamMap().entrySet().stream()
                .filter(field -> field.getKey().startsWith("input."))
                .flatMap(field -> field.getValue().stream())
                .findFirst()
                .orElse("");
        var outcome = dispatcher.suggest(
                user(context), view(context), field(context, "action_id").orElse(""), typed);
        var offered = outcome.isOk() ? Json.parse(outcome.response()).orElseGet(Json::object) : Json.object();
        context.html(Html.fragment().addAll(datalist(offered)).toString());
    }

    private Stream<Html> datalist(JsonNode answer) {
        return answer.path("options")
                .valueStream()
                .map(option -> Html.el("option")
                        .attr("value", option.path("value").asString(""))
                        .text(texts.plain(option.path("text"))));
    }

    private static void answer(Context context, Outcome outcome) {
        outcome.error().ifPresent(error -> toast(context, "Sallyport did not take that: " + error));
    }

    private static void toast(Context context, String sentence) {
        context.header("HX-Trigger", Json.write(Json.object().put("toast", ascii(sentence))));
    }

    /** A header takes no other characters. */
    private static String ascii(String text) {
        return text.replaceAll("[^ -~]", "?");
    }

    private Person user(Context context) {
        return workspace
                .directory()
                .person(field(context, "user").orElse(""))
                .orElseThrow(() -> new BadRequestResponse("no such user"));
    }

    private View view(Context context) {
        return workspace
                .views()
                .find(field(context, "view_id").orElse(""))
                .orElseThrow(() -> new BadRequestResponse("this view is no longer open"));
    }

    private Message message(Context context) {
        return workspace
                .messages()
                .find(field(context, "channel").orElse(""), field(context, "ts").orElse(""))
                .orElseThrow(() -> new BadRequestResponse("this message is gone"));
    }

    private static Optional<String> field(Context context, String name) {
        List<String> given = context.formParams(name);
        return given.stream().findFirst().filter(value -> !value.isEmpty());
    }
}
