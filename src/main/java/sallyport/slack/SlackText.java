package sallyport.slack;

/** Slack's way of writing text: three characters travel as entities. */
final class SlackText {
    private SlackText() {}

    /** Reads what Slack sent: each of the three entities once, the ampersand last, so that nothing is decoded twice. */
    static String decode(String text) {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    /** Writes text so that Slack's markup shows it and makes no link, mention or command of it. */
    static String encode(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
