package sallyport.watch;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import sallyport.watch.ServiceState.Happening;

/** A service's events for reading: ECS says every few hours that it is steady, and once is enough. */
public final class Happenings {
    private static final String STEADY = "has reached a steady state";

    private Happenings() {}

    /**
     * One event, or the same news several times in a row.
     *
     * @param at when it was said last
     * @param since when it was said first
     */
    public record Line(Instant at, Instant since, String message, int times) {
        Line again(Happening older) {
            return new Line(at, older.at(), message, times + 1);
        }
    }

    /** @param happenings newest first */
    public static List<Line> collapsed(List<Happening> happenings) {
        var lines = new ArrayList<Line>();
        for (var happening : happenings) {
            boolean again = !lines.isEmpty()
                    && isSteady(happening.message())
                    && isSteady(lines.getLast().message());
            if (again) {
                lines.add(lines.removeLast().again(happening));
            } else {
                lines.add(new Line(happening.at(), happening.at(), happening.message(), 1));
            }
        }
        return List.copyOf(lines);
    }

    private static boolean isSteady(String message) {
        return message.contains(STEADY);
    }
}
