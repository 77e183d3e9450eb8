package sallyport.slack;

import com.slack.api.model.block.LayoutBlock;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sallyport.request.FanOut;
import sallyport.request.Phase;
import sallyport.request.Request;
import sallyport.request.RequestId;

/** What a card and a review say of the requests that were made together, one for each task. Pure. */
final class Companions {
    private Companions() {}

    /** Which of the tasks is the request's own, such as {@code task 2 of 3}; empty where there are no others. */
    static Optional<String> rank(Story story) {
        return story.settled()
                .map(settled -> "task " + number(story.request()) + " of "
                        + settled.tasks().size());
    }

    /** The others by id and task, for the card; empty for a request that was asked for one task. */
    static Optional<LayoutBlock> line(Story story) {
        return story.request()
                .conditions()
                .fanOut()
                .map(fanOut -> BlockKit.context(
                        "together",
                        story.settled().map(settled -> line(story, settled)).orElse(alone(story, fanOut))));
    }

    private static String line(Story story, FanOut.Other settled) {
        int own = number(story.request());
        return "Task " + own + " of " + settled.tasks().size() + ", together with "
                + IntStream.rangeClosed(1, settled.tasks().size())
                        .filter(number -> number != own)
                        .mapToObj(number -> "`" + id(settled.first(), number) + "` in "
                                + BlockKit.code(settled.tasks().get(number - 1)))
                        .collect(Collectors.joining(", "));
    }

    private static String alone(Story story, FanOut fanOut) {
        return story.phase() instanceof Phase.Received
                ? "Asked for all tasks, " + fanOut.most() + " at most"
                : "Asked for all tasks; no other one was found";
    }

    private static int number(Request request) {
        return request.conditions()
                .fanOut()
                .map(fanOut -> switch (fanOut) {
                    case FanOut.First _ -> 1;
                    case FanOut.Other other -> other.number();
                })
                .orElse(1);
    }

    private static RequestId id(RequestId first, int number) {
        return number == 1 ? first : first.other(number);
    }
}
