package sallyport.sandbox.slack.page;

/** The three characters Slack's texts carry as entities, and only those. */
final class Entities {
    private Entities() {}

    /** Once, ampersand last, so that a bracket escaped twice stays an entity. */
    static String decode(String text) {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }
}
