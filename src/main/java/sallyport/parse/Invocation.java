package sallyport.parse;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sallyport.parse.Parsed.Usage;
import sallyport.parse.TypedLine.Word;
import sallyport.request.EditDistance;

/**
 * Sorts the words behind a subcommand into operands, options and the command, by the rules of its grammar row: options
 * stand before or behind the service, but before the command.
 */
final class Invocation {
    private static final int FARTHEST_SUGGESTION = 3;
    private static final Set<String> HELP_FLAGS = Set.of("--help", "-h");

    sealed interface Sorted {
        /**
         * Words in their places.
         *
         * @param command the command's text, without the quotes that may have held it
         * @param line makes corrected lines
         * @param end the column behind the line
         */
        record Words(
                Subcommand row,
                List<Operand> operands,
                Map<Option, Operand> options,
                Optional<Typed> command,
                CorrectedLine line,
                int end)
                implements Sorted {}

        record Wrong(Usage usage) implements Sorted {}

        /** An option asks for help about the subcommand. */
        record HelpWanted() implements Sorted {}
    }

    /** A word that is a value. */
    record Operand(String text, int column) {}

    private final String slash;
    private final Typed line;
    private final Subcommand row;
    private final List<Word> words;
    private final List<Operand> operands = new ArrayList<>();
    private final Map<Option, Operand> options = new EnumMap<>(Option.class);
    private Optional<Typed> command = Optional.empty();
    private int commandStart;
    private int next = 1;

    private Invocation(String slash, Typed line, Subcommand row, List<Word> words) {
        this.slash = slash;
        this.line = line;
        this.row = row;
        this.words = words;
        this.commandStart = line.length();
    }

    /** @param words the line's words, the subcommand first */
    static Sorted sort(String slash, Typed line, Subcommand row, List<Word> words) {
        return new Invocation(slash, line, row, words).sort();
    }

    private Sorted sort() {
        while (next < words.size() && command.isEmpty()) {
            if (asksForHelp(words.get(next))) {
                return new Sorted.HelpWanted();
            }
            var wrong = take(words.get(next));
            if (wrong.isPresent()) {
                return new Sorted.Wrong(wrong.get());
            }
        }
        return new Sorted.Words(
                row, List.copyOf(operands), Map.copyOf(options), command, corrected(), line.column(line.length()));
    }

    /** Also for the subcommand itself, whose place the word may take. */
    static boolean asksForHelp(Word word) {
        return !word.quoted() && HELP_FLAGS.contains(word.text());
    }

    private Optional<Usage> take(Word word) {
        if (!word.quoted() && word.text().equals("--")) {
            return separator(word);
        }
        if (word.beginsWithDash()) {
            return option(word);
        }
        if (row.takesCommand() && operands.size() == 1) {
            return command(word);
        }
        operands.add(new Operand(word.text(), word.column()));
        next++;
        return Optional.empty();
    }

    private Optional<Usage> separator(Word word) {
        if (!row.takesCommand() || operands.isEmpty()) {
            return usage("-- stands before a command, behind the service.", word.column(), tryExample());
        }
        commandStart = word.start();
        command = Optional.of(
                line.from(next + 1 < words.size() ? words.get(next + 1).start() : word.end(), line.length()));
        return Optional.empty();
    }

    private Optional<Usage> option(Word word) {
        var flag = word.text().split("=", 2)[0];
        var known = row.options().stream()
                .filter(option -> option.flag().equals(flag))
                .findFirst();
        if (known.isEmpty()) {
            return unknownOption(flag, word.column());
        }
        return known.get().isBare() ? bare(known.get(), word) : valued(known.get(), word);
    }

    private Optional<Usage> bare(Option option, Word word) {
        if (word.text().contains("=")) {
            return usage(option.flag() + " takes no value.", word.column(), "Write " + option.flag() + " alone.");
        }
        next++;
        return put(option, new Operand("", word.column()), word);
    }

    private Optional<Usage> valued(Option option, Word word) {
        int equals = word.text().indexOf('=');
        boolean separate =
                equals < 0 && next + 1 < words.size() && !words.get(next + 1).beginsWithDash();
        if (equals < 0 && !separate) {
            return withoutValue(option, word);
        }
        var value = separate
                ? new Operand(words.get(next + 1).text(), words.get(next + 1).column())
                : new Operand(word.text().substring(equals + 1), word.value().column(equals + 1));
        next += separate ? 2 : 1;
        return put(option, value, word);
    }

    /** What looks like an option and is none may have been meant as the value. */
    private Optional<Usage> withoutValue(Option option, Word word) {
        var meant = words.stream()
                .skip(next + 1L)
                .limit(1)
                .map(Word::text)
                .filter(text -> row.options().stream().noneMatch(known -> text.startsWith(known.flag())))
                .findFirst();
        return meant.map(text -> usage(
                        option.flag() + " needs a value, and " + text + " begins like an option.",
                        word.column(),
                        "If it is the value, write " + option.flag() + "=" + text + "."))
                .orElseGet(() -> usage(
                        option.flag() + " needs a value.", word.column(), "Usage: " + slash + " " + row.fullUsage()));
    }

    private Optional<Usage> put(Option option, Operand value, Word word) {
        return options.put(option, value) == null
                ? Optional.empty()
                : usage(option.flag() + " is given twice.", word.column(), "Leave one of them out.");
    }

    private Optional<Usage> unknownOption(String flag, int column) {
        if (row.options().isEmpty()) {
            return usage(row.word() + " takes no options.", column, tryExample());
        }
        var flags = row.options().stream().map(Option::flag).toList();
        return usage(
                row.word() + " has no option " + flag + ".",
                column,
                nearest(flag, flags)
                        .map(near -> "Did you mean " + near + "?")
                        .orElse("It has " + String.join(", ", flags) + "."));
    }

    /** The command is one word of the line, quoted unless it is a program alone. */
    private Optional<Usage> command(Word word) {
        commandStart = word.start();
        if (next + 1 == words.size()) {
            command = Optional.of(word.quoted() ? word.value() : line.from(word.start(), word.end()));
            return Optional.empty();
        }
        return words.subList(next + 1, words.size()).stream()
                .filter(this::isOwnOption)
                .findFirst()
                .map(option -> optionTooLate(word, option))
                .or(() -> Optional.of(unquoted(word)));
    }

    private boolean isOwnOption(Word word) {
        var flag = word.text().split("=", 2)[0];
        return !word.quoted()
                && row.options().stream().anyMatch(option -> option.flag().equals(flag));
    }

    private Usage optionTooLate(Word word, Word option) {
        var options = line.text().substring(option.start()).strip();
        var moved = new CorrectedLine(slash, prefix() + options);
        return new Usage(
                "The option " + option.text() + " stands behind the command.",
                option.column(),
                "Options stand before it." + moved.suggest(commandText(word, option.start())));
    }

    private Usage unquoted(Word word) {
        var whole = commandText(word, line.length());
        var asTyped = line.from(word.start(), line.length());
        if (!word.quoted()
                && CommandText.read(asTyped, corrected()) instanceof CommandText.Reading.Refused(Usage why)) {
            return why;
        }
        return new Usage(
                "A command of several words needs quotes around all of it.",
                word.column(),
                corrected().suggest(whole).strip());
    }

    private String commandText(Word word, int end) {
        var behind = line.text().substring(word.end(), end).strip();
        var first = word.quoted() ? word.text() : line.text().substring(word.start(), word.end());
        return (first + " " + behind).strip();
    }

    private CorrectedLine corrected() {
        return new CorrectedLine(slash, prefix());
    }

    private String prefix() {
        return line.text().substring(0, commandStart);
    }

    private String tryExample() {
        var service = operands.isEmpty() ? "web" : operands.getFirst().text();
        return "Try: " + slash + " " + row.exampleFor(service);
    }

    /** The candidate most like the word, if one is near enough to be a slip of the finger. */
    static Optional<String> nearest(String word, List<String> candidates) {
        return candidates.stream()
                .filter(candidate -> EditDistance.between(word, candidate) <= FARTHEST_SUGGESTION)
                .min(Comparator.comparingInt(candidate -> EditDistance.between(word, candidate)));
    }

    private static Optional<Usage> usage(String problem, int column, String hint) {
        return Optional.of(new Usage(problem, column, hint));
    }
}
