package sallyport.sandbox.slack.page;

import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.ZoneId;
import java.util.Optional;
import sallyport.sandbox.slack.dispatch.Dispatcher;
import sallyport.sandbox.slack.traffic.TrafficLog;
import sallyport.sandbox.slack.workspace.StoredFile;
import sallyport.sandbox.slack.workspace.Workspace;

/** The page at {@code /}: what people see, what they post, and the live parts it fetches again. Thread-safe. */
public final class Page {
    private static final int NOT_FOUND = 404;
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
            + "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    /** Digits of a timestamp after its dot, which a permalink leaves out. */
    private static final int MICRO_DIGITS = 6;

    private final Workspace workspace;
    private final TrafficLog log;
    private final SidebarHtml sidebar;
    private final ConversationHtml conversation;
    private final ModalHtml modals;
    private final LayoutHtml layout;
    private final PageActions actions;
    private final LiveUpdates live;

    public Page(Workspace workspace, Dispatcher dispatcher, TrafficLog log) {
        this.workspace = workspace;
        this.log = log;
        var dates = new SlackDate(workspace.clock(), ZoneId.systemDefault());
        var references = new References(workspace.directory(), dates);
        var texts = new Texts(new Mrkdwn(references));
        var blocks = new BlockHtml(texts, new RichText(references), new ElementHtml(texts, workspace.directory()));
        this.sidebar = new SidebarHtml(workspace);
        this.conversation = new ConversationHtml(workspace, new MessageHtml(workspace, blocks, texts, dates), dates);
        this.modals = new ModalHtml(workspace, blocks, texts);
        this.layout = new LayoutHtml(workspace, sidebar, conversation, modals);
        this.actions = new PageActions(workspace, dispatcher, texts);
        this.live = new LiveUpdates(workspace.changes());
    }

    public void routes(RoutesConfig routes) {
        routes.before(Page::protect);
        routes.get("/", context -> {
            read(state(context));
            context.html(layout.render(state(context)));
        });
        routes.get(
                "/ui/sidebar",
                context -> context.html(sidebar.render(state(context)).toString()));
        routes.get("/ui/messages", context -> {
            read(state(context));
            context.html(conversation.channel(state(context)).toString());
        });
        routes.get("/ui/thread", this::thread);
        routes.get(
                "/ui/modals",
                context -> context.html(modals.stack(user(context)).toString()));
        routes.get(
                "/ui/home", context -> context.html(modals.home(user(context)).toString()));
        routes.get("/ui/reload", context -> context.header("HX-Refresh", "true"));
        routes.get("/ui/events", live::follow);
        routes.get("/traffic", context -> context.html(TrafficHtml.page(log.entries())));
        routes.get(
                "/ui/traffic",
                context -> context.html(TrafficHtml.table(log.entries()).toString()));
        routes.get("/archives/{channel}/{message}", this::permalink);
        routes.get("/files/{id}", this::file);
        actions.routes(routes);
        Assets.routes(routes);
    }

    private static void protect(Context context) {
        context.header("Content-Security-Policy", POLICY)
                .header("X-Content-Type-Options", "nosniff")
                .header("Referrer-Policy", "no-referrer")
                .header("Cross-Origin-Resource-Policy", "same-origin")
                .header("Cache-Control", "no-store");
    }

    private PageState state(Context context) {
        return PageState.of(context, workspace.directory());
    }

    private String user(Context context) {
        return state(context).viewer().id();
    }

    private void read(PageState state) {
        workspace.readMarks().read(state.viewer().id(), state.channel().id());
    }

    private void thread(Context context) {
        var state = state(context);
        context.html(conversation.thread(state, state.thread().orElse("")).toString());
    }

    /** Opens the message's thread, as the requester. */
    private void permalink(Context context) {
        var digits = context.pathParam("message").replaceAll("\\D", "");
        var cut = Math.max(0, digits.length() - MICRO_DIGITS);
        var own = digits.substring(0, cut) + "." + digits.substring(cut);
        var thread = Optional.ofNullable(context.queryParam("thread_ts")).orElse(own);
        var state = state(context);
        workspace
                .directory()
                .channel(context.pathParam("channel"))
                .filter(channel -> channel.isVisibleTo(state.viewer().id()))
                .ifPresentOrElse(
                        channel -> context.redirect(
                                state.at(channel).inThread(thread).link("/")),
                        () -> context.status(NOT_FOUND));
    }

    private void file(Context context) {
        var content = workspace.files().find(context.pathParam("id")).flatMap(StoredFile::content);
        content.ifPresentOrElse(
                bytes -> context.contentType("text/plain; charset=utf-8").result(bytes),
                () -> context.status(NOT_FOUND));
    }
}
