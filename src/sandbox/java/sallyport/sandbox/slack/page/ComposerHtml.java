package sallyport.sandbox.slack.page;

import java.util.Optional;
import sallyport.sandbox.slack.dispatch.Dispatcher;
import sallyport.sandbox.slack.workspace.Json;
import sallyport.sandbox.slack.workspace.Seed;

/** The box people type in. Enter sends; a leading slash brings up the command's usage. */
final class ComposerHtml {
    /** What Slack shows beside the command; the manifest's usage hint, shortened to a row. */
    private static final String USAGE =
            "exec web \"uname -a\"  \u00b7  logs web  \u00b7  tasks web  \u00b7  status  \u00b7  help";

    private ComposerHtml() {}

    static Html render(PageState state, Optional<String> thread) {
        var vals = Json.object()
                .put("user", state.viewer().id())
                .put("channel", state.channel().id());
        thread.ifPresent(ts -> vals.put("thread_ts", ts));
        var place = thread.isPresent() ? "thread-composer" : "composer";
        var box = Html.el("textarea", "composer-box")
                .attr("name", "text")
                .attr("rows", "1")
                .attr("autocomplete", "off")
                .attr("spellcheck", "false")
                .attr("placeholder", placeholder(state, thread))
                .attr("aria-label", placeholder(state, thread))
                .flag("autofocus", thread.isEmpty())
                .testId(place);
        var send = Html.el("button", "send", "\u27a4")
                .attr("type", "submit")
                .attr("aria-label", "Send now")
                .testId(place + "-send");
        return Html.el("form", "composer", suggestion(thread), box, Html.el("div", "composer-bar", tips(thread), send))
                .attr("hx-post", "/ui/send")
                .attr("hx-vals", vals)
                .attr("hx-swap", "none");
    }

    private static String placeholder(PageState state, Optional<String> thread) {
        if (thread.isPresent()) {
            return "Reply\u2026";
        }
        return "Message "
                + (state.channel().isDirect()
                        ? "Sallyport"
                        : "#" + state.channel().name());
    }

    private static Html suggestion(Optional<String> thread) {
        var row = Html.el("div", "suggestion").flag("hidden", true).testId("suggestion");
        if (thread.isPresent()) {
            return row.add(Html.el("span", "usage", "Slash commands do not work in threads; start with ! instead."));
        }
        return row.attr("role", "button")
                .attr("data-insert", Dispatcher.COMMAND + " ")
                .add(
                        Avatar.small(Seed.BOT_ID, "Sallyport"),
                        Html.el("span", "command", Dispatcher.COMMAND),
                        Html.el("span", "usage", USAGE),
                        Html.el("span", "suggestion-app", "Sallyport"));
    }

    private static Html tips(Optional<String> thread) {
        var tip = thread.isPresent()
                ? "Talk here; commands are typed in the channel"
                : "/ecs asks Sallyport; /ecs help lists what it can do";
        return Html.el("span", "tip", tip);
    }
}
