package sallyport.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sallyport.audit.Evidence;
import sallyport.audit.Export;
import sallyport.audit.Ledger;
import sallyport.audit.LedgerEntry;
import sallyport.audit.LedgerUnavailable;
import sallyport.audit.Verification;
import sallyport.audit.VerificationKey;
import sallyport.e2e.ControlClient;
import sallyport.request.MessageRef;
import sallyport.request.Phase;
import sallyport.run.Windows;
import tools.jackson.databind.JsonNode;

/** What has to be true afterwards, by the far sides' own records and by the ledger. */
final class Reckoning {
    /** More requests than any test asks for. */
    private static final int ALL = 10_000;

    /** How often cards are looked through for what nobody told of ({@code CardKeeper}). */
    private static final Duration CARD_SWEEP = Duration.ofSeconds(5);

    /** How long an end waits for the last page of a run that another replica may show ({@code SlackThreads}). */
    private static final Duration LAST_PAGE = Duration.ofSeconds(15);

    /** What was on its way when its sender was killed may arrive so much later. */
    private static final Duration ON_ITS_WAY = Duration.ofSeconds(2);

    /** How each end begins on the card. */
    private static final List<String> ENDS = List.of(
            "*Done*",
            "*Ended*",
            "*Broke off*",
            "*Timed out*",
            "*Stopped*",
            "*Lost sight of it*",
            "*It may have run*",
            "*Denied*",
            "*Taken back*",
            "*Called off*",
            "*Expired*",
            "*Approval void*",
            "*Not started*");

    private final People people;
    private final Far far;
    private final Ledger ledger;
    private final VerificationKey signed;
    private final Windows windows;
    private final Duration work;

    /**
     * @param signed what checkpoints have to be signed with
     * @param work for the calls themselves, and a process that is slow to be scheduled
     */
    Reckoning(People people, Far far, Ledger ledger, VerificationKey signed, Windows windows, Duration work) {
        this.people = people;
        this.far = far;
        this.ledger = ledger;
        this.signed = signed;
        this.windows = windows;
        this.work = work;
    }

    /**
     * How long an end may take to be seen once replicas are up and people have done their part: with the windows of
     * production 310 s for what was killed while starting, else 25 s.
     */
    private Duration bound(Phase phase) {
        var looks = windows.sweep().multipliedBy(5).dividedBy(2);
        var orphaned = windows.silence().plus(looks);
        var settled = switch (phase) {
            case Phase.Unknown _ -> longer(windows.startClosed(), orphaned);
            case Phase.Lost _ -> orphaned;
            default -> longer(LAST_PAGE.plus(CARD_SWEEP), orphaned);
        };
        return settled.plus(work);
    }

    private Duration longestBound() {
        return bound(new Phase.Unknown("", Instant.EPOCH)).plus(LAST_PAGE).plus(CARD_SWEEP);
    }

    private static Duration longer(Duration one, Duration other) {
        return one.compareTo(other) > 0 ? one : other;
    }

    /** Has everything reviewed that waits for it, and waits until all has ended and is shown. */
    void awaitAllEnded() {
        await("every request has ended and its thread shows it")
                .atMost(longestBound().plusSeconds(60))
                .pollInterval(Duration.ofMillis(300))
                .ignoreException(LedgerUnavailable.class)
                .untilAsserted(() -> {
                    entries().stream()
                            .filter(entry -> entry.phase() instanceof Phase.Pending)
                            .forEach(entry -> people.review(number(entry), ControlClient.APPROVER));
                    assertThat(unfinished()).isEmpty();
                });
    }

    List<String> unfinished() {
        return ledger.unfinished().stream()
                .map(entry -> number(entry) + " " + entry.phase())
                .toList();
    }

    List<LedgerEntry> entries() {
        return ledger.latest(ALL);
    }

    static int number(LedgerEntry entry) {
        return Integer.parseInt(entry.request().argv().arguments().get(1));
    }

    void nothingStartedTwiceAndWhatIsSaidNotToHaveRunDidNot() {
        var starts = far.starts();
        assertThat(starts.values()).as("starts by request: %s", starts).allMatch(count -> count == 1);
        for (var entry : entries()) {
            boolean ran = starts.containsKey(number(entry));
            switch (entry.phase()) {
                case Phase.Done _ -> assertThat(ran).as("%s", entry).isTrue();
                case Phase.Denied _, Phase.Cancelled _, Phase.Expired _, Phase.Stale _, Phase.NotStarted _ ->
                    assertThat(ran).as("%s", entry).isFalse();
                default -> {}
            }
        }
    }

    /**
     * Slack has no idempotent way to post, so what was posted by a process that died before it could write that down is
     * posted again; never more often than that, and nothing else is posted twice.
     *
     * @param kills when; each may have left one post that nobody remembers for each of the three requests it came
     *     across
     */
    void onlyAKillMakesACardOrAnEndComeAgain(List<Instant> kills) {
        int again = 0;
        for (var entry : entries()) {
            var cards = cards(number(entry));
            var ends = ends(entry.card().orElseThrow());
            assertThat(cards).as("cards of %s", entry).isNotEmpty();
            assertThat(ends).as("ends in the thread of %s", entry).isNotEmpty();
            eachAfterAKill("cards of " + entry, cards, kills);
            eachAfterAKill("ends in the thread of " + entry, ends, kills);
            again += cards.size() + ends.size() - 2;
        }
        assertThat(again).as("what came again").isLessThanOrEqualTo(3 * kills.size());
    }

    /** Between one post and the next somebody was killed, so no kill makes anything come more than once more. */
    private static void eachAfterAKill(String what, List<Instant> posts, List<Instant> kills) {
        for (int i = 1; i < posts.size(); i++) {
            var from = posts.get(i - 1).minus(ON_ITS_WAY);
            var to = posts.get(i);
            assertThat(kills)
                    .as("kills between two posts at %s: %s", posts, what)
                    .anyMatch(kill -> kill.isAfter(from) && kill.isBefore(to));
        }
    }

    private List<Instant> cards(int number) {
        return people.slack().messages(ControlClient.REQUESTER).stream()
                .filter(message -> message.path("thread_ts").isMissingNode()
                        || message.get("thread_ts").equals(message.get("ts")))
                .filter(message -> ControlClient.text(message).contains("work " + number + " "))
                .map(message -> at(message.path("ts")))
                .sorted()
                .toList();
    }

    private List<Instant> ends(MessageRef card) {
        return thread(card).stream()
                .skip(1)
                .filter(Reckoning::tellsAnEnd)
                .map(Reckoning::lastWritten)
                .sorted()
                .toList();
    }

    private static boolean tellsAnEnd(JsonNode message) {
        return ENDS.stream().anyMatch(ControlClient.text(message)::contains);
    }

    void everyCommandMadeOneRequest() {
        var byNumber = entries().stream().collect(Collectors.groupingBy(Reckoning::number, Collectors.counting()));
        assertThat(byNumber.values()).allMatch(count -> count == 1);
        assertThat(far.starts().keySet()).isSubsetOf(byNumber.keySet());
    }

    /**
     * Counted from when replicas were up, people had done their part and nobody was in front.
     *
     * @param up when replicas were up again after each kill
     * @return the longest time to each sort of end
     */
    Map<String, Duration> everyThreadShowsItsEndInTime(List<Instant> up) {
        var longest = new TreeMap<String, Duration>();
        var all = entries();
        for (var entry : all) {
            var shown = endShown(entry);
            assertThat(shown).as("the thread of %s tells its end", entry).isPresent();
            var from = up.stream()
                    .filter(instant -> instant.isBefore(shown.get()))
                    .max(Instant::compareTo)
                    .orElse(Instant.EPOCH);
            var since = Stream.of(people.touched(number(entry)), from, freeSince(entry, all))
                    .max(Comparator.naturalOrder())
                    .orElseThrow();
            var took = Duration.between(since, shown.get());
            assertThat(took).as("from the last kill to the end of %s", entry).isLessThan(bound(entry.phase()));
            longest.merge(
                    entry.phase().getClass().getSimpleName(),
                    took,
                    (one, other) -> one.compareTo(other) > 0 ? one : other);
        }
        return longest;
    }

    /** Since when nobody was in front of it: one container runs one command after the other. */
    private static Instant freeSince(LedgerEntry entry, List<LedgerEntry> all) {
        var end = ended(entry);
        return all.stream()
                .filter(other ->
                        other.request().selector().equals(entry.request().selector()))
                .map(Reckoning::ended)
                .filter(other -> other.isBefore(end))
                .max(Comparator.naturalOrder())
                .orElse(Instant.EPOCH);
    }

    private static Instant ended(LedgerEntry entry) {
        return ((Phase.Ended) entry.phase()).at();
    }

    /** When the thread first told the end; the card has to show it as well. */
    private Optional<Instant> endShown(LedgerEntry entry) {
        var card = entry.card().orElseThrow(() -> new AssertionError("no card of " + entry));
        assertThat(ControlClient.text(thread(card).getFirst()))
                .as("the card of %s", entry)
                .satisfies(text ->
                        assertThat(ENDS.stream().anyMatch(text::contains)).isTrue());
        return ends(card).stream().findFirst();
    }

    private List<JsonNode> thread(MessageRef card) {
        var messages = new ArrayList<JsonNode>();
        people.slack()
                .get("/control/thread?channel=" + card.channel().value() + "&ts=" + card.ts())
                .get("messages")
                .forEach(messages::add);
        return messages;
    }

    private static Instant lastWritten(JsonNode message) {
        var edited = message.path("edited").path("ts");
        return at(edited.isMissingNode() ? message.path("ts") : edited);
    }

    private static Instant at(JsonNode ts) {
        return Instant.ofEpochMilli((long) (Double.parseDouble(ts.asString("")) * 1000));
    }

    /** Who was killed over the first checkpoint keeps its lease for longer than a test: then nothing is sealed. */
    void theAuditTrailVerifies() {
        var file = new StringWriter();
        try {
            Export.write(ledger, file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        var verdict = Verification.of(
                new ByteArrayInputStream(file.toString().getBytes(StandardCharsets.UTF_8)),
                new Evidence(List.of(signed), Optional.empty(), Optional.empty()));
        boolean neverSealed = ledger.lastCheckpoint().isEmpty();
        assertThat(verdict.findings())
                .filteredOn(finding -> !(neverSealed && finding.problem().startsWith("no checkpoint")))
                .isEmpty();
        assertThat(verdict.events()).isPositive();
    }
}
