package sallyport.sandbox.slack.page;

import sallyport.sandbox.slack.workspace.View;
import sallyport.sandbox.slack.workspace.Workspace;

/** Open modals, the visible one last, and the Home tab. */
final class ModalHtml {
    private final Workspace workspace;
    private final BlockHtml blocks;
    private final Texts texts;

    ModalHtml(Workspace workspace, BlockHtml blocks, Texts texts) {
        this.workspace = workspace;
        this.blocks = blocks;
        this.texts = texts;
    }

    /** Modals underneath are there but hidden, so that what was typed in them is kept. */
    Html stack(String user) {
        var stack = workspace.views().stack(user);
        return Html.fragment().addAll(stack.stream().map(view -> modal(view, view.equals(stack.getLast()))));
    }

    private Html modal(View view, boolean onTop) {
        var close = view.content().has("close") ? texts.plain(view.content().path("close")) : "Cancel";
        var buttons = Html.el(
                "footer", "modal-buttons", closing(view, "button plain", close).testId("modal-cancel"));
        if (view.content().has("submit")) {
            buttons.add(
                    Html.el("button", "button primary", texts.of(view.content().path("submit")))
                            .attr("type", "submit")
                            .testId("modal-submit"));
        }
        var title = Html.el("h2", "modal-title", texts.of(view.content().path("title")))
                .testId("modal-title");
        var cross = closing(view, "cross", "\u00d7").attr("aria-label", "Close").testId("modal-close");
        var form = Html.el(
                        "form",
                        "modal",
                        Html.el("header", "modal-header", title, cross),
                        Html.el("div", "modal-body", blocks.render(view.blocks(), Surface.view(view), view.errors())),
                        buttons)
                .attr("role", "dialog")
                .attr("aria-modal", "true")
                .attr("aria-label", texts.plain(view.content().path("title")))
                .attr("hx-post", "/ui/submit")
                .attr("hx-vals", Surface.view(view).address())
                .attr("hx-swap", "none")
                .attr("hx-disabled-elt", "find [type=submit]")
                .testId("modal");
        return Html.el("div", "overlay", form)
                .flag("hidden", !onTop)
                .attr("id", "view-" + view.id())
                .attr("data-version", view.hash() + view.errors().hashCode() + onTop);
    }

    private static Html closing(View view, String cssClass, String text) {
        return Html.el("button", cssClass, text)
                .attr("type", "button")
                .attr("hx-post", "/ui/close")
                .attr("hx-vals", Surface.view(view).address())
                .attr("hx-swap", "none");
    }

    Html home(String user) {
        return workspace
                .views()
                .home(user)
                .map(view -> Html.el(
                                "form", "home-form", blocks.render(view.blocks(), Surface.view(view), view.errors()))
                        .testId("home-view"))
                .orElseGet(() -> Html.el("p", "nothing", "The app has not published its Home tab yet.")
                        .attr("id", "no-home"));
    }
}
