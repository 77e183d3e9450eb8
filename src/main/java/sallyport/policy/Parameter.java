package sallyport.policy;

import com.google.re2j.Pattern;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import sallyport.request.Argv;
import sallyport.request.CodePoint;

/**
 * The type of a value inside an argument. Reading a value gives it in canonical form; only a value typed in that form
 * is accepted. No type accepts an empty value or control characters, and only free text anything beyond ASCII.
 */
sealed interface Parameter {
    /** The value in canonical form, or empty if it is none of this type. */
    Optional<String> read(String text);

    /** Completes "{@code `x`} is not …". */
    String description();

    /** How the usage line shows it. */
    String usage();

    /** Whether a value can hold it at all, wherever it stands. */
    default boolean mayHold(int codePoint) {
        return CodePoint.isPrintableAscii(codePoint);
    }

    /** Follows a sentence about a character that it cannot hold; empty where it holds printable ASCII only. */
    default String lettersInWords() {
        return "";
    }

    /** Whether a value may begin with a dash without being listed literally. */
    default boolean isFreeToBeAnOption() {
        return false;
    }

    /** One of these texts, which may begin with a dash. */
    record Choice(List<String> values) implements Parameter {
        @Override
        public Optional<String> read(String text) {
            return values.stream().filter(text::equals).findFirst();
        }

        @Override
        public String description() {
            return values.size() == 1 ? values.getFirst() : "one of " + String.join(", ", values);
        }

        @Override
        public String usage() {
            return String.join("|", values);
        }
    }

    /** A whole number in decimal digits, without leading zeros. */
    record WholeNumber(int least, int most) implements Parameter {
        private static final Pattern FORM = Pattern.compile("-?[0-9]{1,9}");

        @Override
        public Optional<String> read(String text) {
            return Optional.of(text)
                    .filter(FORM::matches)
                    .map(Integer::parseInt)
                    .filter(number -> number >= least && number <= most)
                    .map(String::valueOf);
        }

        @Override
        public String description() {
            return "a whole number from " + least + " to " + most;
        }

        @Override
        public String usage() {
            return least + ".." + most;
        }
    }

    /** Text that a pattern matches as a whole; linear in the text's length, by RE2. */
    record Matching(Pattern pattern, boolean leadingDash) implements Parameter {
        @Override
        public Optional<String> read(String text) {
            boolean accepted = !text.isEmpty() && (leadingDash || !text.startsWith("-")) && pattern.matches(text);
            return accepted ? Optional.of(text) : Optional.empty();
        }

        /** Steps that matching a text takes at most. */
        long effort(String text) {
            return (long) pattern.programSize() * text.length();
        }

        @Override
        public String description() {
            return "text of the form " + pattern.pattern() + (leadingDash ? "" : " without a dash in front");
        }

        @Override
        public String usage() {
            return pattern.pattern();
        }

        @Override
        public boolean isFreeToBeAnOption() {
            return leadingDash;
        }
    }

    /**
     * Free text of an alphabet.
     *
     * @param longest characters, as {@link Argv#MAX_LENGTH} counts them
     */
    record FreeText(Alphabet alphabet, int longest, boolean leadingDash) implements Parameter {
        @Override
        public Optional<String> read(String text) {
            boolean accepted = !text.isEmpty()
                    && text.length() <= longest
                    && (leadingDash || !text.startsWith("-"))
                    && text.codePoints().allMatch(alphabet::holds)
                    && CodePoint.isComposed(text);
            return accepted ? Optional.of(text) : Optional.empty();
        }

        @Override
        public boolean mayHold(int codePoint) {
            return CodePoint.isPrintableAscii(codePoint) || alphabet.holds(codePoint);
        }

        @Override
        public String lettersInWords() {
            return "; its alphabet is " + alphabet.shown();
        }

        @Override
        public String description() {
            return "text of 1 to " + longest + " out of " + alphabet.shown()
                    + (leadingDash ? "" : " without a dash in front");
        }

        @Override
        public String usage() {
            return "text";
        }

        @Override
        public boolean isFreeToBeAnOption() {
            return leadingDash;
        }
    }

    /**
     * An absolute path below a directory, written in the shortest way. What it leads to inside the container cannot be
     * seen from here: a symbolic link below the directory may lead out of it.
     *
     * @param directory absolute and without a slash at its end
     */
    record PathBelow(String directory) implements Parameter {
        /** Whether an absolute path is written without empty, {@code .} or {@code ..} parts. */
        static boolean isCanonical(String path) {
            return path.startsWith("/")
                    && Arrays.stream(path.substring(1).split("/", -1))
                            .noneMatch(part -> part.isEmpty() || part.equals(".") || part.equals(".."));
        }

        @Override
        public Optional<String> read(String text) {
            return text.startsWith(directory + "/") && isCanonical(text) ? Optional.of(text) : Optional.empty();
        }

        @Override
        public String description() {
            return "a path below " + directory + "/ without . .. or //";
        }

        @Override
        public String usage() {
            return directory + "/…";
        }
    }
}
