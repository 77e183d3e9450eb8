package sallyport.sandbox.slack.page;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import sallyport.sandbox.slack.workspace.Message;
import sallyport.sandbox.slack.workspace.Timestamps;
import sallyport.sandbox.slack.workspace.Workspace;

/** The messages of a channel by day and author, and those of one thread. */
final class ConversationHtml {
    /** Messages of one author this close together share one name. */
    private static final Duration GROUPED = Duration.ofMinutes(5);
    /** Messages shown; a newcomer never reaches it, a load test does. */
    private static final int MAX_SHOWN = 200;

    private final Workspace workspace;
    private final MessageHtml messages;
    private final SlackDate dates;

    ConversationHtml(Workspace workspace, MessageHtml messages, SlackDate dates) {
        this.workspace = workspace;
        this.messages = messages;
        this.dates = dates;
    }

    Html channel(PageState state) {
        var channel = state.channel().id();
        var whispered = workspace.messages().ephemerals(channel, state.viewer().id()).stream()
                .filter(message -> !message.isReply());
        var shown = Stream.concat(workspace.messages().roots(channel).stream(), whispered)
                .sorted(Comparator.comparing(Message::ts))
                .toList();
        return shown.isEmpty() ? empty(state) : list(shown, state, false);
    }

    Html thread(PageState state, String rootTs) {
        var channel = state.channel().id();
        var whispered = workspace.messages().ephemerals(channel, state.viewer().id()).stream()
                .filter(message -> message.threadTs().filter(rootTs::equals).isPresent());
        var shown = Stream.concat(workspace.messages().thread(channel, rootTs).stream(), whispered)
                .sorted(Comparator.comparing(Message::ts))
                .toList();
        return shown.isEmpty()
                ? Html.el("p", "nothing", "This thread is gone.").attr("id", "thread-gone")
                : list(shown, state, true);
    }

    private static Html empty(PageState state) {
        var heading =
                state.channel().isDirect() ? "Sallyport" : "#" + state.channel().name();
        return Html.el(
                        "div",
                        "nothing",
                        Html.el("h2", "nothing-title", heading),
                        Html.el("p", "nothing-text", "This is the very beginning. Nothing has been said here yet."))
                .attr("id", "nothing");
    }

    private Html list(List<Message> shown, PageState state, boolean inThreadPane) {
        var out = Html.fragment();
        Optional<Message> previous = Optional.empty();
        for (var message : latest(shown)) {
            var before = previous;
            var isRootAbove =
                    inThreadPane && before.filter(shown.getFirst()::equals).isPresent();
            if (isRootAbove) {
                out.add(replyLine(shown.size() - 1));
            }
            if (!inThreadPane
                    && before.filter(other -> day(other).equals(day(message))).isEmpty()) {
                out.add(dayLine(message));
            }
            var continued = !isRootAbove
                    && before.filter(other -> isContinued(other, message)).isPresent();
            out.add(messages.render(message, state, continued, inThreadPane));
            previous = Optional.of(message);
        }
        return out;
    }

    /** The first message stays: in a thread it is the root. */
    private static List<Message> latest(List<Message> shown) {
        if (shown.size() <= MAX_SHOWN) {
            return shown;
        }
        var last = shown.subList(shown.size() - MAX_SHOWN + 1, shown.size());
        return Stream.concat(Stream.of(shown.getFirst()), last.stream()).toList();
    }

    private static Html replyLine(int replies) {
        var label = replies == 1 ? "1 reply" : replies + " replies";
        return Html.el("div", "reply-line", Html.el("span", "reply-line-label", label))
                .attr("id", "reply-line")
                .attr("data-version", label);
    }

    private boolean isContinued(Message before, Message message) {
        var gap = Duration.between(Timestamps.instantOf(before.ts()), Timestamps.instantOf(message.ts()));
        return before.user().equals(message.user())
                && before.onlyFor().isEmpty()
                && message.onlyFor().isEmpty()
                && day(before).equals(day(message))
                && gap.compareTo(GROUPED) < 0;
    }

    private LocalDate day(Message message) {
        return dates.date(Timestamps.instantOf(message.ts()));
    }

    private Html dayLine(Message message) {
        var label = dates.day(Timestamps.instantOf(message.ts()));
        return Html.el("div", "day", Html.el("span", "day-label", label))
                .attr("id", "day-" + day(message))
                .attr("data-version", label);
    }
}
