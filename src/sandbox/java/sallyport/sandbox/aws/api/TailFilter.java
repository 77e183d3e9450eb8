package sallyport.sandbox.aws.api;

import java.util.List;
import sallyport.sandbox.aws.wire.Members;
import sallyport.sandbox.aws.world.LogEvent;

/** Which lines of its log groups a Live Tail session shows. Empty lists let all streams through. */
record TailFilter(List<String> names, List<String> prefixes, String patternText, FilterPattern pattern) {
    private static final int MOST_STREAMS = 100;

    /** Reads the filter of a request about so many groups. */
    static TailFilter of(Members asked, int groups) {
        var names = asked.texts("logStreamNames");
        var prefixes = asked.texts("logStreamNamePrefixes");
        names.forEach(name -> Constraint.LOG_STREAM_NAME.check("logStreamNames", name));
        prefixes.forEach(prefix -> Constraint.LOG_STREAM_NAME.check("logStreamNamePrefixes", prefix));
        if (!names.isEmpty() && !prefixes.isEmpty()) {
            throw LogGroups.invalid("logStreamNames and logStreamNamePrefixes are mutually exclusive parameters.");
        }
        if (groups > 1 && !(names.isEmpty() && prefixes.isEmpty())) {
            throw LogGroups.invalid("Log streams can be given for a single log group only.");
        }
        if (names.size() > MOST_STREAMS || prefixes.size() > MOST_STREAMS) {
            throw LogGroups.invalid("Log streams must have at most " + MOST_STREAMS + " elements.");
        }
        var text = asked.text("logEventFilterPattern").orElse("");
        return new TailFilter(names, prefixes, text, FilterPattern.parse(text));
    }

    boolean shows(LogEvent event) {
        boolean ofStreams = (names.isEmpty() || names.contains(event.stream()))
                && (prefixes.isEmpty() || prefixes.stream().anyMatch(event.stream()::startsWith));
        return ofStreams && pattern.test(event.message());
    }
}
