package sallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.request.Actor;
import sallyport.request.Examples;
import sallyport.request.ExitStatus;

class VerificationTest {
    private static final String HASH = "its hash is not the hash of its text";
    private static final String LINK = "it does not name the event before it";

    /** One run of six events after a policy, everything sealed by one checkpoint. */
    private static final String FILE = sealedRun().export();

    private static final List<String> LINES = FILE.lines().toList();

    private static Trail sealedRun() {
        var trail = new Trail(3);
        trail.installation.policyLoaded(Actor.component("start"), "a1b2c3", "version: 1\n", Examples.NOON);
        trail.run(new ExitStatus.Exited(0));
        trail.seal();
        return trail;
    }

    private static List<String> problems(String file) {
        return Trail.verify(file).findings().stream().map(Finding::problem).toList();
    }

    private static List<String> problems(Forger forger) {
        return problems(forger.file());
    }

    /** What the verifier says to somebody who has the key and forges everything but the story itself. */
    private static List<String> story(Forger forger) {
        return problems(forger.relinked().resealed(Trail.KEY).recounted());
    }

    private static Forger forger() {
        return new Forger(FILE);
    }

    @Test
    void a_genuine_file_holds_and_says_until_when_it_is_sealed() {
        var trail = Trail.mixed(3);
        var newest = trail.ledger.lastCheckpoint().orElseThrow();
        var verdict = Trail.verify(trail.export());
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.holds()).isTrue();
        assertThat(verdict.events()).isEqualTo(22);
        assertThat(verdict.chains()).isEqualTo(4);
        assertThat(verdict.checkpoints()).isEqualTo(2);
        assertThat(verdict.unsealedEvents()).isEqualTo(8);
        assertThat(verdict.unsealedChains()).isEqualTo(2);
        assertThat(verdict.sealed()).hasValueSatisfying(last -> {
            assertThat(last.number()).isEqualTo(1);
            assertThat(last.hash()).isEqualTo(newest.hash());
        });
        assertThat(verdict.summary())
                .containsExactly(
                        "22 events in 4 chains, 2 checkpoints: everything holds.",
                        "Sealed until checkpoint 1 of 2026-03-01T12:01:00Z, hash " + newest.hash() + ".",
                        "Not sealed: 8 events in 2 chains. What came after the last checkpoint may be missing without"
                                + " a trace.");
    }

    @Test
    void a_file_that_is_all_sealed_has_nothing_open() {
        var verdict = Trail.verify(FILE);
        assertThat(verdict.holds()).isTrue();
        assertThat(verdict.unsealedEvents()).isZero();
        assertThat(verdict.unsealedChains()).isZero();
    }

    @Test
    void an_empty_ledger_makes_a_file_that_holds() {
        var file = new Trail(1).export();
        assertThat(file).isEqualTo("""
                {"format":"sallyport-audit","version":1}
                {"end":{"chains":0,"checkpoints":0,"events":0}}
                """);
        assertThat(Trail.verify(file, new Evidence(List.of(), Optional.empty(), Optional.empty()))
                        .holds())
                .isTrue();
    }

    @Test
    void findings_name_line_and_chain() {
        var chain = Forger.chain(LINES.get(4));
        var edited = forger().edit(4, line -> line.replace("nightly", "nightlx").replace("U2", "U4"));
        assertThat(Trail.verify(edited.file()).findings().getFirst())
                .hasToString("line 5: " + chain + ": " + HASH)
                .isEqualTo(new Finding(5, Optional.of(chain), HASH));
        assertThat(Trail.verify("nonsense\n").findings().getFirst())
                .hasToString("line 1: the file does not begin as an audit file of version 1");
    }

    @Test
    void an_edited_event_is_found_by_its_hash_and_by_the_next_one() {
        assertThat(problems(forger().edit(4, line -> line.replace("\"T1\"", "\"T2\""))))
                .contains(HASH, LINK);
        assertThat(problems(forger().edit(3, line -> line.replace("\"hash\":\"", "\"hash\":\"0"))))
                .contains("is an event without its hash");
    }

    @Test
    void a_forged_hash_of_a_genuine_event_is_found() {
        var genuine = LINES.get(3);
        var hash = genuine.substring(genuine.length() - 66, genuine.length() - 2);
        assertThat(problems(forger().edit(3, line -> line.replace(hash, "0".repeat(64)))))
                .containsExactly(HASH);
        assertThat(problems(forger().edit(3, line -> line + " "))).isNotEmpty();
    }

    @Test
    void a_dropped_event_leaves_a_gap() {
        var dropped = forger();
        dropped.lines().remove(3);
        assertThat(problems(dropped.recounted())).contains("it has number 2 where 1 belongs", LINK);
    }

    @Test
    void a_dropped_event_whose_gap_is_closed_is_missed_by_the_checkpoint() {
        var dropped = forger();
        dropped.lines().remove(LINES.size() - 3);
        assertThat(problems(dropped.recounted()))
                .containsExactly("checkpoint 0: event 6 is missing or is not the one that was sealed");
    }

    @Test
    void events_are_counted() {
        var last = forger().edit(LINES.size() - 1, line -> line.replace("\"events\":8", "\"events\":9"));
        assertThat(problems(last))
                .containsExactly("the file says that it has 9 events in 2 chains and 1 checkpoints,"
                        + " and has 8 events in 2 chains and 1 checkpoints");
    }

    @Test
    void chains_stand_in_order_and_in_one_piece() {
        var moved = forger();
        moved.lines().add(LINES.size() - 3, moved.lines().remove(1));
        assertThat(problems(moved)).containsExactly("this chain stands out of order");
        var torn = forger();
        torn.lines().add(3, torn.lines().remove(1));
        assertThat(problems(torn)).contains("this chain stands out of order");
    }

    @Test
    void a_file_has_one_header_and_one_end() {
        var doubled = forger();
        doubled.lines().add(1, LINES.getFirst());
        doubled.lines().add(LINES.getLast());
        assertThat(problems(doubled))
                .containsExactly("this line does not belong here", "this line does not belong here");
        var headless = forger();
        headless.lines().removeFirst();
        assertThat(problems(headless)).containsExactly("the file does not begin as an audit file of version 1");
        var endless = forger();
        endless.lines().removeLast();
        assertThat(problems(endless)).containsExactly("the file ends early: what is missing cannot be said");
    }

    @Test
    void nothing_follows_the_end_and_no_event_follows_a_checkpoint() {
        var more = forger();
        more.lines().addLast(LINES.get(LINES.size() - 2));
        assertThat(problems(more)).contains("this line does not belong here");
        var between = forger();
        Collections.swap(between.lines(), LINES.size() - 2, LINES.size() - 3);
        assertThat(problems(between)).contains("this line does not belong here");
    }

    @Test
    void the_last_line_ends_too() {
        assertThat(problems(FILE.stripTrailing()))
                .contains("is cut off, or too long to be a line of an audit file")
                .contains("the file ends early: what is missing cannot be said");
        assertThat(problems(""))
                .containsExactly(
                        "the file ends early: what is missing cannot be said",
                        "no checkpoint: nothing in this file is signed with the key that was given");
    }

    @ParameterizedTest(name = "{0} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            "type":"run.claimed"            | "type":"run.started"          | its cause leads elsewhere: run.claimed
            "phase":{"digest"               | "phase":{"digest"             |
            "userId":"U3"}},"at"            | "userId":"U9"}},"at"          | it names another person or moment than its cause
            },"at":"2026-03-01T12:00:31.500Z","cause" | },"at":"2026-03-01T12:00:31.501Z","cause" | it names another person or moment than its cause
            {"event":{"actor":{"kind":"component","name":"resolver"} | {"event":{"aaa":1,"actor":{"kind":"component","name":"resolver"} | it has unknown keys
            "type":"request.resolved","version":1 | "type":"request.resolved","version":2 | it has version 2
            "type":"request.created"        | "type":"request.creates"      | it does not tell its request as it was made
            "phase":{"kind":"received"}     | "phase":{"at":"2026-03-01T12:00:30Z","kind":"expired"} | it does not tell its request as it was made
            "askedAt":"2026-03-01T12:00:30Z" | "askedAt":"2026-03-01T12:00:29Z" | it does not tell its request as it was made
            "requester":{"teamId":"T1","userId":"U1"} | "requester":{"teamId":"T1","userId":"U5"} | it does not tell its request as it was made
            "previous":"0000                | "cause":{"at":"2026-03-01T12:00:30Z","kind":"time-passed"},"previous":"0000 | an event of the installation moves no request
            "token":"token-                 | "token":"forged-              | it was not allowed: WRONG_TOKEN
            """)
    void a_story_that_could_not_have_happened_is_found_even_if_it_is_signed(
            String genuine, String forged, String problem) {
        var found = story(forger().replace(genuine, forged));
        if (problem == null) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).contains(problem);
        }
    }

    @Test
    void a_start_without_the_second_approval_is_found_even_if_it_is_signed() {
        assertThat(story(forger().without("\"type\":\"approval.completed\"").renumbered()))
                .contains("it was not allowed: NOT_APPROVED");
    }

    @Test
    void an_approval_by_the_requester_is_found_even_if_it_is_signed() {
        var self = forger().edit(4, line -> line.replace("\"userId\":\"U2\"", "\"userId\":\"U1\""));
        assertThat(story(self)).contains("it was not allowed: SELF_REVIEW");
    }

    @Test
    void a_phase_that_does_not_follow_is_found_and_the_story_goes_on_from_it() {
        var shortcut = forger().replace("\"kind\":\"running\"", "\"kind\":\"starting\"");
        assertThat(problems(shortcut.relinked().resealed(Trail.KEY))).isNotEmpty();
    }

    @Test
    void a_request_is_made_once() {
        var twice = forger();
        twice.lines().add(3, LINES.get(2));
        assertThat(story(twice.renumbered())).contains("a request is made once, by the first event");
    }

    @Test
    void a_chain_begins_with_its_request() {
        var beheaded = forger();
        beheaded.lines().remove(2);
        assertThat(story(beheaded.renumbered())).contains("nothing says what brought it about");
    }

    @Test
    void a_chain_holds_the_request_it_is_named_after() {
        var id = Forger.chain(LINES.get(2));
        var other = "r" + "0".repeat(12);
        var renamed = forger();
        renamed.lines().replaceAll(line -> line.replace("\"chain\":\"" + id, "\"chain\":\"" + other));
        assertThat(story(renamed)).containsExactly("it holds another request");
    }

    @Test
    void moments_beyond_reckoning_move_nothing() {
        var never = forger().edit(
                        2,
                        line -> line.replace("\"startWithin\":\"PT10M\"", "\"startWithin\":\"PT2562047788015215H\""));
        assertThat(story(never)).isNotEmpty();
    }

    @Test
    void a_long_chain_is_remembered_from_its_first_event_to_its_last() {
        var trail = new Trail(6);
        for (int n = 0; n < 40; n++) {
            trail.installation.policyLoaded(Actor.component("start"), "v" + n, "text " + n, Examples.NOON);
            trail.seal();
        }
        var verdict = Trail.verify(trail.export());
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.events()).isEqualTo(40);
        assertThat(verdict.unsealedEvents()).isZero();
    }

    @Test
    void freezing_and_thawing_alternate() {
        var trail = new Trail(4);
        var by = Actor.human(Examples.REVIEWER);
        trail.installation.freeze(by, "sale", Examples.NOON);
        trail.installation.thaw(by, Examples.NOON);
        trail.installation.freeze(by, "sale", Examples.NOON);
        trail.seal();
        assertThat(problems(trail.export())).isEmpty();
        var twice = new Forger(trail.export()).without("thawed").renumbered();
        assertThat(story(twice)).contains("starts are frozen while they are frozen");
        var never = new Forger(trail.export());
        never.lines().remove(1);
        assertThat(story(never.renumbered())).contains("starts are thawed while nothing is frozen");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"phase\":{\"kind\":\"received\"}",
                "\"request\":{}",
                "\"version\":1,\"version\":1",
                "\"x\":1,\"x\":1"
            })
    void an_event_of_the_installation_is_nothing_else(String more) {
        assertThat(story(forger().edit(
                                1,
                                line -> line.replace("\"version\":1}", "\"version\":1," + more + "}")
                                        .replace("\"version\":1,\"version\":1,", "\"version\":1,"))))
                .isNotEmpty();
    }

    @Test
    void a_checkpoint_of_another_key_is_no_checkpoint() {
        assertThat(problems(forger().resealed(SigningKey.generate())))
                .containsExactly("checkpoint 0: its signature is not one of the key it names");
        var unknown = new Evidence(List.of(SigningKey.generate().verification()), Optional.empty(), Optional.empty());
        assertThat(Trail.verify(FILE, unknown).findings())
                .singleElement()
                .satisfies(finding -> assertThat(finding.problem())
                        .isEqualTo("checkpoint 0: its signature was not checked: it names the key " + Trail.KEY.keyId()
                                + ", which was not given"));
    }

    @Test
    void a_checkpoint_names_how_it_is_signed() {
        var checkpoint = LINES.get(LINES.size() - 2);
        var text = Forger.canonical(checkpoint, FileFormat.CHECKPOINT, FileFormat.HASH)
                .replace("Ed25519", "Ed448");
        var signature = ((Signing.Signed) Trail.KEY.sign(text)).signature();
        var forged = FileFormat.line(new Checkpoint(0, text, Chain.hash(text), signature));
        assertThat(problems(forger().edit(LINES.size() - 2, _ -> forged)))
                .containsExactly("checkpoint 0: its signature is not one of the key it names");
    }

    @Test
    void an_edited_checkpoint_is_found_by_its_hash() {
        int at = LINES.size() - 2;
        assertThat(problems(forger().edit(at, line -> line.replace("\"at\":\"2026", "\"at\":\"2025"))))
                .containsExactly("checkpoint 0: " + HASH);
        assertThat(problems(forger().edit(
                                at,
                                line -> line.replaceFirst(
                                        "\"hash\":\"[0-9a-f]{64}\",\"signature",
                                        "\"hash\":\"" + "0".repeat(64) + "\",\"signature"))))
                .containsExactly("checkpoint 0: " + HASH);
        assertThat(problems(forger().edit(at, line -> line.replace("==\"}", "==\"]"))))
                .isNotEmpty();
        assertThat(problems(forger().edit(at, line -> line.replace("\"number\":0", "\"number\":-1"))))
                .isNotEmpty();
        assertThat(problems(forger().edit(at, line -> line.replace("\"number\":0", "\"number\":0,\"x\":1"))))
                .anySatisfy(problem -> assertThat(problem).startsWith("is no checkpoint of this version"));
        assertThat(problems(forger().edit(at, line -> "{\"checkpoint\":{}}")))
                .contains("is a checkpoint without its hash and signature");
    }

    @Test
    void a_checkpoint_of_another_version_is_not_understood() {
        var text = Forger.canonical(LINES.get(LINES.size() - 2), FileFormat.CHECKPOINT, FileFormat.HASH)
                .replace("\"version\":1", "\"version\":2");
        var signature = ((Signing.Signed) Trail.KEY.sign(text)).signature();
        var forged = FileFormat.line(new Checkpoint(0, text, Chain.hash(text), signature));
        assertThat(problems(forger().edit(LINES.size() - 2, _ -> forged)))
                .containsExactly("checkpoint 0: it has another version");
    }

    @Test
    void checkpoints_have_no_gap_and_name_each_other() {
        var trail = Trail.mixed(3);
        trail.seal();
        var gap = new Forger(trail.export()).without("\"number\":1,").recounted();
        assertThat(problems(gap))
                .contains(
                        "checkpoint 2: it stands where number 1 belongs",
                        "checkpoint 2: it does not name the checkpoint before it");
        var first = new Forger(trail.export()).without("\"number\":0,").recounted();
        assertThat(problems(first)).contains("checkpoint 1: it does not name the checkpoint before it");
    }

    @Test
    void a_checkpoint_about_a_chain_that_is_not_there_is_found() {
        var id = Forger.chain(LINES.get(2));
        var dropped = forger();
        dropped.lines()
                .removeIf(line -> Forger.isEvent(line) && Forger.chain(line).equals(id));
        assertThat(Trail.verify(dropped.recounted().file()).findings())
                .containsExactly(new Finding(
                        3, Optional.of(id), "checkpoint 0: event 6 is missing or is not the one that was sealed"));
    }

    @Test
    void what_was_witnessed_is_there() {
        var hash = Trail.verify(FILE).sealed().orElseThrow().hash();
        assertThat(witnessed(0, hash)).isEmpty();
        assertThat(witnessed(0, "0".repeat(64))).containsExactly("checkpoint 0: it is not the one that was witnessed");
        assertThat(witnessed(1, hash)).containsExactly("checkpoint 1, which was witnessed, is missing");
    }

    private static List<String> witnessed(long number, String hash) {
        var evidence = new Evidence(
                List.of(Trail.KEY.verification()), Optional.empty(), Optional.of(new Evidence.Witness(number, hash)));
        return Trail.verify(FILE, evidence).findings().stream()
                .map(Finding::problem)
                .toList();
    }

    @Test
    void recordings_are_compared_with_what_the_events_say(@TempDir Path directory) throws IOException {
        var trail = new Trail(8);
        var id = trail.run(new ExitStatus.Exited(0)).value();
        trail.seal();
        var evidence = new Evidence(List.of(Trail.KEY.verification()), Optional.of(directory), Optional.empty());
        assertThat(Trail.verify(trail.export(), evidence).findings())
                .containsExactly(new Finding(8, Optional.of(id), "its transcript is missing: " + id + ".txt"));
        var file = directory.resolve(id + ".txt");
        Files.writeString(file, "something else");
        assertThat(Trail.verify(trail.export(), evidence).findings())
                .containsExactly(new Finding(
                        8, Optional.of(id), "its transcript is not the one that was recorded: " + id + ".txt"));
        // The trail's output is the hash of a zero byte and this text.
        Files.writeString(file, "\0transcript of " + id);
        assertThat(Trail.verify(trail.export(), evidence).findings()).isEmpty();
    }

    @Test
    void without_a_key_nothing_is_sealed_and_the_summary_says_so() {
        var trail = new Trail(9);
        trail.denied();
        var keyless = new Evidence(List.of(), Optional.empty(), Optional.empty());
        var verdict = Trail.verify(trail.export(), keyless);
        assertThat(verdict.holds()).isTrue();
        assertThat(verdict.sealed()).isEmpty();
        assertThat(verdict.unsealedEvents()).isEqualTo(4);
        assertThat(verdict.summary().get(1)).startsWith("Unsealed: no checkpoint is signed");
        assertThat(problems(trail.export()))
                .containsExactly("no checkpoint: nothing in this file is signed with the key that was given");
        assertThat(Trail.verify(FILE, keyless).holds()).isFalse();
    }

    @Test
    void findings_beyond_a_thousand_are_counted() {
        var verdict = Trail.verify("x\n".repeat(1_100));
        assertThat(verdict.findings()).hasSize(1_000);
        assertThat(verdict.unlisted()).isEqualTo(103);
        assertThat(verdict.summary().getFirst()).endsWith("1103 findings.");
    }

    @Test
    void what_is_shown_of_a_file_is_printable_and_short() {
        var finding = new Finding(1, Optional.of("\u001b[2J"), "é".repeat(600));
        assertThat(finding.chain()).contains("?[2J");
        assertThat(finding.problem()).isEqualTo("?".repeat(500));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void garbage_is_a_finding_and_never_an_exception(long seed) {
        var random = new Random(seed);
        for (int n = 0; n < 200; n++) {
            var lines = forger();
            int at = random.nextInt(LINES.size());
            lines.edit(
                    at,
                    line -> line.substring(0, random.nextInt(line.length()))
                            + line.substring(random.nextInt(line.length())));
            assertThat(Trail.verify(lines.file()).holds())
                    .isEqualTo(lines.file().equals(FILE));
            var bytes = new byte[random.nextInt(2_000)];
            random.nextBytes(bytes);
            assertThat(Trail.verify(bytes, Trail.evidence()).holds()).isFalse();
        }
    }

    @Test
    void a_stream_that_breaks_is_no_verdict() {
        var broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("unplugged");
            }

            @Override
            public int read(byte[] buffer, int from, int count) throws IOException {
                throw new IOException("unplugged");
            }
        };
        assertThatThrownBy(() -> Verification.of(broken, Trail.evidence())).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void the_file_is_lines_of_json_in_utf_8() {
        assertThat(FILE.getBytes(StandardCharsets.UTF_8)).endsWith((byte) '\n');
        assertThat(LINES.get(1)).startsWith("{\"event\":{\"actor\":").endsWith("\"}");
    }
}
