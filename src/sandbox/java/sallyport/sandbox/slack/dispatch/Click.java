package sallyport.sandbox.slack.dispatch;

import java.util.List;
import java.util.Optional;
import sallyport.sandbox.slack.workspace.Message;
import sallyport.sandbox.slack.workspace.View;
import tools.jackson.databind.JsonNode;

/**
 * A person used an interactive element: {@code chosen} are the option values picked (none for a button) and
 * {@code values} what the other inputs around it hold, by block id and action id.
 */
public record Click(Place place, String actionId, Optional<String> blockId, List<String> chosen, JsonNode values) {

    /** Where the element is. */
    public sealed interface Place {
        record InMessage(Message message) implements Place {}

        record InView(View view) implements Place {}
    }

    public Click {
        chosen = List.copyOf(chosen);
    }

    JsonNode blocks() {
        return switch (place) {
            case Place.InMessage(var message) -> message.blocks();
            case Place.InView(var view) -> view.blocks();
        };
    }
}
