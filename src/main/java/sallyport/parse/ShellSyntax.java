package sallyport.parse;

import java.util.Optional;
import sallyport.parse.Shlex.Active;
import sallyport.parse.Shlex.Word;
import sallyport.request.Argv;

/**
 * What people type out of habit for a shell to act upon. There is no shell between them and the program, so each of
 * these would silently become an argument; instead each is answered with the way to reach what was probably meant.
 * Quoted or escaped, the same characters are data and pass.
 *
 * <p>Not refused, because programs take them as data more often than people mean the shell by them: brackets, braces,
 * {@code !}, a {@code $} that names nothing, and a {@code ~} inside a word.
 */
enum ShellSyntax {
    SEQUENCE("would start a second command") {
        @Override
        String hint(Place at) {
            return "Ask for one command at a time." + at.tryLeft();
        }
    },
    CONDITION("would start a second command depending on the first") {
        @Override
        String hint(Place at) {
            return "Ask for one command at a time and look at its exit code." + at.tryLeft();
        }
    },
    PIPE("would feed another program") {
        @Override
        String hint(Place at) {
            return "There are no pipes. Ask for the first command alone and search its output in the thread, or have"
                    + " one program read the file itself, as grep does." + at.tryLeft();
        }
    },
    BACKGROUND("would leave the command running in the background") {
        @Override
        String hint(Place at) {
            return "A command runs until it ends or is stopped. To pass & as it is, quote it." + at.tryQuoted();
        }
    },
    REDIRECTION("would redirect a file") {
        @Override
        String hint(Place at) {
            return "There is no redirection: all output comes to the thread, and a file to read is named as an"
                    + " argument." + at.tryLeft();
        }
    },
    SUBSTITUTION("would insert the output of another command") {
        @Override
        String hint(Place at) {
            return "Nothing is inserted. Ask for the inner command first and type its result here, or quote it to pass"
                    + " it as it is." + at.tryQuoted();
        }
    },
    VARIABLE("would insert a variable") {
        @Override
        String hint(Place at) {
            return "Nothing is expanded. Type the value itself, or quote it to pass it as it is." + at.tryQuoted();
        }
    },
    BASH_QUOTE("would begin a quotation that only bash knows") {
        @Override
        String hint(Place at) {
            return "Use plain quotes." + at.tryQuoted();
        }
    },
    PATTERN("would be replaced by file names") {
        @Override
        String hint(Place at) {
            return "Nothing is replaced. Type the names, or quote the pattern when the program itself reads it, as find"
                    + " does." + at.tryQuoted();
        }
    },
    HOME("would be replaced by a home directory") {
        @Override
        String hint(Place at) {
            return "Nothing is replaced. Type the whole path, or quote it to pass it as it is." + at.tryQuoted();
        }
    },
    GROUP("would group commands") {
        @Override
        String hint(Place at) {
            return "Ask for one command at a time, or quote the parenthesis to pass it as it is." + at.tryQuoted();
        }
    },
    COMMENT("would begin a comment, and the container's agent would drop the rest of the line") {
        @Override
        String hint(Place at) {
            return "Leave it out, or quote it to pass it as it is." + at.tryQuotedComment();
        }
    };

    private static final String NAMES_A_VARIABLE = "{@*#?!$-_";

    private final String effect;

    ShellSyntax(String effect) {
        this.effect = effect;
    }

    /** What to try, ending with a line made from what was typed where there is one. */
    abstract String hint(Place at);

    String problem(String symbol) {
        return "In a shell " + symbol + " " + effect + "; here is no shell, so nothing was run.";
    }

    /** The leftmost piece of shell syntax in a command. */
    static Optional<Found> first(String command, Shlex.Split.Words split) {
        for (var word : split.words()) {
            if (split.comment().isPresent() && split.comment().getAsInt() < word.index()) {
                break;
            }
            for (var active : word.active()) {
                var syntax = of(command, word, active);
                if (syntax.isPresent()) {
                    return Optional.of(new Found(syntax.get(), symbol(command, active), active.index()));
                }
            }
        }
        return split.comment().stream()
                .mapToObj(index -> new Found(COMMENT, "#", index))
                .findFirst();
    }

    private static Optional<ShellSyntax> of(String command, Word word, Active active) {
        char following = following(command, active);
        return switch (active.character()) {
            case ';' -> Optional.of(SEQUENCE);
            case '&' -> Optional.of(following == '&' ? CONDITION : BACKGROUND);
            case '|' -> Optional.of(following == '|' ? CONDITION : PIPE);
            case '<', '>' -> Optional.of(REDIRECTION);
            case '`' -> Optional.of(SUBSTITUTION);
            case '$' -> dollar(following);
            case '*', '?' -> Optional.of(PATTERN);
            case '~' -> active.index() == word.index() ? Optional.of(HOME) : Optional.empty();
            case '(', ')' -> Optional.of(GROUP);
            default -> throw new IllegalStateException("not a shell's character: " + active.character());
        };
    }

    private static Optional<ShellSyntax> dollar(char following) {
        if (following == '(') {
            return Optional.of(SUBSTITUTION);
        }
        if (following == '\'' || following == '"') {
            return Optional.of(BASH_QUOTE);
        }
        boolean names = Character.isLetterOrDigit(following) || NAMES_A_VARIABLE.indexOf(following) >= 0;
        return names ? Optional.of(VARIABLE) : Optional.empty();
    }

    /** The character, doubled where a shell reads two as one. */
    private static String symbol(String command, Active active) {
        char c = active.character();
        boolean doubled = "&|<>".indexOf(c) >= 0 && following(command, active) == c;
        return doubled ? "" + c + c : String.valueOf(c);
    }

    private static char following(String command, Active active) {
        return active.index() + 1 < command.length() ? command.charAt(active.index() + 1) : ' ';
    }

    record Found(ShellSyntax syntax, String symbol, int index) {}

    /**
     * Where shell syntax was found.
     *
     * @param command the command as typed
     * @param index where in it
     * @param line makes a whole line from a command
     */
    record Place(String command, int index, CorrectedLine line) {
        /** The command up to the shell's character, without the file descriptor that may belong to it. */
        String tryLeft() {
            var left = command.substring(0, index).replaceFirst("\\s\\d+$", "").strip();
            return left.isEmpty() ? "" : line.suggest(left);
        }

        String tryQuoted() {
            return suggestQuoted(command);
        }

        /** Quotes the word that looks like a comment. */
        String tryQuotedComment() {
            return suggestQuoted(command.substring(0, index) + "\\" + command.substring(index));
        }

        private String suggestQuoted(String text) {
            return switch (Shlex.split(text)) {
                case Shlex.Split.Words split -> line.suggest(Argv.quoted(split.texts()));
                case Shlex.Split.Unbalanced _ -> "";
            };
        }
    }
}
