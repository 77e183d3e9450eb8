package sallyport.policy;

/** What can be looked at without running anything. */
public enum Capability {
    LOGS("logs"),
    DESCRIBE("describe"),
    TASKS("tasks"),
    DOCTOR("doctor");

    private final String word;

    Capability(String word) {
        this.word = word;
    }

    /** The word in the policy file. */
    public String word() {
        return word;
    }
}
