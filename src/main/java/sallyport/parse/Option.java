package sallyport.parse;

/**
 * The long options. Each takes a value, as {@code --name VALUE} or {@code --name=VALUE}, or is a flag and takes none.
 */
enum Option {
    TASK("--task", "ID"),
    CONTAINER("--container", "NAME"),
    REASON("--reason", "\"WHY\""),
    TICKET("--ticket", "OPS-123"),
    REMARK("--remark", "\"WHAT YOU SAW\""),
    SINCE("--since", "1h30m"),
    UNTIL("--until", "10m"),
    FILTER("--filter", "\"PATTERN\""),
    GREP("--grep", "RE2"),
    EXCLUDE("--exclude", "RE2"),
    HIGHLIGHT("--highlight", "RE2"),
    FORMAT("--format", "short|detailed|json"),
    TAIL("--tail", "LINES"),
    HEAD("--head", "LINES"),
    PREVIOUS("--previous", ""),
    FOLLOW("--follow", ""),
    QUERY("--query", "NAME"),
    FIELD("--field", "NAME");

    private final String flag;
    private final String value;

    Option(String flag, String value) {
        this.flag = flag;
        this.value = value;
    }

    /** The option with its dashes. */
    String flag() {
        return flag;
    }

    boolean takesValue() {
        return !value.isEmpty();
    }

    /** The option as the usage shows it. */
    String usage() {
        return (flag + " " + value).strip();
    }
}
