package sallyport.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.cloudwatchlogs.model.DescribeLogStreamsResponse;
import software.amazon.awssdk.services.cloudwatchlogs.model.OrderBy;

/**
 * The streams of a group that were written to last, for tasks that ECS has forgotten. Their order is as CloudWatch Logs
 * knows it, which may be an hour behind.
 */
final class NewestStreams {
    /** Streams taken at most; more would be older than anybody asks for. */
    static final int MAX_STREAMS = 20;

    /** Pages of 50 names looked through. */
    private static final int MAX_PAGES = 4;

    private NewestStreams() {}

    /**
     * Names that begin with the prefix, the one written to last first.
     *
     * @param except names that are not meant
     */
    static List<String> of(LogCalls calls, String group, String prefix, Set<String> except) {
        var names = new ArrayList<String>();
        var token = Optional.<String>empty();
        for (int page = 0; page < MAX_PAGES && names.size() < MAX_STREAMS; page++) {
            var answer = page(calls, group, token);
            answer.logStreams().stream()
                    .map(stream -> EcsStates.orEmpty(stream.logStreamName()))
                    .filter(name -> name.startsWith(prefix) && !except.contains(name))
                    .forEach(names::add);
            token = Optional.ofNullable(answer.nextToken());
            if (token.isEmpty()) {
                break;
            }
        }
        return names.stream().limit(MAX_STREAMS).toList();
    }

    private static DescribeLogStreamsResponse page(LogCalls calls, String group, Optional<String> token) {
        return calls.call(client -> client.describeLogStreams(request -> {
            request.logGroupName(group).orderBy(OrderBy.LAST_EVENT_TIME).descending(true);
            token.ifPresent(request::nextToken);
        }));
    }
}
