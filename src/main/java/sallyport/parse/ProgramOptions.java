package sallyport.parse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The options that a program of the container understands, by what they mean to us; sorts arguments as getopt_long
 * does. An argument that is not listed makes the whole command one that is not understood. Immutable once built.
 */
final class ProgramOptions {
    /** An option whose meaning is that it changes nothing we could show. */
    static final String IGNORED = "";

    private final Map<String, String> bare = new HashMap<>();
    private final Map<String, String> valued = new HashMap<>();
    private final Optional<String> number;

    /** @param number what an option such as {@code -50} means, if there is one */
    ProgramOptions(Optional<String> number) {
        this.number = number;
    }

    /** Options without a value, separated by blanks. */
    ProgramOptions bare(String meaning, String options) {
        for (var option : options.split(" ", -1)) {
            bare.put(option, meaning);
        }
        return this;
    }

    /** Options with a value, separated by blanks. */
    ProgramOptions valued(String meaning, String options) {
        for (var option : options.split(" ", -1)) {
            valued.put(option, meaning);
        }
        return this;
    }

    /**
     * What was given.
     *
     * @param options by their meaning, each with its values in order; a bare one has an empty value
     */
    record Sorted(Map<String, List<String>> options, List<String> operands) {
        boolean has(String meaning) {
            return options.containsKey(meaning);
        }

        List<String> values(String meaning) {
            return options.getOrDefault(meaning, List.of());
        }

        Optional<String> last(String meaning) {
            return values(meaning).isEmpty()
                    ? Optional.empty()
                    : Optional.of(values(meaning).getLast());
        }
    }

    /** Empty if something is not understood. */
    Optional<Sorted> sort(List<String> arguments) {
        return new Sorting(arguments).sort();
    }

    private final class Sorting {
        private final List<String> arguments;
        private final Map<String, List<String>> found = new HashMap<>();
        private final List<String> operands = new ArrayList<>();
        private int next;

        Sorting(List<String> arguments) {
            this.arguments = arguments;
        }

        Optional<Sorted> sort() {
            while (next < arguments.size()) {
                var argument = arguments.get(next++);
                if (argument.equals("--")) {
                    operands.addAll(arguments.subList(next, arguments.size()));
                    break;
                }
                if (!taken(argument)) {
                    return Optional.empty();
                }
            }
            return Optional.of(new Sorted(found, operands));
        }

        private boolean taken(String argument) {
            if (!argument.startsWith("-") || argument.equals("-")) {
                operands.add(argument);
                return true;
            }
            if (number.isPresent() && argument.matches("-[0-9]+")) {
                return note(number.get(), argument.substring(1));
            }
            return argument.startsWith("--") ? isLong(argument) : isCluster(argument);
        }

        private boolean isLong(String argument) {
            int equals = argument.indexOf('=');
            var name = equals < 0 ? argument : argument.substring(0, equals);
            if (bare.containsKey(name)) {
                return note(bare.getOrDefault(name, IGNORED), "");
            }
            if (!valued.containsKey(name)) {
                return false;
            }
            return equals < 0
                    ? fromNext(name)
                    : note(valued.getOrDefault(name, IGNORED), argument.substring(equals + 1));
        }

        private boolean isCluster(String argument) {
            for (int at = 1; at < argument.length(); at++) {
                var name = "-" + argument.charAt(at);
                if (valued.containsKey(name)) {
                    return at + 1 == argument.length()
                            ? fromNext(name)
                            : note(valued.getOrDefault(name, IGNORED), argument.substring(at + 1));
                }
                if (!bare.containsKey(name)) {
                    return false;
                }
                note(bare.getOrDefault(name, IGNORED), "");
            }
            return true;
        }

        private boolean fromNext(String name) {
            return next < arguments.size() && note(valued.getOrDefault(name, IGNORED), arguments.get(next++));
        }

        private boolean note(String meaning, String value) {
            found.computeIfAbsent(meaning, _ -> new ArrayList<>()).add(value);
            return true;
        }
    }
}
