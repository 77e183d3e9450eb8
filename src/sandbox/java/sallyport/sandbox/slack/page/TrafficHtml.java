package sallyport.sandbox.slack.page;

import java.util.List;
import sallyport.sandbox.slack.traffic.TrafficEntry;

/** Every call in both directions, newest first: what the application was sent and what it asked for. */
final class TrafficHtml {
    private TrafficHtml() {}

    static String page(List<TrafficEntry> entries) {
        var live = Html.el("div", "traffic-live", table(entries))
                .attr("hx-get", "/ui/traffic")
                .attr("hx-trigger", "every 2s");
        var body = Html.el(
                "body", "traffic", Html.el("h1", "traffic-title", "Traffic between the sandbox and the app"), live);
        return "<!doctype html>\n" + Html.el("html").attr("lang", "en").add(LayoutHtml.head("Traffic - sandbox"), body);
    }

    static Html table(List<TrafficEntry> entries) {
        var head = Html.el("tr")
                .addAll(List.of("Time", "", "What", "Status", "Result", "ms", "Content").stream()
                        .map(title -> Html.el("th").text(title)));
        return Html.el("table", "traffic-table", Html.el("thead").add(head))
                .add(Html.el("tbody")
                        .addAll(entries.reversed().stream().limit(200).map(TrafficHtml::row)));
    }

    private static Html row(TrafficEntry entry) {
        var toApp = entry.direction() == TrafficEntry.Direction.DISPATCH;
        return Html.el("tr", entry.result().equals("ok") ? "fine" : "failed")
                .add(
                        cell(entry.at().toString()),
                        cell(toApp ? "\u2192 app" : "\u2190 app"),
                        cell(entry.name()),
                        cell(Integer.toString(entry.status())),
                        cell(entry.result()),
                        cell(Long.toString(entry.took().toMillis())),
                        Html.el(
                                "td",
                                "detail",
                                Html.el(
                                        "details",
                                        "",
                                        Html.el("summary", "", "show"),
                                        Html.el("pre", "fence", entry.detail()))));
    }

    private static Html cell(String text) {
        return Html.el("td").text(text);
    }
}
