package sallyport.sandbox.slack.page;

import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Text objects. */
final class Texts {
    private final Mrkdwn mrkdwn;

    Texts(Mrkdwn mrkdwn) {
        this.mrkdwn = mrkdwn;
    }

    Html of(JsonNode textObject) {
        var text = textObject.path("text").asString("");
        return textObject.path("type").asString("").equals("mrkdwn")
                ? mrkdwn.render(text)
                : mrkdwn.plain(text, textObject.path("emoji").asBoolean(true));
    }

    /** The message text that stands in for missing blocks. */
    Html message(String text) {
        return mrkdwn.render(text);
    }

    /** For places that take no markup, such as a placeholder. */
    String plain(JsonNode textObject) {
        return Entities.decode(textObject.path("text").asString("")).lines().collect(Collectors.joining(" "));
    }
}
