package sallyport.run;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import sallyport.request.Argv;

/**
 * Learns a command's exit code, which ECS Exec does not carry: a constant script runs the command, then prints a random
 * marker with the code. The command's own words are arguments of the script and never part of its text. The last marker
 * before the end counts; a process in the container can read and forge it, so the code is the container's word.
 *
 * <p>Not thread-safe: one reader owns it.
 */
final class ExitMarker {
    /**
     * Runs {@code "$@"} after taking the marker off; the trap lets the script survive a Ctrl-C meant for the command.
     */
    private static final String SCRIPT = "trap : INT; m=$1; shift; \"$@\"; r=$?; printf '\\n%s%d\\n' \"$m\" \"$r\"";

    private static final String NAME = "sallyport";
    private static final int RANDOM_BYTES = 8;
    private static final int HIGHEST_CODE = 255;
    /** What may follow the marker; perhaps not all of it yet. */
    private static final Pattern TAIL = Pattern.compile("([0-9]{0,3})\n?");

    private final String marker;
    private final StringBuilder held = new StringBuilder();

    private ExitMarker(String marker) {
        this.marker = marker;
    }

    static ExitMarker random(RandomGenerator random) {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return new ExitMarker("sallyport-exit-" + HexFormat.of().formatHex(bytes) + "=");
    }

    /** The line to send to ECS instead of the command's own. */
    String wrap(Argv argv) {
        var arguments = new ArrayList<>(List.of("sh", "-c", SCRIPT, NAME, marker));
        arguments.addAll(argv.arguments());
        return Argv.quoted(arguments);
    }

    /** Takes output and gives back what is surely the command's own; a possible marker waits for what follows it. */
    String accept(String text) {
        held.append(text);
        int from = held.lastIndexOf("\n" + marker);
        if (from >= 0 && isWholeTail(from)) {
            return release(from);
        }
        return release(startOfPossibleMarker(from));
    }

    /** What the command wrote after all, once no more output comes. */
    End finish() {
        int from = held.lastIndexOf("\n" + marker);
        if (from >= 0) {
            var code = code(held.substring(from + 1 + marker.length()));
            if (code.isPresent()) {
                return new End(held.substring(0, from), code);
            }
        }
        return new End(held.toString(), OptionalInt.empty());
    }

    /**
     * The end of the output.
     *
     * @param rest text that was held back and is the command's own
     * @param code what the container reported, if it did
     */
    record End(String rest, OptionalInt code) {}

    private String release(int end) {
        var text = held.substring(0, end);
        held.delete(0, end);
        return text;
    }

    /** Whether nothing but a marker line, perhaps not yet whole, follows. */
    private boolean isWholeTail(int from) {
        return TAIL.matcher(held.substring(from + 1 + marker.length())).matches();
    }

    /** Where the shortest suffix begins that could become a marker line. */
    private int startOfPossibleMarker(int after) {
        var line = "\n" + marker;
        for (int length = Math.min(line.length(), held.length()); length > 0; length--) {
            int start = held.length() - length;
            if (start > after && line.startsWith(held.substring(start))) {
                return start;
            }
        }
        return held.length();
    }

    private static OptionalInt code(String tail) {
        var matcher = TAIL.matcher(tail);
        if (!matcher.matches() || matcher.group(1).isEmpty()) {
            return OptionalInt.empty();
        }
        int code = Integer.parseInt(matcher.group(1));
        return code <= HIGHEST_CODE ? OptionalInt.of(code) : OptionalInt.empty();
    }
}
