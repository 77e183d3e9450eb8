package sallyport.sandbox.slack.page;

import java.util.Locale;
import java.util.Optional;
import sallyport.sandbox.slack.workspace.Json;
import sallyport.sandbox.slack.workspace.Person;
import sallyport.sandbox.slack.workspace.Workspace;

/** The whole page around its live parts. Every live part fetches itself again when its event arrives. */
final class LayoutHtml {
    private final Workspace workspace;
    private final SidebarHtml sidebar;
    private final ConversationHtml conversation;
    private final ModalHtml modals;

    LayoutHtml(Workspace workspace, SidebarHtml sidebar, ConversationHtml conversation, ModalHtml modals) {
        this.workspace = workspace;
        this.sidebar = sidebar;
        this.conversation = conversation;
        this.modals = modals;
    }

    String render(PageState state) {
        var html = Html.el("html").attr("lang", "en").add(head(title(state)), body(state));
        return "<!doctype html>\n" + html;
    }

    static Html head(String title) {
        return Html.el("head")
                .add(
                        Html.el("meta").attr("charset", "utf-8"),
                        Html.el("meta").attr("name", "viewport").attr("content", "width=device-width, initial-scale=1"),
                        Html.el("meta")
                                .attr("name", "htmx-config")
                                .attr("content", "{\"includeIndicatorStyles\":false,\"allowEval\":false}"),
                        Html.el("title").text(title),
                        Html.el("link").attr("rel", "icon").attr("href", "/static/icon.svg"),
                        Html.el("link").attr("rel", "stylesheet").attr("href", "/static/sandbox.css"),
                        script("htmx.js"),
                        script("sse.js"),
                        script("sandbox.js"));
    }

    private static Html script(String name) {
        return Html.el("script").attr("src", "/static/" + name).flag("defer", true);
    }

    private Html body(PageState state) {
        var user = state.viewer().id();
        var columns = Html.el(
                "div", "columns" + (state.thread().isPresent() ? " with-thread" : ""), side(state), main(state));
        state.thread().ifPresent(ts -> columns.add(thread(state, ts)));
        return Html.el("body")
                .attr("hx-ext", "sse")
                .attr("sse-connect", "/ui/events?user=" + user)
                .attr("data-viewer", user)
                .add(top(state), hint(), columns, overlays(state));
    }

    private static String title(PageState state) {
        return (state.channel().isDirect() ? "Sallyport" : "#" + state.channel().name()) + " - sandbox";
    }

    private Html top(PageState state) {
        var people = Html.el("nav", "switcher").attr("aria-label", "Act as");
        people.add(Html.el("span", "switcher-label", "You are"));
        workspace.directory().people().stream()
                .filter(person -> !person.is(Person.Trait.BOT))
                .forEach(person -> people.add(switchTo(person, state)));
        var menu = Html.el("button", "side-toggle", "\u2630")
                .attr("type", "button")
                .attr("aria-label", "Channels")
                .attr("data-toggle", "side-open");
        return Html.el("header", "top", menu, Html.el("span", "top-name", "Simulated Slack"), people);
    }

    private Html switchTo(Person person, PageState state) {
        var current = person.equals(state.viewer());
        var seen = state.channel().isVisibleTo(person.id())
                ? state
                : state.at(workspace.directory().channels().getFirst());
        var target = state.home() ? state.atHome(workspace.directory().directMessage(person)) : seen;
        var link = Html.el(
                        "a",
                        "switch" + (current ? " current" : ""),
                        Avatar.small(person.id(), person.realName()),
                        Html.el("span", "switch-name", person.name()),
                        Html.el("span", "switch-role", person.role()))
                .attr("href", target.as(person).link("/"))
                .attr("title", "Act as " + person.name() + ", " + person.role())
                .testId("user-" + person.name());
        return current ? link.attr("aria-current", "true") : link;
    }

    private static Html hint() {
        var steps = Html.el("ol", "hint-steps")
                .add(
                        Html.el("li")
                                .text("Type ")
                                .add(
                                        Html.el("button", "hint-command", "/ecs exec web \"uname -a\"")
                                                .attr("type", "button")
                                                .attr("data-fill", "/ecs exec web \"uname -a\"")
                                                .testId("hint-fill"),
                                        Html.textOf(" and press Enter.")),
                        Html.el("li").text("Become alex, top right."),
                        Html.el("li").text("Approve the request, then watch its thread."));
        return Html.el(
                        "aside",
                        "hint",
                        Html.el("strong", "hint-title", "This is a sandbox: nothing leaves this machine. Try it:"),
                        steps,
                        Html.el("button", "cross", "\u00d7")
                                .attr("type", "button")
                                .attr("aria-label", "Hide this hint")
                                .attr("data-dismiss", "hint")
                                .testId("hint-close"))
                .flag("hidden", true)
                .testId("hint");
    }

    private Html side(PageState state) {
        var live = Html.el("nav", "side-live", sidebar.render(state))
                .attr("id", "sidebar")
                .attr("hx-get", state.link("/ui/sidebar"))
                .attr("hx-trigger", "sse:sidebar, refresh");
        var foot = Html.el(
                "footer",
                "side-foot",
                Html.el("a", "side-log", "Traffic log")
                        .attr("href", "/traffic")
                        .attr("target", "_blank")
                        .testId("traffic"));
        return Html.el("div", "side", Html.el("h1", "workspace", "sandbox"), live, foot);
    }

    private Html main(PageState state) {
        if (state.home()) {
            return Html.el("main", "main", channelHead(state), home(state));
        }
        var messages = Html.el("section", "messages", conversation.channel(state))
                .attr("id", "messages")
                .attr("aria-label", "Messages")
                .flag("data-keyed", true)
                .flag("data-follow", true)
                .attr("hx-get", state.link("/ui/messages"))
                .attr("hx-trigger", "sse:channel-" + state.channel().id() + ", refresh")
                .testId("messages");
        return Html.el("main", "main", channelHead(state), messages, ComposerHtml.render(state, Optional.empty()));
    }

    private Html channelHead(PageState state) {
        var channel = state.channel();
        if (channel.isDirect()) {
            return Html.el(
                    "header",
                    "channel-head",
                    Html.el("h2", "channel-name", "Sallyport"),
                    tab(state.atHome(channel), "Home", state.home()),
                    tab(state.at(channel), "Messages", !state.home()));
        }
        var app = channel.hasApp() ? "Sallyport is here" : "Sallyport is not in this channel";
        return Html.el(
                "header",
                "channel-head",
                Html.el("h2", "channel-name", "# " + channel.name()),
                Html.el("span", "channel-topic", channel.members().size() + " members \u00b7 " + app));
    }

    private static Html tab(PageState target, String name, boolean active) {
        return Html.el("a", "tab" + (active ? " active" : ""), name)
                .attr("href", target.link("/"))
                .testId("tab-" + name.toLowerCase(Locale.ROOT));
    }

    private Html home(PageState state) {
        var user = state.viewer().id();
        var live = Html.el("div", "home-live", modals.home(user))
                .attr("id", "home")
                .attr("hx-get", state.link("/ui/home"))
                .attr("hx-trigger", "sse:home-" + user + ", refresh");
        var opened = Html.el("div")
                .attr("hx-post", "/ui/open-home")
                .attr("hx-vals", Json.object().put("user", user))
                .attr("hx-trigger", "load")
                .attr("hx-swap", "none");
        return Html.el("section", "messages home", live, opened);
    }

    private Html thread(PageState state, String ts) {
        var head = Html.el(
                "header",
                "channel-head",
                Html.el("h2", "channel-name", "Thread"),
                Html.el("span", "channel-topic", "# " + state.channel().name()),
                Html.el("a", "cross", "\u00d7")
                        .attr("href", state.withoutThread().link("/"))
                        .attr("aria-label", "Close thread")
                        .testId("thread-close"));
        var replies = Html.el("section", "messages", conversation.thread(state, ts))
                .attr("id", "thread")
                .attr("aria-label", "Thread")
                .flag("data-keyed", true)
                .flag("data-follow", true)
                .attr("hx-get", state.link("/ui/thread"))
                .attr("hx-trigger", "sse:channel-" + state.channel().id() + ", refresh")
                .testId("thread");
        return Html.el("aside", "thread-pane", head, replies, ComposerHtml.render(state, Optional.of(ts)))
                .testId("thread-pane");
    }

    private Html overlays(PageState state) {
        var user = state.viewer().id();
        var live = Html.el("div", "modals", modals.stack(user))
                .attr("id", "modals")
                .flag("data-keyed", true)
                .attr("hx-get", state.link("/ui/modals"))
                .attr("hx-trigger", "sse:views-" + user + ", refresh");
        var reload =
                Html.el("div").attr("id", "reload").attr("hx-get", "/ui/reload").attr("hx-trigger", "sse:reload");
        return Html.fragment(
                live,
                reload,
                Html.el("div", "confirm-host").attr("id", "confirm"),
                Html.el("div", "toasts")
                        .attr("id", "toasts")
                        .attr("role", "status")
                        .testId("toasts"));
    }
}
