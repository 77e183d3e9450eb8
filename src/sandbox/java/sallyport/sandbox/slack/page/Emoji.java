package sallyport.sandbox.slack.page;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The emoji an operations tool uses. Those that carry a state are drawn, as not every machine has an emoji font. */
final class Emoji {
    private static final Map<String, String> UNICODE = Map.ofEntries(
            entry("arrow_right", "\u27a1"),
            entry("bell", "\ud83d\udd14"),
            entry("black_circle", "\u26ab"),
            entry("black_square_for_stop", "\u23f9"),
            entry("books", "\ud83d\udcda"),
            entry("bulb", "\ud83d\udca1"),
            entry("checkered_flag", "\ud83c\udfc1"),
            entry("clipboard", "\ud83d\udccb"),
            entry("clock1", "\ud83d\udd50"),
            entry("computer", "\ud83d\udcbb"),
            entry("exclamation", "\u2757"),
            entry("eyes", "\ud83d\udc40"),
            entry("file_folder", "\ud83d\udcc1"),
            entry("fire", "\ud83d\udd25"),
            entry("gear", "\u2699"),
            entry("grey_question", "\u2754"),
            entry("hammer_and_wrench", "\ud83d\udee0"),
            entry("hourglass", "\u231b"),
            entry("hourglass_flowing_sand", "\u23f3"),
            entry("information_source", "\u2139"),
            entry("key", "\ud83d\udd11"),
            entry("large_blue_circle", "\ud83d\udd35"),
            entry("large_green_circle", "\ud83d\udfe2"),
            entry("large_orange_circle", "\ud83d\udfe0"),
            entry("large_yellow_circle", "\ud83d\udfe1"),
            entry("lock", "\ud83d\udd12"),
            entry("mag", "\ud83d\udd0d"),
            entry("memo", "\ud83d\udcdd"),
            entry("no_entry", "\u26d4"),
            entry("no_entry_sign", "\ud83d\udeab"),
            entry("octagonal_sign", "\ud83d\uded1"),
            entry("package", "\ud83d\udce6"),
            entry("page_facing_up", "\ud83d\udcc4"),
            entry("question", "\u2753"),
            entry("raised_hand", "\u270b"),
            entry("red_circle", "\ud83d\udd34"),
            entry("repeat", "\ud83d\udd01"),
            entry("rocket", "\ud83d\ude80"),
            entry("rotating_light", "\ud83d\udea8"),
            entry("shell", "\ud83d\udc1a"),
            entry("shield", "\ud83d\udee1"),
            entry("snowflake", "\u2744"),
            entry("stopwatch", "\u23f1"),
            entry("tada", "\ud83c\udf89"),
            entry("thumbsup", "\ud83d\udc4d"),
            entry("unlock", "\ud83d\udd13"),
            entry("warning", "\u26a0"),
            entry("wave", "\ud83d\udc4b"),
            entry("white_check_mark", "\u2705"),
            entry("white_circle", "\u26aa"),
            entry("x", "\u274c"),
            entry("zap", "\u26a1"));

    /** Symbols of {@code emoji.svg}. */
    private static final Set<String> DRAWN = Set.of(
            "bell",
            "black_square_for_stop",
            "eyes",
            "hourglass",
            "hourglass_flowing_sand",
            "information_source",
            "key",
            "large_blue_circle",
            "large_green_circle",
            "large_orange_circle",
            "large_yellow_circle",
            "lock",
            "memo",
            "no_entry",
            "octagonal_sign",
            "red_circle",
            "rocket",
            "rotating_light",
            "stopwatch",
            "unlock",
            "warning",
            "white_check_mark",
            "white_circle",
            "x");

    private Emoji() {}

    /** Empty for a name we do not know, which Slack shows as it was typed. */
    static Optional<Html> named(String name) {
        return Optional.ofNullable(UNICODE.get(name)).map(unicode -> {
            var emoji = Html.el("span", "emoji")
                    .attr("role", "img")
                    .attr("aria-label", name)
                    .attr("title", ":" + name + ":");
            return DRAWN.contains(name) ? emoji.add(drawn(name)) : emoji.text(unicode);
        });
    }

    private static Html drawn(String name) {
        var use = Html.el("use").attr("href", "/static/emoji.svg#" + name);
        return Html.el("svg")
                .attr("viewBox", "0 0 20 20")
                .attr("aria-hidden", "true")
                .add(use);
    }
}
