package sallyport.request;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The argument vector of a command: at least one argument, the program first. From the moment a command is parsed it
 * exists only in this form; what is matched, shown, approved and sent are all this list.
 *
 * <p>Holds at most {@value #MAX_ARGUMENTS} arguments and {@value #MAX_LENGTH} characters of quoted text, no control
 * characters and no half of a surrogate pair, which would be sent as another character; beyond that the constructor
 * refuses, so parse first ({@code sallyport.parse}) where the input is a person's.
 */
public record Argv(List<String> arguments) {
    /** Number of arguments; the design's limit for a command, section 4. */
    public static final int MAX_ARGUMENTS = 100;

    /**
     * Characters of {@link #quoted()}; the design's limit for a command, section 4. Counted in UTF-16 code units, as
     * everywhere here and in Slack, so that one beyond U+FFFF counts twice: at most 6,000 bytes of UTF-8.
     */
    public static final int MAX_LENGTH = 2_000;

    private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    public Argv {
        arguments = List.copyOf(arguments);
        if (arguments.isEmpty() || arguments.getFirst().isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
        if (arguments.size() > MAX_ARGUMENTS) {
            throw new IllegalArgumentException("more than " + MAX_ARGUMENTS + " arguments");
        }
        if (arguments.stream().anyMatch(Argv::cannotBeSent)) {
            throw new IllegalArgumentException("control character or half a character in an argument");
        }
        if (quoted(arguments).length() > MAX_LENGTH) {
            throw new IllegalArgumentException("longer than " + MAX_LENGTH + " characters");
        }
    }

    public static Argv of(String... arguments) {
        return new Argv(List.of(arguments));
    }

    public String program() {
        return arguments.getFirst();
    }

    /**
     * One line that splits back into exactly these arguments, by google/shlex (the splitter of the SSM agent) and by a
     * POSIX shell alike: what we send to ECS.
     */
    public String quoted() {
        return quoted(arguments);
    }

    /**
     * Quotes a list that need not obey this type's limits, such as a command inside the exit-code wrapper.
     *
     * @see #quoted()
     */
    public static String quoted(List<String> arguments) {
        return arguments.stream().map(Argv::quote).collect(Collectors.joining(" "));
    }

    /** What the arguments hold beyond printable ASCII, by the number of the argument, from 1. */
    public SortedMap<Integer, List<CodePoint>> beyondAscii() {
        var beyond = new TreeMap<Integer, List<CodePoint>>();
        for (int i = 0; i < arguments.size(); i++) {
            if (!CodePoint.isPrintableAscii(arguments.get(i))) {
                beyond.put(i + 1, CodePoint.beyondAscii(arguments.get(i)));
            }
        }
        return beyond;
    }

    private static String quote(String argument) {
        return NEEDS_NO_QUOTES.matcher(argument).matches() ? argument : "'" + argument.replace("'", "'\\''") + "'";
    }

    private static boolean cannotBeSent(String argument) {
        return argument.codePoints()
                .anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE);
    }
}
