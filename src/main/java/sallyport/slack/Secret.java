package sallyport.slack;

/** A token or signing secret. Never shows itself, so that it cannot slip into a log line. */
public final class Secret {
    private final String value;

    private Secret(String value) {
        this.value = value;
    }

    /** Refuses a blank text: an unset secret must stop the start, not weaken a check. */
    public static Secret of(String value) {
        if (value.isBlank()) {
            throw new IllegalArgumentException("a secret is not blank");
        }
        return new Secret(value);
    }

    /** The text itself, for the one call that needs it. */
    String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "Secret";
    }
}
