package sallyport.sandbox.slack.page;

import sallyport.sandbox.slack.workspace.Channel;
import sallyport.sandbox.slack.workspace.Person;
import sallyport.sandbox.slack.workspace.Seed;
import sallyport.sandbox.slack.workspace.Workspace;

/** Channels, the app and people, with marks on what the viewer has not read. */
final class SidebarHtml {
    private final Workspace workspace;

    SidebarHtml(Workspace workspace) {
        this.workspace = workspace;
    }

    Html render(PageState state) {
        var channels = Html.el("div", "side-list");
        workspace.directory().channels().stream()
                .filter(channel -> !channel.isDirect()
                        && channel.isVisibleTo(state.viewer().id()))
                .forEach(channel -> channels.add(entry(state.at(channel), state, "# ", channel.name())));
        var direct = workspace.directory().directMessage(state.viewer());
        var apps = Html.el("div", "side-list", app(state, direct));
        return Html.fragment(
                heading("Channels"), channels, heading("Apps"), apps, heading("People in this sandbox"), people(state));
    }

    private static Html heading(String text) {
        return Html.el("h2", "side-heading", text);
    }

    private Html app(PageState state, Channel direct) {
        var entry = entry(state.at(direct), state, "", "Sallyport").testId("app-sallyport");
        return entry.attr("href", state.atHome(direct).link("/"));
    }

    private Html entry(PageState target, PageState state, String sign, String name) {
        var channel = target.channel().id();
        var active = channel.equals(state.channel().id());
        var unread = active ? 0 : workspace.readMarks().unread(state.viewer().id(), channel);
        var entry = Html.el("a", "side-entry" + (active ? " active" : "") + (unread > 0 ? " unread" : ""))
                .attr("href", target.link("/"))
                .testId("channel-" + name);
        if (sign.isEmpty()) {
            entry.add(Avatar.small(Seed.BOT_ID, name));
        }
        entry.add(Html.el("span", "side-name", sign + name));
        return unread > 0
                ? entry.add(Html.el("span", "badge", Long.toString(unread)).testId("unread-" + name))
                : entry;
    }

    private Html people(PageState state) {
        var list = Html.el("div", "side-list");
        workspace.directory().people().stream()
                .filter(person -> !person.is(Person.Trait.BOT))
                .forEach(person -> list.add(Html.el(
                        "span",
                        "side-entry person",
                        Avatar.small(person.id(), person.realName()),
                        Html.el("span", "side-name", person.name() + (person.equals(state.viewer()) ? " (you)" : "")),
                        Html.el("span", "side-role", person.role()))));
        return list;
    }
}
