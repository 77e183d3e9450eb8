package sallyport.policy;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import sallyport.request.CodePoint;

/**
 * The characters that a free text may be made of: legible ones only, and letters of one script, unless those of another
 * one are listed one by one by somebody who had a look at them.
 *
 * @param shown as its author wrote it
 */
record Alphabet(String shown, List<Range> ranges) {
    Alphabet {
        ranges = List.copyOf(ranges);
    }

    /** Characters from one to another, both of them with it. */
    record Range(int first, int last) {
        private boolean isOneCharacter() {
            return first == last;
        }

        private IntStream characters() {
            return IntStream.rangeClosed(first, last);
        }
    }

    sealed interface Reading {
        record Read(Alphabet alphabet) implements Reading {}

        /** @param problem a sentence */
        record Refused(String problem) implements Reading {}
    }

    boolean holds(int codePoint) {
        return ranges.stream().anyMatch(range -> codePoint >= range.first() && codePoint <= range.last());
    }

    private static final Reading NONE =
            new Reading.Refused("An alphabet lists characters and ranges such as a-z, a dash at its very end.");

    /** Reads {@code A-Za-z äöü-}: characters and ranges of them. */
    static Reading read(String written) {
        var ranges = new ArrayList<Range>();
        int[] characters = written.codePoints().toArray();
        for (int at = 0; at < characters.length; at++) {
            boolean isRange = at + 2 < characters.length && characters[at + 1] == '-';
            var range = new Range(characters[at], isRange ? characters[at + 2] : characters[at]);
            boolean misplaced = range.first() == '-' && at < characters.length - 1;
            if (range.first() > range.last() || misplaced) {
                return NONE;
            }
            ranges.add(range);
            at += isRange ? 2 : 0;
        }
        return ranges.isEmpty() ? NONE : checked(new Alphabet(written, ranges));
    }

    private static Reading checked(Alphabet alphabet) {
        if (!CodePoint.isComposed(alphabet.shown())) {
            return new Reading.Refused("The alphabet is not in Unicode's form NFC, which writes a letter and its accent"
                    + " as one character.");
        }
        var illegible = alphabet.ranges().stream()
                .flatMapToInt(Range::characters)
                .mapToObj(CodePoint::new)
                .filter(character -> !character.isLegible())
                .findFirst();
        if (illegible.isPresent()) {
            return new Reading.Refused("An alphabet cannot hold "
                    + illegible.get().name() + ": only characters that everybody sees alike, where they are written.");
        }
        var scripts = alphabet.scriptsOfRanges();
        return scripts.size() > 1
                ? new Reading.Refused("Ranges with letters of " + names(scripts)
                        + " look alike in one alphabet; keep those of one of them, and list of the others the letters"
                        + " one by one.")
                : new Reading.Read(alphabet);
    }

    private Set<UnicodeScript> scriptsOfRanges() {
        var scripts = EnumSet.noneOf(UnicodeScript.class);
        ranges.stream()
                .filter(range -> !range.isOneCharacter())
                .flatMapToInt(Range::characters)
                .filter(Character::isLetter)
                .mapToObj(UnicodeScript::of)
                .forEach(scripts::add);
        scripts.remove(UnicodeScript.COMMON);
        return scripts;
    }

    private static String names(Set<UnicodeScript> scripts) {
        return scripts.stream()
                .map(script ->
                        script.name().charAt(0) + script.name().substring(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(" and "));
    }
}
