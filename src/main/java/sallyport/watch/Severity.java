package sallyport.watch;

/** How much the result of a check matters, the worst first. */
public enum Severity {
    /** It cannot work like this. */
    BLOCKS("blocks", "[X]"),
    /** It works, and somebody may regret it. */
    ADVICE("advice", "[!]"),
    /** A fact was not to be had; it may be good or bad. */
    COULD_NOT_CHECK("could not check", "[?]"),
    /** Good to know. */
    INFORMATION("information", "[i]"),
    /** As it should be, or the check does not apply. */
    FINE("fine", "[ok]");

    private final String words;
    private final String mark;

    Severity(String words, String mark) {
        this.words = words;
        this.mark = mark;
    }

    /** What people and programs read. */
    public String words() {
        return words;
    }

    /** A mark that needs no colour. */
    public String mark() {
        return mark;
    }
}
