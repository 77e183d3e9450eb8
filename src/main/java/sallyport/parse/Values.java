package sallyport.parse;

import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import sallyport.parse.Invocation.Operand;
import sallyport.parse.Parsed.Usage;
import sallyport.request.Argv;
import sallyport.request.RequestId;
import sallyport.request.Selector;

/**
 * Reads the sorted words as values. Notes the first problem; after it, what the readers answer means nothing, and the
 * line is answered with the problem. One instance per line, not thread-safe.
 */
final class Values {
    /** Characters of a reason: it must fit a card beside the whole command. */
    static final int MAX_REASON = 500;
    /** Characters of a ticket's name. */
    static final int MAX_TICKET = 64;
    /** Characters; CloudWatch Logs takes no longer pattern. */
    static final int MAX_FILTER = 1_024;

    static final Duration LONGEST_AGO = Duration.ofDays(365);

    private static final Pattern TARGET = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:/-]*");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_:/-]*");
    private static final Pattern AGO =
            Pattern.compile("(?:(\\d{1,3})d)?(?:(\\d{1,4})h)?(?:(\\d{1,6})m)?(?:(\\d{1,8})s)?");
    private static final Pattern NUMBER = Pattern.compile("\\d{1,6}");

    private final String slash;
    private final Invocation.Sorted.Words words;
    private Optional<Usage> problem = Optional.empty();
    private List<Repair> repairs = List.of();

    Values(String slash, Invocation.Sorted.Words words) {
        this.slash = slash;
        this.words = words;
    }

    Optional<Usage> problem() {
        return problem;
    }

    /** Repairs inside the command; empty before it is read. */
    List<Repair> repairs() {
        return repairs;
    }

    /** Notes a problem if there are more operands than the row has. */
    void atMost(int count) {
        if (words.operands().size() > count) {
            var extra = words.operands().get(count);
            note("There is more than " + words.row().word() + " takes: " + extra.text(), extra.column(), usage());
        }
    }

    Optional<Operand> operand() {
        return words.operands().stream().findFirst();
    }

    String alias() {
        var operand = operand();
        if (operand.isPresent() && operand.get().text().isEmpty()) {
            note("The name of the service is empty.", operand.get().column(), example("web"));
            return "";
        }
        if (operand.isEmpty()) {
            note(words.row().word() + " needs the name of a service.", words.end(), example("web"));
            return "";
        }
        if (!TARGET.matcher(operand.get().text()).matches()) {
            swallowed(operand.get()).ifPresent(this::noteSwallowed);
            note(
                    operand.get().text() + " is not the name of a service.",
                    operand.get().column(),
                    slash + " services lists them.");
        }
        return operand.get().text();
    }

    /** The option in front of the only operand, if it may have taken the service for its value. */
    private Optional<Option> swallowed(Operand operand) {
        return words.options().entrySet().stream()
                .filter(given -> words.row().takesCommand() && words.command().isEmpty())
                .filter(given -> given.getValue().column() < operand.column())
                .max(Comparator.comparingInt(given -> given.getValue().column()))
                .filter(given -> TARGET.matcher(given.getValue().text()).matches())
                .map(Map.Entry::getKey);
    }

    private void noteSwallowed(Option option) {
        var taken = given(option).orElseThrow();
        note(
                option.flag() + " took " + taken.text() + " for its value, so the service or the command is missing.",
                taken.column(),
                usage());
    }

    Selector selector() {
        return new Selector(alias(), name(Option.TASK), name(Option.CONTAINER));
    }

    Optional<String> name(Option option) {
        return filled(option)
                .map(value -> matching(NAME, value, value.text() + " cannot be a value of " + option.flag() + "."));
    }

    /** The option's value, whatever it is. */
    Optional<String> word(Option option) {
        return filled(option).map(Operand::text);
    }

    /** Whether the option is given at all. */
    boolean flag(Option option) {
        return given(option).isPresent();
    }

    Optional<Argv> argv() {
        if (problem.isPresent()) {
            return Optional.empty();
        }
        if (words.command().isEmpty()) {
            operand().flatMap(this::swallowed).ifPresent(this::noteSwallowed);
            note("The command is missing.", words.end(), example(alias()));
            return Optional.empty();
        }
        return switch (CommandText.read(words.command().get(), words.line())) {
            case CommandText.Reading.Read(Argv argv, List<Repair> found) -> {
                repairs = found;
                yield Optional.of(argv);
            }
            case CommandText.Reading.Refused(Usage usage) -> {
                problem = Optional.of(usage);
                yield Optional.empty();
            }
        };
    }

    /** Notes a problem if there is a command beside an option that stands in its place. */
    void noCommand(Option option) {
        if (words.command().isPresent()) {
            note(
                    "A command and " + option.flag() + " are two questions.",
                    column(option),
                    "Leave one of them out, and ask twice.");
        }
    }

    /** Free text: any letters, but nothing that cannot be seen. */
    Optional<String> text(Option option, int longest) {
        return filled(option).map(value -> {
            var text = value.text().strip();
            Unprintable.inFreeText(text)
                    .ifPresent(index -> note(
                            Unprintable.name(text, index) + " stands in the value of " + option.flag() + ".",
                            value.column(),
                            "Leave out what cannot be seen."));
            if (text.isEmpty() || text.length() > longest) {
                note(
                        option.flag() + " takes 1 to " + longest + " characters, these are " + text.length() + ".",
                        value.column(),
                        "Nothing is ever shortened; say it in fewer words.");
            }
            return text;
        });
    }

    /** A length of time, such as how long ago something was. */
    Optional<Duration> ago(Option option) {
        return filled(option).map(value -> {
            var duration = ago(value.text());
            if (duration.isZero() || duration.compareTo(LONGEST_AGO) > 0) {
                note(
                        value.text() + " is not a length of time from 1s to " + LONGEST_AGO.toDays() + "d.",
                        value.column(),
                        "Write it like 90s, 15m or 1h30m.");
            }
            return duration;
        });
    }

    private static Duration ago(String text) {
        var parts = AGO.matcher(text);
        if (text.isEmpty() || !parts.matches()) {
            return Duration.ZERO;
        }
        return Duration.ofDays(part(parts.group(1)))
                .plusHours(part(parts.group(2)))
                .plusMinutes(part(parts.group(3)))
                .plusSeconds(part(parts.group(4)));
    }

    int number(Option option, int otherwise, int most) {
        return given(option)
                .map(value -> {
                    long number = NUMBER.matcher(value.text()).matches() ? part(value.text()) : 0;
                    if (number < 1 || number > most) {
                        note(option.flag() + " takes a number from 1 to " + most + ".", value.column(), usage());
                    }
                    return (int) number;
                })
                .orElse(otherwise);
    }

    /** A request's id; phones write its first letter large. */
    Optional<RequestId> requestId() {
        return operand().flatMap(operand -> {
            var text = operand.text().toLowerCase(Locale.ROOT);
            if (RequestId.isValid(text)) {
                return Optional.of(new RequestId(text));
            }
            note(
                    operand.text() + " is not the id of a request.",
                    operand.column(),
                    "It stands on the request's card. " + slash + " status lists the open ones.");
            return Optional.empty();
        });
    }

    void missing(String what) {
        note(words.row().word() + " needs " + what + ".", words.end(), usage());
    }

    void note(String what, int column, String hint) {
        if (problem.isEmpty()) {
            problem = Optional.of(new Usage(what, column, hint));
        }
    }

    /** Whether an option that takes no value is given. */
    boolean has(Option option) {
        return given(option).isPresent();
    }

    int column(Option option) {
        return given(option).map(Operand::column).orElse(words.end());
    }

    private String matching(Pattern pattern, Operand value, String otherwise) {
        if (!pattern.matcher(value.text()).matches()) {
            note(otherwise, value.column(), usage());
        }
        return value.text();
    }

    /** The option's value; an empty one is a mistake. */
    private Optional<Operand> filled(Option option) {
        given(option)
                .filter(value -> value.text().isBlank())
                .ifPresent(value -> note("The value of " + option.flag() + " is empty.", value.column(), usage()));
        return given(option);
    }

    private Optional<Operand> given(Option option) {
        return Optional.ofNullable(words.options().get(option));
    }

    private String usage() {
        return "Usage: " + slash + " " + words.row().fullUsage();
    }

    private String example(String service) {
        return "Try: " + slash + " " + words.row().exampleFor(service);
    }

    private static long part(@Nullable String digits) {
        return digits == null ? 0 : Long.parseLong(digits);
    }
}
