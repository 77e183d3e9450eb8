package sallyport.parse;

/** The long options. Each but a bare one takes a value, as {@code --name VALUE} or {@code --name=VALUE}. */
enum Option {
    TASK("--task", "ID"),
    CONTAINER("--container", "NAME"),
    CAPABILITY("--capability", "NAME"),
    ALL_TASKS("--all-tasks", ""),
    REASON("--reason", "\"WHY\""),
    TICKET("--ticket", "OPS-123"),
    BY("--by", "10m"),
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
    LIVE("--live", ""),
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

    /** Whether it takes no value. */
    boolean isBare() {
        return value.isEmpty();
    }

    /** The option as the usage shows it. */
    String usage() {
        return isBare() ? flag : flag + " " + value;
    }
}
