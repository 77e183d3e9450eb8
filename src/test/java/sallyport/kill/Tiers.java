package sallyport.kill;

import java.time.Duration;
import sallyport.run.Windows;

/** How much is done: few kills in each build, more when asked by {@code -Dkills=66}, all of it in real time. */
final class Tiers {
    /** In every build, all of them with a file. */
    private static final int USUAL_KILLS = 22;

    private Tiers() {}

    /** Whether it was said how many kills there are to be. */
    static boolean isAskedFor() {
        return System.getProperty("kills") != null;
    }

    private static int kills() {
        return Integer.getInteger("kills", USUAL_KILLS);
    }

    static boolean isShort() {
        return kills() <= USUAL_KILLS;
    }

    static int killsWithFile() {
        return isAskedFor() ? kills() / 2 : kills();
    }

    /** Without the one at the start. */
    static int killsWithTable() {
        return kills() - killsWithFile() - 1;
    }

    /** How long the store is away: more than the longest pause between two looks at a pulse that still counts. */
    static Duration outage() {
        return isShort() ? Duration.ofSeconds(12) : Duration.ofSeconds(60);
    }

    /** The windows of production when {@code -Dwindows=real} says so. */
    static Windows windows(Windows shortened) {
        return isReal() ? Windows.DEFAULT : shortened;
    }

    static boolean isReal() {
        return "real".equals(System.getProperty("windows"));
    }
}
