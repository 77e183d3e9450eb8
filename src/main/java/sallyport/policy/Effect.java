package sallyport.policy;

/** What a command does to the world, by its author's word, from the mildest. */
public enum Effect {
    READ("read"),
    WRITE("write"),
    SECRET_REVEALING("secret-revealing");

    private final String word;

    Effect(String word) {
        this.word = word;
    }

    /** The word in the policy file. */
    public String word() {
        return word;
    }

    Effect orStricter(Effect other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
