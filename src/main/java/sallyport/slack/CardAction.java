package sallyport.slack;

import com.slack.api.model.block.composition.BlockCompositions;
import com.slack.api.model.block.composition.ConfirmationDialogObject;
import com.slack.api.model.block.composition.PlainTextObject;
import com.slack.api.model.block.element.ButtonElement;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sallyport.request.RequestId;

/** What the buttons of a card do; the action ids are what cards already posted carry, so they do not change. */
enum CardAction {
    APPROVE("request.approve", "Review & approve", "primary"),
    APPROVE_AT_ONCE("request.approve_at_once", "Approve", "primary"),
    DENY("request.deny", "Deny", "danger"),
    TAKE_BACK("request.take_back", "Take back", null),
    STOP("run.stop", "Stop", "danger"),
    DENY_ALL("request.deny_all", "Deny all", "danger"),
    TAKE_BACK_ALL("request.take_back_all", "Take back all", null),
    STOP_ALL("run.stop_all", "Stop all", "danger"),
    WITHOUT_EXIT_CODE("request.without_exit_code", "Run without exit code", null);

    private final String actionId;
    private final String label;
    private final @Nullable String style;

    CardAction(String actionId, String label, @Nullable String style) {
        this.actionId = actionId;
        this.label = label;
        this.style = style;
    }

    static Optional<CardAction> of(String actionId) {
        return Arrays.stream(values())
                .filter(action -> action.actionId.equals(actionId))
                .findFirst();
    }

    String actionId() {
        return actionId;
    }

    /** The button; its value is the request's id and nothing that could be changed to anybody's profit. */
    ButtonElement button(RequestId id) {
        var button = ButtonElement.builder()
                .actionId(actionId)
                .text(plain(label))
                .value(id.value())
                .style(style);
        var asking = switch (this) {
            case STOP ->
                button.confirm(stopQuestion("Stop this command?", "Its session is ended and the command killed."));
            case STOP_ALL ->
                button.confirm(stopQuestion(
                        "Stop it on all tasks?",
                        "Their sessions are ended and the commands killed; what has not started will not."));
            case APPROVE, APPROVE_AT_ONCE, DENY, DENY_ALL, TAKE_BACK, TAKE_BACK_ALL, WITHOUT_EXIT_CODE -> button;
        };
        return asking.build();
    }

    private static ConfirmationDialogObject stopQuestion(String title, String what) {
        return BlockCompositions.confirmationDialog(question -> question.title(plain(title))
                .text(plain(what + " What it started may still run."))
                .confirm(plain("Stop it"))
                .deny(plain("Let it run"))
                .style("danger"));
    }

    private static PlainTextObject plain(String text) {
        return PlainTextObject.builder().text(text).emoji(false).build();
    }
}
