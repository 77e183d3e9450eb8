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
        return (this == STOP ? button.confirm(stopQuestion()) : button).build();
    }

    private static ConfirmationDialogObject stopQuestion() {
        return BlockCompositions.confirmationDialog(question -> question.title(plain("Stop this command?"))
                .text(plain("Its session is ended and the command killed. What it started may still run."))
                .confirm(plain("Stop it"))
                .deny(plain("Let it run"))
                .style("danger"));
    }

    private static PlainTextObject plain(String text) {
        return PlainTextObject.builder().text(text).emoji(false).build();
    }
}
