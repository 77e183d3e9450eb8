package sallyport.slack;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import sallyport.watch.Age;
import sallyport.watch.ServiceRoll;
import sallyport.watch.ServiceRoll.Entry;
import sallyport.watch.ServiceRoll.State;

/** The services that can be named, a line each. Pure. */
final class ServicesMessage {
    /** Lines shown; with long names they take four messages, and a response address takes five. */
    static final int MAX_ROWS = 300;

    private static final int NARROWEST = 28;
    /** Characters; longer names shift their own line only. */
    private static final int WIDEST = 60;

    private ServicesMessage() {}

    static List<SlackMessage> of(ServiceRoll roll, Instant now) {
        if (roll.entries().isEmpty() && roll.notes().isEmpty()) {
            return List.of(BlockKit.sentence("There are no services you can name here."));
        }
        var lines = new ArrayList<String>();
        var shown = roll.entries().stream().limit(MAX_ROWS).toList();
        var form = form(shown);
        lines.add(String.format(Locale.ROOT, form, "NAME", "RUNNING", "EXEC", "DEPLOYED", "REVISION"));
        shown.stream().map(entry -> row(form, entry, now)).forEach(lines::add);
        if (roll.entries().size() > MAX_ROWS) {
            lines.add(Words.count(roll.entries().size() - MAX_ROWS, "more service is", "more services are")
                    + " not shown.");
        }
        roll.notes().stream().map(StateText::safe).forEach(lines::add);
        return ThreadPages.of("Services", lines);
    }

    /** As wide as the names are. */
    private static String form(List<Entry> shown) {
        int longest = shown.stream()
                .mapToInt(entry -> StateText.safe(entry.alias().name()).length())
                .max()
                .orElse(0);
        return "%-" + Math.clamp(longest, NARROWEST, WIDEST) + "s %9s  %-4s  %-10s  %s";
    }

    private static String row(String form, Entry entry, Instant now) {
        var name = StateText.safe(entry.alias().name());
        return entry.state()
                .map(state -> row(form, name, state, now) + (isConfigured(entry) ? "  " + place(entry) : ""))
                .orElseGet(() -> String.format(Locale.ROOT, form, name, "-", "-", "-", place(entry)));
    }

    /** The name of a place in a whole cluster says where it is. */
    private static boolean isConfigured(Entry entry) {
        return entry.alias().wholeCluster().isEmpty();
    }

    private static String place(Entry entry) {
        var alias = entry.alias();
        return StateText.safe(alias.cluster() + "/" + alias.service() + " in " + alias.region());
    }

    private static String row(String form, String name, State state, Instant now) {
        var age = state.deployedAt().map(at -> Age.between(at, now) + " ago").orElse("-");
        return String.format(
                        Locale.ROOT,
                        form,
                        name,
                        state.running() + "/" + state.desired(),
                        state.execEnabled() ? "on" : "off",
                        age,
                        StateText.safe(state.revision()) + remarks(state))
                .stripTrailing();
    }

    /** Only what is not as usual. */
    private static String remarks(State state) {
        return Stream.of(
                        state.status().equals("ACTIVE") ? "" : state.status(),
                        state.rolloutState().equals("COMPLETED") ? "" : state.rolloutState(),
                        state.pending() == 0 ? "" : state.pending() + " pending")
                .filter(remark -> !remark.isEmpty())
                .map(remark -> "  " + StateText.safe(remark))
                .reduce("", String::concat);
    }
}
