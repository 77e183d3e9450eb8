package sallyport.sandbox.slack.page;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import sallyport.sandbox.slack.workspace.Json;
import sallyport.sandbox.slack.workspace.Message;
import sallyport.sandbox.slack.workspace.Timestamps;
import sallyport.sandbox.slack.workspace.Workspace;
import tools.jackson.databind.JsonNode;

/** One message in a channel or thread. */
final class MessageHtml {
    private final Workspace workspace;
    private final BlockHtml blocks;
    private final Texts texts;
    private final SlackDate dates;

    MessageHtml(Workspace workspace, BlockHtml blocks, Texts texts, SlackDate dates) {
        this.workspace = workspace;
        this.blocks = blocks;
        this.texts = texts;
        this.dates = dates;
    }

    /** @param continued whether it follows another message of its author and needs no name of its own */
    Html render(Message message, PageState state, boolean continued, boolean inThreadPane) {
        var html = Html.el("article", "message" + (continued ? " continued" : "") + kind(message))
                .attr("id", (inThreadPane ? "thread-" : "message-") + message.ts())
                .attr("data-ts", message.ts())
                .testId("message");
        html.add(continued ? gutterTime(message) : Avatar.of(message.user(), name(message)));
        var body = Html.el("div", "message-body");
        if (message.onlyFor().isPresent()) {
            body.add(Html.el("div", "only-you", "Only visible to you").testId("ephemeral"));
        }
        if (!continued) {
            body.add(heading(message));
        }
        body.add(content(message, state)).addAll(message.files().valueStream().map(MessageHtml::file));
        if (!inThreadPane && message.onlyFor().isEmpty()) {
            replies(message, state).ifPresent(body::add);
            html.add(Html.el(
                    "div",
                    "hover-bar",
                    threadLink(message, state, "Reply in thread")
                            .attr("class", "hover-button")
                            .testId("reply-in-thread")));
        }
        return html.add(body).attr("data-version", version(html));
    }

    private static String kind(Message message) {
        return message.onlyFor().isPresent() ? " ephemeral" : "";
    }

    private String name(Message message) {
        return workspace.directory().nameOf(message.user());
    }

    private Html heading(Message message) {
        var heading = Html.el(
                "div", "heading", Html.el("span", "author", name(message)).testId("author"));
        if (message.isByApp()) {
            heading.add(Html.el("span", "app-badge", "APP"));
        }
        return heading.add(time(message, "timestamp"));
    }

    private Html gutterTime(Message message) {
        return Html.el("div", "gutter", time(message, "gutter-time"));
    }

    private Html time(Message message, String cssClass) {
        var moment = Timestamps.instantOf(message.ts());
        return Html.el("time", cssClass, dates.time(moment)).attr("datetime", moment.toString());
    }

    private Html content(Message message, PageState state) {
        var surface = Surface.message(state.viewer().id(), message);
        var content = message.blocks().isEmpty()
                ? Html.el("div", "text", texts.message(message.text()))
                : blocks.render(message.blocks(), surface, Map.of());
        return message.editedTs().isPresent() && message.blocks().isEmpty()
                ? content.add(Html.el("span", "edited", " (edited)"))
                : content;
    }

    private static Html file(JsonNode file) {
        var name = Html.el("a", "file-name", Json.text(file, "title").orElse("file"))
                .attr("href", "/files/" + file.path("id").asString(""))
                .attr("target", "_blank");
        var size = Html.el("span", "file-size", file.path("size").asInt(0) + " bytes");
        return Html.el("div", "file", Html.el("span", "file-icon", "TXT"), Html.el("div", "file-text", name, size))
                .testId("file");
    }

    private Optional<Html> replies(Message message, PageState state) {
        var replies = workspace.messages().replies(message);
        if (replies.isEmpty()) {
            return Optional.empty();
        }
        var count = replies.size() == 1 ? "1 reply" : replies.size() + " replies";
        var link = threadLink(message, state, "").attr("class", "replies").testId("replies");
        repliers(replies)
                .forEach(user ->
                        link.add(Avatar.small(user, workspace.directory().nameOf(user))));
        var latest = Timestamps.instantOf(replies.getLast().ts());
        return Optional.of(link.add(
                Html.el("span", "reply-count", count),
                Html.el(
                        "span",
                        "last-reply",
                        "Last reply " + dates.day(latest).toLowerCase(Locale.ROOT) + " at " + dates.time(latest))));
    }

    private static List<String> repliers(List<Message> replies) {
        return replies.stream().map(Message::user).distinct().limit(5).toList();
    }

    private static Html threadLink(Message message, PageState state, String text) {
        return Html.el("a").attr("href", state.inThread(message.ts()).link("/")).text(text);
    }

    /** Changes when anything in the message does; the page keeps what has not changed. */
    private static String version(Html html) {
        return Integer.toHexString(html.toString().hashCode());
    }
}
