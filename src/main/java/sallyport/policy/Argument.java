package sallyport.policy;

import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import sallyport.request.CodePoint;

/** One argument of a command's template. */
sealed interface Argument {
    /** What runs in place of a typed argument that fits, equal to what was typed; empty if it does not fit. */
    Optional<String> rendered(String typed);

    /** Why a typed argument does not fit, to complete "argument 2: "; asked only where it does not. */
    String difference(String typed);

    boolean isOptional();

    /** How many steps a pattern may take to say whether a typed argument fits. */
    default long effort(String typed) {
        return 0;
    }

    /** How the usage line shows it. */
    String usage();

    /**
     * The first character that cannot be in there at all, as what differs: it may look like one that can.
     *
     * @param whatMay says behind that what can be in there, if anything is worth saying
     */
    private static Optional<String> stranger(String typed, IntPredicate mayHold, String whatMay) {
        int[] characters = typed.codePoints().toArray();
        return IntStream.range(0, characters.length)
                .filter(i -> !mayHold.test(characters[i]))
                .mapToObj(i -> "`" + typed + "` holds " + new CodePoint(characters[i]).name() + " at character "
                        + (i + 1) + ", which does not belong there" + whatMay)
                .findFirst();
    }

    /** Always the same. */
    record Literal(String text) implements Argument {
        @Override
        public Optional<String> rendered(String typed) {
            return typed.equals(text) ? Optional.of(text) : Optional.empty();
        }

        @Override
        public String difference(String typed) {
            return stranger(typed, CodePoint::isPrintableAscii, "").orElse("`" + typed + "` is not " + text);
        }

        @Override
        public boolean isOptional() {
            return false;
        }

        @Override
        public String usage() {
            return text;
        }
    }

    /**
     * A value with fixed text around it. Left out, an optional one takes the whole argument with it.
     *
     * @param before fixed text, may be empty
     * @param after fixed text, may be empty
     */
    record Filled(String before, Parameter parameter, String after, boolean isOptional) implements Argument {
        @Override
        public Optional<String> rendered(String typed) {
            return isFramed(typed) && typed.codePoints().allMatch(parameter::mayHold)
                    ? parameter
                            .read(value(typed))
                            .map(read -> before + read + after)
                            .filter(typed::equals)
                    : Optional.empty();
        }

        @Override
        public String difference(String typed) {
            return stranger(typed, parameter::mayHold, parameter.lettersInWords())
                    .orElseGet(() -> isFramed(typed)
                            ? "`" + value(typed) + "` is not " + parameter.description()
                            : "`" + typed + "` is not of the form " + before + "…" + after);
        }

        private String value(String typed) {
            return typed.substring(before.length(), typed.length() - after.length());
        }

        private boolean isFramed(String typed) {
            return typed.length() >= before.length() + after.length()
                    && typed.startsWith(before)
                    && typed.endsWith(after);
        }

        @Override
        public long effort(String typed) {
            return parameter instanceof Parameter.Matching matching && isFramed(typed)
                    ? matching.effort(value(typed))
                    : 0;
        }

        @Override
        public String usage() {
            var shown = before + "{" + parameter.usage() + "}" + after;
            return isOptional ? "[" + shown + "]" : shown;
        }
    }
}
