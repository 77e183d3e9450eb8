package sallyport.sandbox.slack.page;

import sallyport.sandbox.slack.workspace.Json;
import sallyport.sandbox.slack.workspace.Message;
import sallyport.sandbox.slack.workspace.View;
import tools.jackson.databind.node.ObjectNode;

/** Where blocks are shown, which decides what a click on them says about itself and which inputs go along. */
record Surface(ObjectNode address, String inputsSelector) {

    static Surface message(String viewer, Message message) {
        var address = Json.object()
                .put("user", viewer)
                .put("channel", message.channel())
                .put("ts", message.ts());
        return new Surface(address, "closest .message");
    }

    static Surface view(View view) {
        return new Surface(Json.object().put("user", view.user()).put("view_id", view.id()), "closest form");
    }
}
