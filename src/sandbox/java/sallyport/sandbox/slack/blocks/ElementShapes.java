package sallyport.sandbox.slack.blocks;

import static sallyport.sandbox.slack.blocks.Rule.bool;
import static sallyport.sandbox.slack.blocks.Rule.integer;
import static sallyport.sandbox.slack.blocks.Rule.list;
import static sallyport.sandbox.slack.blocks.Rule.oneOf;
import static sallyport.sandbox.slack.blocks.Rule.text;
import static sallyport.sandbox.slack.blocks.Shape.object;
import static sallyport.sandbox.slack.blocks.Shape.typed;
import static sallyport.sandbox.slack.blocks.TextShapes.any;
import static sallyport.sandbox.slack.blocks.TextShapes.plain;

import java.util.Map;

/** Interactive elements and their limits (docs.slack.dev, Block Kit reference). */
final class ElementShapes {
    static final int ACTION_ID = 255;
    static final int BUTTON_TEXT = 75;
    static final int BUTTON_VALUE = 2_000;
    static final int URL = 3_000;
    static final int MAX_OPTIONS = 100;
    private static final int MAX_CHOICES = 10;
    private static final int MAX_OVERFLOW = 5;
    private static final int OPTION_TEXT = 75;
    private static final int OPTION_VALUE = 150;
    private static final int PLACEHOLDER = 150;
    private static final int CONFIRM_TITLE = 100;
    private static final int CONFIRM_TEXT = 300;
    private static final int CONFIRM_LABEL = 30;
    private static final int INPUT_LENGTH = 3_000;
    private static final int ALT_TEXT = 2_000;

    private ElementShapes() {}

    static Shape button() {
        return action().required("text", plain(BUTTON_TEXT))
                .optional("value", text(BUTTON_VALUE))
                .optional("url", text(URL))
                .optional("style", oneOf("primary", "danger"))
                .optional("accessibility_label", text(BUTTON_TEXT))
                .optional("confirm", confirm());
    }

    static Shape overflow() {
        return action().required("options", list(1, MAX_OVERFLOW, option().optional("url", text(URL))))
                .optional("confirm", confirm());
    }

    static Shape staticSelect() {
        return select().required("options", list(1, MAX_OPTIONS, option())).optional("initial_option", option());
    }

    static Shape externalSelect() {
        return select().optional("initial_option", option()).optional("min_query_length", integer(0, 255));
    }

    static Shape usersSelect() {
        return select().optional("initial_user", text(ACTION_ID));
    }

    static Shape checkboxes() {
        return choices().optional("initial_options", list(1, MAX_CHOICES, option()));
    }

    static Shape radioButtons() {
        return choices().optional("initial_option", option());
    }

    static Shape plainTextInput() {
        return action().optional("placeholder", plain(PLACEHOLDER))
                .optional("initial_value", text(0, INPUT_LENGTH))
                .optional("multiline", bool())
                .optional("min_length", integer(0, INPUT_LENGTH))
                .optional("max_length", integer(1, INPUT_LENGTH))
                .optional(
                        "dispatch_action_config", object().optional("trigger_actions_on", list(1, 2, text(ACTION_ID))))
                .optional("focus_on_load", bool());
    }

    static Shape image() {
        return typed().required("image_url", text(URL)).required("alt_text", text(ALT_TEXT));
    }

    static Map<String, Rule> inputs() {
        return Map.of(
                "plain_text_input", plainTextInput(),
                "static_select", staticSelect(),
                "external_select", externalSelect(),
                "users_select", usersSelect(),
                "checkboxes", checkboxes(),
                "radio_buttons", radioButtons());
    }

    /** What an options answer may hold; the same limits as in a block. */
    static Shape option() {
        return object().required("text", any(OPTION_TEXT))
                .required("value", text(OPTION_VALUE))
                .optional("description", any(OPTION_TEXT));
    }

    private static Shape confirm() {
        return object().required("title", plain(CONFIRM_TITLE))
                .required("text", any(CONFIRM_TEXT))
                .required("confirm", plain(CONFIRM_LABEL))
                .required("deny", plain(CONFIRM_LABEL))
                .optional("style", oneOf("primary", "danger"));
    }

    private static Shape action() {
        return typed().optional("action_id", text(ACTION_ID));
    }

    private static Shape select() {
        return action().optional("placeholder", plain(PLACEHOLDER))
                .optional("confirm", confirm())
                .optional("focus_on_load", bool());
    }

    private static Shape choices() {
        return action().required("options", list(1, MAX_CHOICES, option()))
                .optional("confirm", confirm())
                .optional("focus_on_load", bool());
    }
}
