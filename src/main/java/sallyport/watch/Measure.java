package sallyport.watch;

/** What is measured of a service, in the order in which it is shown. */
public enum Measure {
    CPU("CPU", false),
    MEMORY("memory", false),
    RUNNING_TASKS("running tasks", true),
    RECEIVED("network in", true),
    SENT("network out", true);

    private final String noun;
    private final boolean byContainerInsights;

    Measure(String noun, boolean byContainerInsights) {
        this.noun = noun;
        this.byContainerInsights = byContainerInsights;
    }

    /** What stands for it in a sentence. */
    public String noun() {
        return noun;
    }

    /** Whether only Container Insights reports it. */
    public boolean isByContainerInsights() {
        return byContainerInsights;
    }
}
