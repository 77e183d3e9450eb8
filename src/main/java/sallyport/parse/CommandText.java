package sallyport.parse;

import static sallyport.request.Argv.MAX_ARGUMENTS;
import static sallyport.request.Argv.MAX_LENGTH;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import sallyport.parse.Parsed.Usage;
import sallyport.parse.Shlex.Split.Unbalanced;
import sallyport.parse.Shlex.Split.Words;
import sallyport.request.Argv;
import sallyport.request.CodePoint;

/**
 * The command inside a line: from text to {@link Argv}, or the first thing in it that cannot be run as it was probably
 * meant.
 */
final class CommandText {
    private static final Pattern ASSIGNMENT = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*=.*", Pattern.DOTALL);

    sealed interface Reading {
        record Read(Argv argv, List<Repair> repairs) implements Reading {}

        record Refused(Usage usage) implements Reading {}
    }

    private final Typed typed;
    private final String text;
    private final CorrectedLine line;

    private CommandText(Typed typed, CorrectedLine line) {
        this.typed = typed;
        this.text = typed.text();
        this.line = line;
    }

    /**
     * @param typed the command, without the quotes that may have held it
     * @param line where the command stands, for the corrected line in a hint
     */
    static Reading read(Typed typed, CorrectedLine line) {
        return switch (Punctuation.straighten(typed)) {
            case Punctuation.Straightened.Unclosed(char quote, int column) ->
                new Reading.Refused(new Usage(
                        "The quote " + quote + " is never closed.", column, "Close it, or type straight quotes."));
            case Punctuation.Straightened.Straight(Typed straight, List<Repair> repairs) -> {
                var command = new CommandText(straight, line);
                var usage = command.problem();
                yield usage.isPresent()
                        ? new Reading.Refused(usage.get())
                        : new Reading.Read(new Argv(command.words().texts()), repairs);
            }
        };
    }

    private Optional<Usage> problem() {
        return size().or(this::alphabet).or(this::balance).or(this::shape);
    }

    private Optional<Usage> size() {
        if (text.isBlank()) {
            return usage("The command is empty.", 0, "Name a program." + line.suggest("uname -a"));
        }
        if (text.length() > MAX_LENGTH) {
            return usage(
                    "The command has " + text.length() + " characters; at most " + MAX_LENGTH + " can be run.",
                    MAX_LENGTH,
                    "Nothing is ever shortened. Put what is long into a script in the image and run that.");
        }
        return Optional.empty();
    }

    /** Letters beyond ASCII pass; which of them may stand where, the policy says. */
    private Optional<Usage> alphabet() {
        var illegible = CodePoint.firstIllegible(text);
        if (illegible.isPresent() && isLineEnd(illegible.getAsInt())) {
            return severalLines(illegible.getAsInt());
        }
        return composition().or(() -> illegible.isPresent() ? illegible(illegible.getAsInt()) : Optional.empty());
    }

    /** What looks the same is to be the same bytes: a letter with its accent is one character. */
    private Optional<Usage> composition() {
        if (CodePoint.isComposed(text)) {
            return Optional.empty();
        }
        var composed = CodePoint.composed(text);
        int same = 0;
        while (text.charAt(same) == composed.charAt(same)) {
            same++;
        }
        return usage(
                "The command is not in Unicode's form NFC, which writes a letter and its accent as one character.",
                same,
                "Type it instead of pasting it." + suggestIfReadable(composed));
    }

    private boolean isLineEnd(int index) {
        return text.charAt(index) == '\n' || text.charAt(index) == '\r';
    }

    private Optional<Usage> severalLines(int index) {
        var first = text.substring(0, index).strip();
        return usage(
                "The command has more than one line.",
                index,
                "Ask for one command at a time." + suggestIfReadable(first));
    }

    private Optional<Usage> illegible(int index) {
        return usage(
                Unprintable.name(text, index) + " stands inside an argument.",
                index,
                "Only characters that everybody sees alike can be run, so that what is approved is what is seen."
                        + suggestIfReadable(Unprintable.inAscii(text)));
    }

    private Optional<Usage> balance() {
        return Shlex.split(text) instanceof Unbalanced(char open, int index)
                ? usage(
                        open == '\\'
                                ? "The backslash at the end escapes nothing."
                                : "The quote " + open + " is never closed.",
                        index,
                        open == '\\' ? "Leave it out, or double it." : "Close it, or put a backslash before it.")
                : Optional.empty();
    }

    private Optional<Usage> shape() {
        var split = words();
        return ShellSyntax.first(text, split)
                .map(found -> shellSyntax(found))
                .or(() -> documentParameter(split))
                .or(() -> program(split))
                .or(() -> numbers(split));
    }

    private Usage shellSyntax(ShellSyntax.Found found) {
        var place = new ShellSyntax.Place(text, found.index(), line);
        return new Usage(
                found.syntax().problem(found.symbol()),
                typed.column(found.index()),
                found.syntax().hint(place).strip());
    }

    private Optional<Usage> documentParameter(Words split) {
        for (var word : split.words()) {
            for (var braces : List.of("{{", "}}")) {
                if (word.text().contains(braces)) {
                    return usage(
                            "A command cannot hold " + braces + ".",
                            Math.max(word.index(), text.indexOf(braces)),
                            "AWS would read it as a parameter of its own. Put the text into a script in the image.");
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Usage> program(Words split) {
        var program = split.words().getFirst();
        if (program.text().isEmpty()) {
            return usage("The program's name is empty.", program.index(), "Begin with the program.");
        }
        if (!ASSIGNMENT.matcher(program.text()).matches()) {
            return Optional.empty();
        }
        var rest = split.texts().subList(1, split.texts().size());
        return usage(
                "A command cannot begin with a variable: here is no shell to set it.",
                program.index(),
                "The program sees the container's own environment."
                        + (rest.isEmpty() ? "" : suggestIfReadable(Argv.quoted(rest))));
    }

    private Optional<Usage> numbers(Words split) {
        int count = split.words().size();
        if (count > MAX_ARGUMENTS) {
            return usage(
                    "The command has " + count + " arguments; at most " + MAX_ARGUMENTS + " can be run.",
                    split.words().get(MAX_ARGUMENTS).index(),
                    "Ask for it in several parts.");
        }
        int quoted = Argv.quoted(split.texts()).length();
        return quoted > MAX_LENGTH
                ? usage(
                        "The command has " + quoted + " characters once quoted; at most " + MAX_LENGTH + " can be run.",
                        0,
                        "Put what is long into a script in the image and run that.")
                : Optional.empty();
    }

    private Words words() {
        return switch (Shlex.split(text)) {
            case Words words -> words;
            case Unbalanced _ -> throw new IllegalStateException("split before its balance was checked");
        };
    }

    private String suggestIfReadable(String command) {
        boolean readable = CodePoint.firstIllegible(command).isEmpty()
                && CodePoint.isComposed(command)
                && new CommandText(Typed.of(command), line).problem().isEmpty();
        return readable ? line.suggest(command) : "";
    }

    private Optional<Usage> usage(String problem, int index, String hint) {
        return Optional.of(new Usage(problem, typed.column(Math.min(index, typed.length())), hint.strip()));
    }
}
