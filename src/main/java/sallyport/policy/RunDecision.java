package sallyport.policy;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import sallyport.policy.Decision.Denied;
import sallyport.request.Argv;
import sallyport.request.CodePoint;
import sallyport.request.EditDistance;
import sallyport.request.LookAlikes;

/**
 * Decides on a command, and finds the words for a refusal. What is allowed is judged by every rule about the program on
 * the target; the words come from those, and from so many others as are worth somebody's wait. One instance per
 * decision, not thread-safe.
 */
final class RunDecision {
    private static final int MOST_REASONS = 5;
    /** Rules of the same program for other targets that a refusal looks at, so that a large policy is no slow one. */
    private static final int MOST_ELSEWHERE = 50;
    /** Commands of other programs among which a slip of the finger is looked for; more than that nobody has in mind. */
    private static final int MOST_ALIKE = 100;
    /** Characters by which two lines are compared for likeness; what differs behind is no slip of the finger. */
    private static final int MOST_CHARACTERS = 100;
    /** ASCII; letters beyond it are taken for some within, which makes lines look more alike and never less. */
    private static final int LETTERS = 128;

    private final Rules rules;
    /** With the report-only rules; empty if there are none. */
    private final Optional<Rules> withReported;

    private final CommandAsk ask;
    private final String program;
    /** By the name of a command, which many grants may share. */
    private final Map<String, Match> matches = new HashMap<>();

    RunDecision(Rules rules, CommandAsk ask) {
        this(rules, Optional.empty(), ask);
    }

    /** @param withReported the same rules and the report-only ones; empty if there are none */
    RunDecision(Rules rules, Optional<Rules> withReported, CommandAsk ask) {
        this.rules = rules;
        this.withReported = withReported;
        this.ask = ask;
        this.program = ask.argv().program();
    }

    /** Decides by the rules in force. What the report-only ones would change is found out by deciding once more. */
    Decision decide() {
        var verdict = verdict(rules);
        var reported = withReported
                .map(all -> Reporting.between(verdict, verdict(all)))
                .orElse(Reported.NOTHING);
        return switch (verdict) {
            case Verdict.Forbidden(var reasons) ->
                new Denied(
                        subject(ask.argv().quoted()) + " may not be run: " + reasons.getFirst() + ".",
                        reasons,
                        reported);
            case Verdict.Granted(var allowing) -> Comparison.strictest(allowing, reported);
            case Verdict.NotGranted(var near) -> refusal(near, reported);
        };
    }

    private Verdict verdict(Rules by) {
        var forbidding = by.forbidding(ask, program);
        if (!forbidding.isEmpty()) {
            return new Verdict.Forbidden(forbidding);
        }
        var near = by.near(ask.alias(), program).map(this::compare).toList();
        var allowing = near.stream()
                .filter(Comparison::allows)
                .filter(this::isForThisWayOfAsking)
                .toList();
        return allowing.isEmpty() ? new Verdict.NotGranted(near) : new Verdict.Granted(allowing);
    }

    private Comparison compare(GrantedCommand granted) {
        var grant = granted.grant();
        return new Comparison(grant, granted.command(), grant.unmet(ask), match(granted.command()));
    }

    private boolean isForThisWayOfAsking(Comparison comparison) {
        return comparison.grant().terms().breakGlass() == ask.breaksGlass();
    }

    private Match match(Command command) {
        return matches.computeIfAbsent(command.name(), _ -> command.match(ask.argv()));
    }

    private Denied refusal(List<Comparison> near, Reported reported) {
        var line = ask.argv().quoted();
        var reasons = Stream.concat(near.stream(), elsewhere())
                .filter(this::isForThisWayOfAsking)
                .sorted(Comparison.NEAREST_FIRST)
                .flatMap(comparison -> comparison.reasons(ask).stream())
                .distinct()
                .limit(MOST_REASONS)
                .toList();
        var nearest = reasons.stream()
                .findFirst()
                .map(reason -> " Nearest comes " + reason + ".")
                .orElse("");
        return new Denied(
                "No rule lets you run " + subject(line) + "." + beyondAscii() + nearest
                        + otherWay(near).orElseGet(() -> suggestion(line)),
                reasons,
                reported);
    }

    /** What may look like something else, and the line without it if it can be told what was meant. */
    private String beyondAscii() {
        return ask.argv().beyondAscii().entrySet().stream()
                .findFirst()
                .map(first -> " " + first.getValue().getFirst().name() + " stands inside argument " + first.getKey()
                        + ". Beyond printable ASCII only what a rule's alphabet lists can be run, so that what is"
                        + " approved is what is seen." + meant())
                .orElse("");
    }

    private String meant() {
        var meant = ask.argv().arguments().stream().map(LookAlikes::inAscii).toList();
        return meant.stream().allMatch(CodePoint::isPrintableAscii)
                ? " Did you mean `" + Argv.quoted(meant) + "`?"
                : "";
    }

    /** Says so if the same would be allowed in the other way of asking. */
    private Optional<String> otherWay(List<Comparison> near) {
        return near.stream()
                .filter(Comparison::allows)
                .filter(comparison -> !isForThisWayOfAsking(comparison))
                .findFirst()
                .map(_ -> ask.breaksGlass()
                        ? " It needs no glass broken: ask with exec."
                        : " In an emergency you may break the glass: ask with breakglass.");
    }

    /** Of rules about the program wherever they hold, some that grant just what was typed, and some that do not. */
    private Stream<Comparison> elsewhere() {
        var some = rules.of(program).limit(MOST_ELSEWHERE).toList();
        var granting = some.stream().filter(granted -> match(granted.command()) instanceof Match.Matches);
        return Stream.concat(granting.limit(MOST_REASONS), some.stream().limit(MOST_REASONS))
                .map(this::compare);
    }

    private String subject(String line) {
        return "`" + line + "` on " + ask.alias().name();
    }

    /**
     * The command most like what was typed, out of those this person may ask for there: of the same program if there is
     * one, else only if what was typed may be a slip of the finger.
     *
     * @param typed the whole line
     */
    private String suggestion(String typed) {
        var permissions = new Permissions(
                rules,
                new Standpoint(ask.person(), ask.groups(), ask.channel(), ask.alias(), ask.at()),
                ask.breaksGlass());
        if (permissions.commands().findAny().isEmpty()) {
            return ask.breaksGlass()
                    ? " From here you may break the glass for nothing there."
                    : " From here you may run nothing there.";
        }
        return mostAlike(typed, permissions.commandsOf(program))
                .or(() -> mostAlike(
                        typed, permissions.commands().limit(MOST_ALIKE).filter(command -> isNear(typed, command))))
                .map(command -> " You may run `" + command.usage() + "`.")
                .orElse("");
    }

    private static Optional<Command> mostAlike(String typed, Stream<Command> commands) {
        return commands.min(Comparator.comparingInt((Command command) -> distance(typed, command.usage()))
                .thenComparing(Command::usage));
    }

    /** Whether less than half of the program's letters differ, or than a third of the whole line's. */
    private boolean isNear(String typed, Command command) {
        return isWithin(2, program, command.program()) || isWithin(3, typed, command.usage());
    }

    private static boolean isWithin(int share, String typed, String known) {
        int length = beginning(typed).length();
        return leastDistance(typed, known) * share < length && distance(typed, known) * share < length;
    }

    /** Quick, and never more than the distance: the letters that one has and the other has not, wherever they stand. */
    private static int leastDistance(String one, String other) {
        int[] surplus = new int[LETTERS];
        beginning(one).chars().forEach(letter -> surplus[letter % LETTERS]++);
        beginning(other).chars().forEach(letter -> surplus[letter % LETTERS]--);
        int more = 0;
        int fewer = 0;
        for (int count : surplus) {
            more += Math.max(count, 0);
            fewer += Math.max(-count, 0);
        }
        return Math.max(more, fewer);
    }

    private static int distance(String one, String other) {
        return EditDistance.between(beginning(one), beginning(other));
    }

    private static String beginning(String text) {
        return text.substring(0, Math.min(text.length(), MOST_CHARACTERS));
    }
}
