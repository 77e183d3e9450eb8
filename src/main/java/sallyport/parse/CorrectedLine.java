package sallyport.parse;

/**
 * Makes the line a person should have typed.
 *
 * @param slash the slash command itself, such as {@code /ecs}
 * @param prefix what was typed before the command, such as {@code exec --task ab web}
 */
record CorrectedLine(String slash, String prefix) {
    private static final String LEADS_IN = " Try: ";

    /** A sentence that ends with the line. */
    String suggest(String command) {
        return LEADS_IN + with(command);
    }

    String with(String command) {
        return slash + " " + prefix.strip() + " " + quoted(command);
    }

    private static String quoted(String command) {
        if (!command.contains("\"") && !command.contains("\\")) {
            return '"' + command + '"';
        }
        return command.contains("'") ? "-- " + command : "'" + command + "'";
    }
}
