package sallyport.slack;

import java.util.Optional;
import java.util.regex.Pattern;

/** A user group of a workspace by the id that Slack gave it, {@code S…}; its handle may change. */
public record UserGroupId(String value) {
    private static final Pattern FORM = Pattern.compile("S[A-Z0-9]{2,31}");

    public UserGroupId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException(value + " is not the id of a user group");
        }
    }

    /** Empty if the text is not such an id. */
    public static Optional<UserGroupId> read(String text) {
        return FORM.matcher(text).matches() ? Optional.of(new UserGroupId(text)) : Optional.empty();
    }

    @Override
    public String toString() {
        return value;
    }
}
