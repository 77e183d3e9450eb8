package sallyport.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import sallyport.request.Argv;

/**
 * Lays a typed argv along a template whose optional arguments may be left out. Tries every way, each pair of positions
 * once, so it takes at most template × argv steps. One instance per comparison, not thread-safe.
 *
 * <p>A pattern takes as many steps as it has, times the characters it looks at. Before all patterns together would take
 * more than {@value #PATIENCE}, it gives up: what is not found by then is refused, so that nobody can keep a decision
 * busy for long.
 */
final class Alignment {
    /**
     * Steps of patterns, each 10 to 20 ns of RE2 in Java and now and then five times that, so that the worst line takes
     * less than 5 ms. The largest pattern may look at 128 characters, one of 22 steps at a whole command.
     */
    static final int PATIENCE = 45_000;

    private final List<Argument> template;
    private final List<String> typed;
    private final List<String> rendered = new ArrayList<>();
    /** By position in the template and in the argv. */
    private final boolean[][] tried;

    private long effort;
    private int farthest;
    /** What differs there. Put into words once, at the end, since most differences are passed by. */
    private Supplier<String> why = () -> "";

    Alignment(List<Argument> template, List<String> typed) {
        this.template = template;
        this.typed = typed;
        this.tried = new boolean[template.size() + 1][typed.size() + 1];
    }

    Match match() {
        if (!fits(0, 0)) {
            return new Match.Differs(farthest, why.get());
        }
        Collections.reverse(rendered);
        return new Match.Matches(new Argv(rendered));
    }

    /** Whether the template from one position fits the argv from another; collects what runs from the end. */
    private boolean fits(int slot, int argument) {
        if (tried[slot][argument]) {
            return false;
        }
        tried[slot][argument] = true;
        if (slot == template.size()) {
            return argument == typed.size() || differs(argument, () -> "`" + typed.get(argument) + "` is one too many");
        }
        return taken(slot, argument) || (template.get(slot).isOptional() && fits(slot + 1, argument));
    }

    private boolean taken(int slot, int argument) {
        var wanted = template.get(slot);
        if (argument == typed.size()) {
            return !wanted.isOptional() && differs(argument, () -> wanted.usage() + " is missing");
        }
        var text = typed.get(argument);
        effort += wanted.effort(text);
        if (effort > PATIENCE) {
            return givesUp(argument);
        }
        var fitting = wanted.rendered(text);
        if (fitting.isEmpty()) {
            return differs(argument, () -> wanted.difference(text));
        }
        boolean rest = fits(slot + 1, argument + 1);
        if (rest) {
            rendered.add(fitting.get());
        }
        return rest;
    }

    /** Remembers that, whatever differed before: it need not be what keeps the line from fitting. Always false. */
    private boolean givesUp(int argument) {
        farthest = argument + 1;
        why = () -> "`" + typed.get(argument) + "` takes more than " + PATIENCE
                + " steps to compare with patterns; it has to be shorter, or the patterns simpler";
        return false;
    }

    /** Remembers the difference that lies farthest, the first of several at one place. Always false. */
    private boolean differs(int argument, Supplier<String> difference) {
        if (argument + 1 > farthest) {
            farthest = argument + 1;
            why = difference;
        }
        return false;
    }
}
