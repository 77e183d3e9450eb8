package sallyport.sandbox.slack.dispatch;

/** The application's three addresses; the name is what a fault's {@code method} calls it. */
enum Route {
    COMMANDS("commands"),
    INTERACTIVITY("interactivity"),
    EVENTS("events");

    private final String wireName;

    Route(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }

    String path() {
        return "/slack/" + wireName;
    }
}
