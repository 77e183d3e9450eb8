package sallyport.kill;

import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import sallyport.kill.Passing.Moment;
import sallyport.kill.Passing.Way;

/**
 * The moments at which a process is killed, numbered along a request's life, by what of them can be seen from outside.
 * What no far side can tell apart has one moment for several numbers.
 */
record CrashPoint(String label, By by, Moments moments) {
    /** Who brings the moment about, and whether only a table's far side sees it. */
    enum By {
        REQUESTER,
        APPROVER,
        APPROVER_ON_TABLE,
        START_ON_TABLE
    }

    /** When the moment has come for the request with a number. */
    interface Moments {
        Predicate<Passing> of(int number);
    }

    private static final List<CrashPoint> ALL = List.of(
            new CrashPoint("CP1/2 while the command is with it", By.REQUESTER, n -> command(n, Moment.SENT)),
            new CrashPoint(
                    "CP2 stored, no card posted", By.REQUESTER, n -> slack("chat.postMessage", n, Moment.BEFORE)),
            new CrashPoint("CP3 the acknowledgement left", By.REQUESTER, n -> command(n, Moment.DONE)),
            new CrashPoint(
                    "CP4 card posted, its place unknown", By.REQUESTER, n -> slack("chat.postMessage", n, Moment.DONE)),
            new CrashPoint(
                    "CP4 card posted, its place just known",
                    By.REQUESTER,
                    n -> slack("chat.postMessage", n, Moment.ANSWERED)),
            new CrashPoint("CP5/6 while the approval is with it", By.APPROVER, n -> submit(n, Moment.SENT)),
            new CrashPoint("CP6 approval stored, its answer left", By.APPROVER, n -> submit(n, Moment.DONE)),
            new CrashPoint("CP7 approved, not claimed", By.APPROVER, n -> aws("ListTasks", Moment.BEFORE)),
            new CrashPoint(
                    "CP8 claim sent, it did not arrive",
                    By.APPROVER_ON_TABLE,
                    n -> table("run.claimed", Moment.BEFORE)),
            new CrashPoint(
                    "CP8 claim stored, nobody has its answer",
                    By.APPROVER_ON_TABLE,
                    n -> table("run.claimed", Moment.DONE)),
            new CrashPoint("CP8/9 claimed, role not assumed", By.APPROVER, n -> assumed(Moment.BEFORE)),
            new CrashPoint("CP9 role assumed, its answer did not arrive", By.APPROVER, n -> assumed(Moment.DONE)),
            new CrashPoint("CP10 the call did not arrive", By.APPROVER, n -> execute(n, Moment.BEFORE)),
            new CrashPoint("CP11 ECS took the call, nobody has its answer", By.APPROVER, n -> execute(n, Moment.DONE)),
            new CrashPoint("CP12 ECS's answer arrived", By.APPROVER, n -> execute(n, Moment.ANSWERED)),
            new CrashPoint(
                    "CP12 running, and that is not stored",
                    By.APPROVER_ON_TABLE,
                    n -> table("run.started", Moment.BEFORE)),
            new CrashPoint("CP13 no data channel yet", By.APPROVER, n -> channel(Moment.BEFORE)),
            new CrashPoint("CP14 token sent, no output", By.APPROVER, n -> fromApp("TokenValue")),
            new CrashPoint("CP14 output on its way", By.APPROVER, n -> fromAgent("tick-" + n + "-", Moment.BEFORE)),
            new CrashPoint("CP15/16/17 output received", By.APPROVER, n -> fromAgent("tick-" + n + "-", Moment.DONE)),
            new CrashPoint("CP18 output recorded, page not posted", By.APPROVER, n -> page(n, "", Moment.BEFORE)),
            new CrashPoint("CP18 page posted, its place unknown", By.APPROVER, n -> page(n, "", Moment.DONE)),
            new CrashPoint(
                    "CP19 channel closed, end not stored", By.APPROVER, n -> fromAgent("channel_closed", Moment.DONE)),
            new CrashPoint(
                    "CP20 end stored, card does not show it", By.APPROVER, n -> card(n, "*Done*", Moment.BEFORE)),
            new CrashPoint(
                    "CP21 thread tells the end, that is not stored", By.APPROVER, n -> page(n, "*Done*", Moment.DONE)),
            new CrashPoint(
                    "CP22 checkpoint signed, not stored",
                    By.START_ON_TABLE,
                    n -> table("\"signature\"", Moment.BEFORE)),
            new CrashPoint(
                    "CP22 checkpoint stored, nobody has the answer",
                    By.START_ON_TABLE,
                    n -> table("\"signature\"", Moment.DONE)));

    /** Those that can be seen with the ledger in a file: every second one, then the others. */
    static List<CrashPoint> withoutTable() {
        var seen = ALL.stream()
                .filter(point -> point.by == By.REQUESTER || point.by == By.APPROVER)
                .toList();
        return Stream.concat(everySecond(seen, 0), everySecond(seen, 1)).toList();
    }

    /**
     * Those of a request that can be seen with the ledger in a table: those that the usual kills leave out come first.
     */
    static List<CrashPoint> withTable() {
        var withFile = withoutTable();
        var before = withFile.subList(0, Math.min(Tiers.killsWithFile(), withFile.size()));
        return ALL.stream()
                .filter(point -> point.by != By.START_ON_TABLE)
                .sorted(Comparator.comparing(before::contains))
                .toList();
    }

    private static Stream<CrashPoint> everySecond(List<CrashPoint> points, int from) {
        return IntStream.iterate(from, i -> i < points.size(), i -> i + 2).mapToObj(points::get);
    }

    /** Those of a process that has just started. */
    static List<CrashPoint> ofStart() {
        return ALL.stream().filter(point -> point.by == By.START_ON_TABLE).toList();
    }

    boolean needsApprover() {
        return by == By.APPROVER || by == By.APPROVER_ON_TABLE;
    }

    /** The moment in the life of the request with this number. */
    Predicate<Passing> of(int number) {
        return moments.of(number);
    }

    @Override
    public String toString() {
        return label;
    }

    private static Predicate<Passing> at(Way way, Moment moment, String... words) {
        return passing -> passing.way() == way
                && passing.moment() == moment
                && Stream.of(words).allMatch(passing::says);
    }

    private static Predicate<Passing> command(int n, Moment moment) {
        return at(Way.FROM_SLACK, moment, "/slack/commands", "work " + n + " ");
    }

    private static Predicate<Passing> submit(int n, Moment moment) {
        return at(Way.FROM_SLACK, moment, "/slack/interactivity", "view_submission", "  2  " + n + "\\n");
    }

    private static Predicate<Passing> slack(String method, int n, Moment moment) {
        return at(Way.TO_SLACK, moment, "/api/" + method, "work " + n + " ");
    }

    private static Predicate<Passing> card(int n, String words, Moment moment) {
        return at(Way.TO_SLACK, moment, "/api/chat.update", "work " + n + " ", words);
    }

    private static Predicate<Passing> page(int n, String words, Moment moment) {
        return at(Way.TO_SLACK, moment, "/api/chat.", "tick-" + n + "-", words);
    }

    private static Predicate<Passing> aws(String operation, Moment moment) {
        return at(Way.TO_AWS, moment, "." + operation);
    }

    private static Predicate<Passing> assumed(Moment moment) {
        return at(Way.TO_AWS, moment, "Action=AssumeRole");
    }

    private static Predicate<Passing> execute(int n, Moment moment) {
        return at(Way.TO_AWS, moment, ".ExecuteCommand", "work " + n + " ");
    }

    private static Predicate<Passing> table(String words, Moment moment) {
        return at(Way.TO_AWS, moment, ".TransactWriteItems", words);
    }

    private static Predicate<Passing> channel(Moment moment) {
        return at(Way.TO_AWS, moment, "GET /v1/data-channel/");
    }

    private static Predicate<Passing> fromApp(String words) {
        return at(Way.TO_AGENT, Moment.DONE, words);
    }

    private static Predicate<Passing> fromAgent(String words, Moment moment) {
        return at(Way.FROM_AGENT, moment, words);
    }
}
