package sallyport.kill;

import java.time.Duration;
import sallyport.run.Windows;

/** How much is done: few kills in each build, more when asked by {@code -Dkills=66}, all of it in real time. */
final class Tiers {
    /** Enough that both stores together come to every crash point. */
    private static final int USUAL_KILLS = 24;

    private Tiers() {}

    static int kills() {
        return Integer.getInteger("kills", USUAL_KILLS);
    }

    static boolean isShort() {
        return kills() <= USUAL_KILLS;
    }

    /** Half of the kills for each of the two stores. */
    static int killsOfEach() {
        return (kills() + 1) / 2;
    }

    /** Every second point, and the others in the next round. */
    static int pick(int turn, int points) {
        int half = (points + 1) / 2;
        int round = turn / half;
        return Math.min((turn % half) * 2 + round % 2, points - 1);
    }

    /** How long the store is away: more than the longest pause between two looks at a pulse that still counts. */
    static Duration outage() {
        return isShort() ? Duration.ofSeconds(12) : Duration.ofSeconds(60);
    }

    /** The windows of production when {@code -Dwindows=real} says so. */
    static Windows windows(Windows shortened) {
        return "real".equals(System.getProperty("windows")) ? Windows.DEFAULT : shortened;
    }
}
