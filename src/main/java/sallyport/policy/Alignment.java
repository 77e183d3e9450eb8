package sallyport.policy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import sallyport.policy.Argument.Fit;
import sallyport.request.Argv;

/**
 * Lays a typed argv along a template whose optional arguments may be left out. Tries every way, each pair of positions
 * once, so it takes at most template × argv steps. One instance per comparison, not thread-safe.
 *
 * <p>Where many optional arguments are patterns, it gives up once they have looked at {@value #PATIENCE} characters:
 * what is not found by then is refused, so that nobody can keep a decision busy for long.
 */
final class Alignment {
    /** Characters; twice as many as a command can have, so never reached without optional arguments. */
    static final int PATIENCE = 2 * Argv.MAX_LENGTH;

    private final List<Argument> template;
    private final List<String> typed;
    private final List<String> rendered = new ArrayList<>();
    /** By position in the template and in the argv. */
    private final boolean[][] tried;

    private int effort;
    private Match.Differs farthest = new Match.Differs(0, "");

    Alignment(List<Argument> template, List<String> typed) {
        this.template = template;
        this.typed = typed;
        this.tried = new boolean[template.size() + 1][typed.size() + 1];
    }

    Match match() {
        if (!fits(0, 0)) {
            return farthest;
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
            return argument == typed.size() || differs(argument, "`" + typed.get(argument) + "` is one too many");
        }
        return taken(slot, argument) || (template.get(slot).isOptional() && fits(slot + 1, argument));
    }

    private boolean taken(int slot, int argument) {
        var wanted = template.get(slot);
        if (argument == typed.size()) {
            return !wanted.isOptional() && differs(argument, wanted.usage() + " is missing");
        }
        effort += wanted.effort(typed.get(argument));
        if (effort > PATIENCE) {
            return differs(
                    argument, "there are too many optional patterns to compare `" + typed.get(argument) + "` with");
        }
        return switch (wanted.fit(typed.get(argument))) {
            case Fit.Fits(String text) -> {
                boolean rest = fits(slot + 1, argument + 1);
                if (rest) {
                    rendered.add(text);
                }
                yield rest;
            }
            case Fit.Differs(String why) -> differs(argument, why);
        };
    }

    /** Remembers the difference that lies farthest, the first of several at one place. Always false. */
    private boolean differs(int argument, String why) {
        if (argument + 1 > farthest.argument()) {
            farthest = new Match.Differs(argument + 1, why);
        }
        return false;
    }
}
