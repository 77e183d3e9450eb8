package sallyport.policy;

import java.util.List;

/** Stands in until the language is here: refuses everything. */
public final class Policy {
    private Policy() {}

    public static Policy absent() {
        return new Policy();
    }

    public String version() {
        return "absent";
    }

    public Decision decide(CommandAsk ask) {
        return new Decision.Denied("There is no policy for " + ask.alias().name(), List.of());
    }

    public Decision decide(CapabilityAsk ask) {
        return new Decision.Denied("There is no policy for " + ask.alias().name(), List.of());
    }
}
