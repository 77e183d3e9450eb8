package sallyport.policy;

import java.util.Comparator;

/** One command of one grant: the smallest thing that can allow a run. */
record GrantedCommand(Grant.OfCommands grant, Command command) {
    /** Total, so that what is cut off behind some number of them does not depend on the order in the file. */
    static final Comparator<GrantedCommand> BY_NAME = Comparator.<GrantedCommand, String>comparing(
                    granted -> granted.grant().id())
            .thenComparing(granted -> granted.command().name());

    boolean breaksGlass() {
        return grant.terms().breakGlass();
    }
}
