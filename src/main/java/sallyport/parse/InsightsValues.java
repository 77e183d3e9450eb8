package sallyport.parse;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads what stands behind {@code insights}. One instance per line, not thread-safe. */
final class InsightsValues {
    /** A field of JSON, as it stands in a query: nothing that could end its quotes. */
    private static final Pattern FIELD = Pattern.compile("[A-Za-z0-9_.@-]{1,100}");

    private final Values values;

    InsightsValues(Values values) {
        this.values = values;
    }

    SlashCommand read() {
        var query = values.word(Option.QUERY).map(this::query).orElse(NamedQuery.ERRORS_BY_MINUTE);
        return new SlashCommand.Insights(values.selector(), query, field(query), since());
    }

    private NamedQuery query(String word) {
        return NamedQuery.named(word).orElseGet(() -> {
            values.note(
                    "There is no query " + word + ".",
                    values.column(Option.QUERY),
                    "There are " + String.join(", ", NamedQuery.words()) + ".");
            return NamedQuery.ERRORS_BY_MINUTE;
        });
    }

    private Optional<String> field(NamedQuery query) {
        var field = values.word(Option.FIELD);
        boolean wanted = query == NamedQuery.P95;
        if (wanted != field.isPresent()) {
            values.note(
                    wanted ? "p95 needs a field." : query.word() + " takes no field.",
                    values.column(Option.FIELD),
                    "--field names a number in lines of JSON, for --query p95.");
        }
        if (!field.map(name -> FIELD.matcher(name).matches()).orElse(true)) {
            values.note(
                    "That is not the name of a field.",
                    values.column(Option.FIELD),
                    "Letters, digits and _ . @ - name one, up to 100.");
        }
        return field;
    }

    private Duration since() {
        var since = values.ago(Option.SINCE).orElse(SlashCommand.Insights.DEFAULT_SINCE);
        if (since.compareTo(SlashCommand.Insights.LONGEST_SINCE) > 0) {
            values.note(
                    "insights looks at " + SlashCommand.Insights.LONGEST_SINCE.toHours() + " hours at most.",
                    values.column(Option.SINCE),
                    "AWS takes money for what a query scans.");
        }
        return since;
    }
}
