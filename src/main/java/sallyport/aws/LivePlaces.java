package sallyport.aws;

import java.util.List;
import sallyport.watch.FollowQuery;

/** What a Live Tail session is asked to show of where tasks write. Pure. */
final class LivePlaces {
    /** Groups of one session; CloudWatch Logs API reference. */
    static final int MOST_GROUPS = 10;

    /** Names or prefixes of streams of one session; CloudWatch Logs API reference. */
    static final int MOST_STREAMS = 100;

    private LivePlaces() {}

    sealed interface Choice {
        record Possible(LiveTail.Wanted wanted) implements Choice {}

        record Impossible(String why) implements Choice {}
    }

    /**
     * One task by the names of its streams; a service by their prefixes, so that tasks to come are seen as well; and
     * where neither will do the whole group, of which the reader leaves out what is not meant.
     *
     * @param places at least one
     */
    static Choice choose(FollowQuery query, List<LogStream> places) {
        var regions = places.stream().map(LogStream::region).distinct().toList();
        if (regions.size() > 1) {
            return new Choice.Impossible("The containers log in several Regions (" + String.join(", ", regions)
                    + "), and Live Tail covers one. Name a container with --container, or ask with --follow.");
        }
        var groups = places.stream().map(LogStream::group).distinct().toList();
        if (groups.size() > MOST_GROUPS) {
            return new Choice.Impossible("The containers log to " + groups.size() + " groups, and Live Tail covers "
                    + MOST_GROUPS + ". Name a container with --container, or ask with --follow.");
        }
        boolean oneTask = query.selector().task().isPresent()
                && places.stream().noneMatch(place -> place.name().isEmpty());
        var names = oneTask ? places.stream().map(LogStream::name).distinct().toList() : List.<String>of();
        return new Choice.Possible(new LiveTail.Wanted(
                regions.getFirst(),
                groups,
                groups.size() == 1 && names.size() <= MOST_STREAMS ? names : List.of(),
                groups.size() == 1 && !oneTask ? prefixes(places) : List.of(),
                query.filter().pattern()));
    }

    /** None where one is a stream's whole name, since that says nothing of tasks to come. */
    private static List<String> prefixes(List<LogStream> places) {
        var prefixes = places.stream().map(LogStream::prefix).distinct().toList();
        boolean open = places.stream().noneMatch(place -> place.prefix().equals(place.name()));
        return open && prefixes.size() <= MOST_STREAMS ? prefixes : List.of();
    }
}
