package sallyport.parse;

import java.util.List;

/** What a typed line means, or how to type it. */
public sealed interface Parsed {
    /**
     * A command, understood.
     *
     * @param repairs what was read differently from how it was typed; if there are any, the answer shows the command
     */
    record Ok(SlashCommand command, List<Repair> repairs) implements Parsed {
        public Ok {
            repairs = List.copyOf(repairs);
        }
    }

    /**
     * Not understood; nothing was done.
     *
     * @param problem one sentence: what is wrong
     * @param column where in the text after the slash command, in code points from 1
     * @param hint what to try; most end with a whole line made from what was typed, behind {@code Try:}
     */
    record Usage(String problem, int column, String hint) implements Parsed {}
}
