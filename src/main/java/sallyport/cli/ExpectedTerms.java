package sallyport.cli;

import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import sallyport.policy.Capability;
import sallyport.policy.Term;
import sallyport.policy.TermBounds;
import sallyport.policy.Words;
import sallyport.yaml.YamlFields;
import sallyport.yaml.YamlNode;
import sallyport.yaml.YamlNode.Scalar;

/** Reads which terms a case of {@code policy test} expects, each into the words of {@link Term}. */
final class ExpectedTerms {
    private static final String BELONGS_TO_COMMANDS = " belongs to a case with command.";
    private static final String BELONGS_TO_ALLOWED = " belongs to expect: allowed.";

    /** What is said of one task, which a policy has no words for. */
    private static final String ONE_TASK = "1";

    private static final Pattern GROUP_AND_TIME = Pattern.compile("(\\S+|\".*\") (after|within) (\\S+)");

    /** What {@link Term#NEEDS} lists, in the order of its words. */
    private static final List<String> NEEDS = List.of("reason", "ticket");

    private final YamlFields fields;

    private ExpectedTerms(YamlFields fields) {
        this.fields = fields;
    }

    /** @param allowed whether the case expects that a command may be run; otherwise it has no terms */
    static Map<Term, String> read(YamlFields fields, boolean allowed) {
        return new ExpectedTerms(fields).read(allowed);
    }

    private Map<Term, String> read(boolean allowed) {
        var terms = new EnumMap<Term, String>(Term.class);
        for (var term : Term.values()) {
            fields.node(term.key()).ifPresent(node -> {
                read(term).ifPresent(words -> terms.put(term, words));
                check(term, node, allowed);
            });
        }
        return terms;
    }

    private void check(Term term, YamlNode node, boolean allowed) {
        if (fields.node("capability").isPresent() && !(term.isOfGrant() && needsAgreement())) {
            fields.problem(node, term.key() + BELONGS_TO_COMMANDS);
        } else if (!allowed) {
            fields.problem(node, term.key() + BELONGS_TO_ALLOWED);
        }
    }

    private boolean needsAgreement() {
        return fields.scalar("capability")
                .flatMap(word -> Optional.ofNullable(Capability.BY_WORD.get(word.text())))
                .filter(capability -> capability.kind().needsAgreement())
                .isPresent();
    }

    private Optional<String> read(Term term) {
        return switch (term) {
            case EFFECT -> oneOf(term, "read", "write", "secret-revealing");
            case EXIT_CODE -> oneOf(term, "required", "wanted", Term.NONE);
            case BIND -> oneOf(term, "revision", "task");
            case CONFIRM -> oneOf(term, "review", Term.NONE);
            case AUDIENCE -> oneOf(term, "thread", "requester");
            case EXPIRES -> time(term, TermBounds.EXPIRES);
            case START_WITHIN -> time(term, TermBounds.START_WITHIN);
            case DEADLINE -> time(term, TermBounds.DEADLINE);
            case MAX_OUTPUT -> TermBounds.MAX_OUTPUT.read(fields, term.key()).map(Words::size);
            case CONCURRENCY -> noneOr(term, () -> count(term, TermBounds.CONCURRENCY));
            case FAN_OUT ->
                says(term, ONE_TASK) || says(term, Term.NONE) ? Optional.of(ONE_TASK) : count(term, TermBounds.FAN_OUT);
            case NEEDS -> noneOr(term, this::needs);
            case ESCALATE ->
                noneOr(term, () -> groupAndTime(term, "after", TermBounds.ESCALATE_AFTER, "sre-leads after 10m"));
            case REVIEW -> noneOr(term, () -> groupAndTime(term, "within", TermBounds.REVIEW_WITHIN, "sre within 24h"));
        };
    }

    private Optional<String> oneOf(Term term, String... words) {
        return fields.oneOf(
                term.key(), Arrays.stream(words).collect(Collectors.toMap(Function.identity(), Function.identity())));
    }

    private Optional<String> noneOr(Term term, Supplier<Optional<String>> something) {
        return says(term, Term.NONE) ? Optional.of(Term.NONE) : something.get();
    }

    private boolean says(Term term, String word) {
        return fields.node(term.key())
                .filter(node -> node instanceof Scalar scalar && scalar.text().equals(word))
                .isPresent();
    }

    private Optional<String> time(Term term, TermBounds.Times bounds) {
        return bounds.read(fields, term.key()).map(Words::duration);
    }

    private Optional<String> count(Term term, TermBounds.Counts bounds) {
        return bounds.read(fields, term.key()).map(String::valueOf);
    }

    private Optional<String> needs() {
        var listed = fields.scalars(Term.NEEDS.key());
        for (int i = 0; i < listed.size(); i++) {
            var need = listed.get(i).text();
            if (!NEEDS.contains(need)) {
                fields.problem(listed.get(i), need + " is not one of " + String.join(", ", NEEDS) + ".");
            } else if (listed.subList(0, i).stream()
                    .anyMatch(earlier -> earlier.text().equals(need))) {
                fields.problem(listed.get(i), need + " is listed twice.");
            }
        }
        var texts = listed.stream().map(Scalar::text).toList();
        return listed.isEmpty()
                ? Optional.empty()
                : Optional.of(NEEDS.stream().filter(texts::contains).collect(Collectors.joining(" and ")));
    }

    /** A group, a word between, and a length of time. */
    private Optional<String> groupAndTime(Term term, String between, TermBounds.Times bounds, String example) {
        return fields.scalar(term.key()).flatMap(scalar -> {
            var parts = GROUP_AND_TIME.matcher(scalar.text());
            var time = parts.matches() && parts.group(2).equals(between)
                    ? YamlFields.duration(parts.group(3)).filter(bounds::hold)
                    : Optional.<Duration>empty();
            if (time.isEmpty()) {
                fields.problem(
                        scalar,
                        term.key() + " must be none, or like " + example + ", the time " + bounds.words() + ".");
            }
            return time.map(span -> parts.group(1) + " " + between + " " + Words.duration(span));
        });
    }
}
