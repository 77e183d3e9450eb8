package sallyport.policy;

import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import sallyport.request.ExitCode;
import sallyport.request.Quorum;

/** Terms in the words of a policy file and of its tests. */
public final class Words {
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_.@/+-]+");

    private Words() {}

    /** Who must agree, such as {@code 1 of dba and 2 of sre} by name of the group, or {@code none}. */
    public static String approval(Quorum quorum) {
        return quorum.needsNobody() ? "none" : quorum.words(Words::name);
    }

    /** On how many tasks at most one request may run, such as {@code one task} or {@code up to 5 tasks}. */
    public static String tasks(int most) {
        return most == 1 ? "one task" : "up to " + most + " tasks";
    }

    /** {@code required}, {@code wanted} or {@code none}. */
    static String exitCode(ExitCode exitCode) {
        return exitCode.name().toLowerCase(Locale.ROOT);
    }

    /**
     * A name that an author chose freely, in quotes unless it is plainly one word: no group, container or program can
     * look like several, or begin a line of its own.
     */
    public static String name(String name) {
        return PLAIN.matcher(name).matches()
                ? name
                : name.codePoints().mapToObj(Words::escaped).collect(Collectors.joining("", "\"", "\""));
    }

    private static String escaped(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED -> "\\u{%x}".formatted(codePoint);
            default -> codePoint == '"' || codePoint == '\\' ? "\\" + (char) codePoint : Character.toString(codePoint);
        };
    }

    /** As a file would write it: {@code 90s}, {@code 10m} or {@code 1h}. */
    public static String duration(Duration duration) {
        if (duration.toSeconds() % Duration.ofHours(1).toSeconds() == 0) {
            return duration.toHours() + "h";
        }
        return duration.toSeconds() % 60 == 0 ? duration.toMinutes() + "m" : duration.toSeconds() + "s";
    }

    /** As a file would write it: {@code 64KiB}, {@code 1MiB} or {@code 1GiB}; a file knows nothing between KiB. */
    public static String size(long bytes) {
        if (bytes % (1L << 30) == 0) {
            return (bytes >> 30) + "GiB";
        }
        return bytes % (1 << 20) == 0 ? (bytes >> 20) + "MiB" : (bytes >> 10) + "KiB";
    }
}
