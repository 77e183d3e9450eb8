package sallyport.sandbox.slack.page;

import java.util.Locale;
import sallyport.sandbox.slack.workspace.Seed;

/** Coloured initials; the app and Slackbot have marks of their own. */
final class Avatar {
    private static final int COLOURS = 6;

    private Avatar() {}

    static Html of(String userId, String name) {
        return avatar("avatar", userId, name);
    }

    static Html small(String userId, String name) {
        return avatar("avatar small", userId, name);
    }

    private static Html avatar(String size, String userId, String name) {
        return Html.el("span", size + " " + colour(userId), initial(userId, name))
                .attr("aria-hidden", "true");
    }

    private static String colour(String userId) {
        return switch (userId) {
            case Seed.BOT_ID -> "app";
            case Seed.SLACKBOT_ID -> "slackbot";
            default -> "colour-" + (userId.chars().sum() + userId.length()) % COLOURS;
        };
    }

    private static String initial(String userId, String name) {
        return userId.equals(Seed.BOT_ID) ? "\u21e5" : name.substring(0, 1).toUpperCase(Locale.ROOT);
    }
}
