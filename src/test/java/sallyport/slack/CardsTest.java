package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.audit.ChainHead;
import sallyport.audit.LedgerEntry;
import sallyport.audit.Pulse;
import sallyport.request.Actor;
import sallyport.request.Approval;
import sallyport.request.Argv;
import sallyport.request.Digest;
import sallyport.request.ExitCode;
import sallyport.request.ExitStatus;
import sallyport.request.Extension;
import sallyport.request.Freeze;
import sallyport.request.Phase;
import sallyport.request.Quorum;
import sallyport.request.Request;
import sallyport.request.Slot;
import sallyport.request.StartFailure;
import sallyport.request.Target;
import tools.jackson.databind.json.JsonMapper;

class CardsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Instant NOW = Requests.NOW;
    private static final Request REQUEST = Requests.request("uname", "-a", "two words", "it's");
    private static final Digest DIGEST = Digest.of(REQUEST, Requests.TARGET);
    private static final List<Approval> AGREED = List.of(new Approval(Requests.ALEX, Set.of("sre"), NOW));

    private static Map<String, Story> stories() {
        var at = NOW.plusSeconds(72);
        var stories = new TreeMap<String, Story>();
        stories.put("received", story(new Phase.Received()));
        stories.put("pending", story(new Phase.Pending(Requests.TARGET, DIGEST, List.of())));
        stories.put("approved", story(new Phase.Approved(Requests.TARGET, DIGEST, AGREED, at)));
        stories.put("approved-frozen", frozen(new Phase.Approved(Requests.TARGET, DIGEST, AGREED, at), AGREED));
        stories.put("allowed-frozen", frozen(new Phase.Approved(Requests.TARGET, DIGEST, List.of(), at), List.of()));
        stories.put("starting", story(new Phase.Starting(Requests.TARGET, DIGEST, "token", at, Optional.empty())));
        var stopped = Optional.of(Actor.human(Requests.ALEX));
        stories.put("starting-stopped", story(new Phase.Starting(Requests.TARGET, DIGEST, "token", at, stopped)));
        stories.put("running", story(running(Optional.empty())));
        stories.put("stopping", story(running(stopped)));
        stories.put("done", ran(new Phase.Done(new ExitStatus.Exited(0), at)));
        stories.put("done-exit-7", ran(new Phase.Done(new ExitStatus.Exited(7), at)));
        stories.put("done-exit-unknown", ran(new Phase.Done(new ExitStatus.Unknown(), at)));
        stories.put("failed", ran(new Phase.Failed("The output limit of 64 MiB was reached.", at)));
        stories.put("extended", story(extended()));
        stories.put("time-is-up", story(running(Optional.of(Actor.DEADLINE))));
        stories.put("timed-out-extended", ranExtended(new Phase.TimedOut(at)));
        stories.put("timed-out", ran(new Phase.TimedOut(at)));
        stories.put("revoked", ran(new Phase.Revoked(Actor.human(Requests.ALEX), at)));
        stories.put("lost", ran(new Phase.Lost("Sallyport stopped while it was running.", at)));
        stories.put("unknown", story(new Phase.Unknown("ECS did not answer.", at)));
        stories.put("denied", story(new Phase.Denied(Actor.human(Requests.ALEX), "not on *Friday* <!here>", at)));
        stories.put("taken-back", story(new Phase.Cancelled(Actor.human(Requests.ROBIN), at)));
        stories.put("called-off", story(new Phase.Cancelled(Actor.component("cards"), at)));
        stories.put("expired", agreed(new Phase.Expired(at), List.of()));
        stories.put("expired-approved", agreed(new Phase.Expired(at), AGREED));
        stories.put("expired-unseen", story(new Phase.Expired(at)));
        stories.put("stale", story(new Phase.Stale("web was deployed since: web:42 is now web:43", at)));
        stories.put(
                "not-started",
                story(new Phase.NotStarted(
                        new StartFailure(StartFailure.Kind.EXEC_UNAVAILABLE, "ECS Exec is not enabled on web."), at)));
        stories.put(
                "no-shell",
                story(new Phase.NotStarted(new StartFailure(StartFailure.Kind.NO_SHELL, "The image has no sh."), at)));
        return stories;
    }

    static Stream<String> names() {
        return stories().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_card_is_what_was_agreed_on(String name) {
        var card = Cards.card(story(name));
        var shown = JSON.createObjectNode();
        shown.put("text", card.text());
        shown.set("blocks", JSON.readTree(Requests.json(card.blocks())));
        assertThat(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(shown))
                .isEqualTo(golden(name));
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_card_shows_the_whole_command_and_no_type_of_ours(String name) {
        var text = Requests.json(Cards.card(story(name)).blocks());
        assertThat(text).contains(Requests.json(REQUEST.argv().quoted()));
        assertThat(text).doesNotContain("Stale", "NotStarted", "Revoked", "Pending", "Phase", "null");
    }

    @ParameterizedTest
    @MethodSource("names")
    void a_card_has_three_buttons_at_most_and_its_blocks_have_names_of_their_own(String name) {
        var blocks = JSON.readTree(Requests.json(Cards.card(story(name)).blocks()));
        assertThat(blocks.findValuesAsString("action_id")).hasSizeLessThanOrEqualTo(3);
        assertThat(blocks.findValuesAsString("block_id")).hasSize(blocks.size()).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(strings = {"done-exit-unknown", "done-exit-7", "lost", "unknown", "failed"})
    void nothing_but_a_reported_zero_is_called_success(String name) {
        assertThat(Requests.json(Cards.card(story(name)).blocks()))
                .doesNotContain("exit 0", "white_check_mark", "*Done*");
    }

    @Test
    void an_allowed_command_says_that_nobody_had_to_agree() {
        var request = Requests.request(Quorum.none(), ExitCode.WANTED, "uname");
        var entry = new LedgerEntry(
                request,
                new Phase.Approved(Requests.TARGET, Digest.of(request, Requests.TARGET), List.of(), NOW),
                1,
                new ChainHead(1, ""),
                Optional.empty(),
                false,
                Pulse.NONE);
        assertThat(Headline.of(Story.of(entry, List.of())).line()).contains("*Allowed* by the policy without approval");
    }

    @Test
    void characters_beyond_ascii_are_named_beneath_the_command() {
        var request = Requests.request("note", "größer", "`а");
        var entry = new LedgerEntry(
                request, new Phase.Received(), 1, new ChainHead(1, ""), Optional.empty(), false, Pulse.NONE);
        var named = ":warning: Not only ASCII: argument 2 holds `ö` U+00F6 LATIN SMALL LETTER O WITH DIAERESIS, `ß`"
                + " U+00DF LATIN SMALL LETTER SHARP S; argument 3 holds `а` U+0430 CYRILLIC SMALL LETTER A.";
        assertThat(Requests.json(Cards.card(Story.of(entry, List.of())).blocks()))
                .containsSubsequence("\"block_id\":\"command\"", named);
        var pending = new Phase.Pending(Requests.TARGET, Digest.of(request, Requests.TARGET), List.of());
        assertThat(Requests.json(Modals.approval(request, pending, 0).getBlocks()))
                .containsSubsequence("\"block_id\":\"command\"", named);
        assertThat(Requests.json(Modals.denial(request, false).getBlocks()))
                .containsSubsequence("\"block_id\":\"command\"", named);
    }

    @Test
    void what_is_named_beneath_a_command_fits_into_one_block() {
        var many = IntStream.range(0x14600, 0x14600 + 200)
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
        assertThat(Requests.json(BeyondAscii.of(Argv.of("p", many, many, many, many, "a"))
                        .orElseThrow()))
                .hasSizeLessThan(3_000)
                .contains("U+14607 ", "and 192 more; argument 3 holds", "; and 1 more argument.")
                .doesNotContain("U+14608", "argument 5");
        assertThat(BeyondAscii.of(Argv.of("p", "~"))).isEmpty();
    }

    @Test
    void of_two_needed_approvals_one_is_counted() {
        var request = Requests.request(new Quorum(List.of(new Slot("sre", 2))), ExitCode.WANTED, "uname");
        var pending = new Phase.Pending(Requests.TARGET, Digest.of(request, Requests.TARGET), AGREED);
        var entry = new LedgerEntry(request, pending, 1, new ChainHead(1, ""), Optional.empty(), false, Pulse.NONE);
        assertThat(Headline.of(Story.of(entry, List.of())).line()).contains("1 of 2 · needs 2 of sre");
    }

    @Test
    void without_exit_code_is_offered_only_where_the_rule_leaves_it_open() {
        var cause = new StartFailure(StartFailure.Kind.NO_SHELL, "The image has no sh.");
        var request = Requests.request(Quorum.none(), ExitCode.REQUIRED, "uname");
        var entry = new LedgerEntry(
                request,
                new Phase.NotStarted(cause, NOW),
                1,
                new ChainHead(1, ""),
                Optional.empty(),
                false,
                Pulse.NONE);
        assertThat(Cards.actions(Story.of(entry, List.of()))).isEmpty();
    }

    private static Phase.Running extended() {
        return new Phase.Running(
                Requests.TARGET,
                DIGEST,
                "token",
                "session",
                NOW.plusSeconds(60),
                Optional.empty(),
                Optional.of(new Extension(NOW.plus(Duration.ofMinutes(26)), Requests.ALEX)));
    }

    private static Phase.Running running(Optional<Actor> stopAskedBy) {
        return new Phase.Running(Requests.TARGET, DIGEST, "token", "session", NOW.plusSeconds(60), stopAskedBy);
    }

    private static Story story(String name) {
        return Objects.requireNonNull(stories().get(name), name);
    }

    private static Story story(Phase phase) {
        return Story.of(entry(phase), List.of());
    }

    private static Story agreed(Phase phase, List<Approval> approvals) {
        return new Story(entry(phase), Optional.of(Requests.TARGET), approvals, Optional.empty());
    }

    private static Story frozen(Phase phase, List<Approval> approvals) {
        var freeze = new Freeze(Actor.human(Requests.ALEX), "incident in *payments* <!here>", NOW);
        return new Story(
                entry(phase),
                Optional.of(Requests.TARGET),
                approvals,
                Optional.empty(),
                Optional.empty(),
                Optional.of(new Ahead.Frozen(freeze)),
                Optional.empty(),
                false,
                Optional.empty());
    }

    /** As the audit chain would tell it: agreed to, started after a minute. */
    private static Story ran(Phase phase) {
        Optional<Target> target = Optional.of(Requests.TARGET);
        return new Story(entry(phase), target, AGREED, Optional.of(NOW.plus(Duration.ofMinutes(1))));
    }

    private static Story ranExtended(Phase phase) {
        var ran = ran(phase);
        return new Story(
                ran.entry(),
                ran.target(),
                AGREED,
                ran.startedAt(),
                extended().extension(),
                Optional.empty(),
                Optional.empty(),
                false,
                Optional.empty());
    }

    private static LedgerEntry entry(Phase phase) {
        return new LedgerEntry(REQUEST, phase, 1, new ChainHead(1, ""), Optional.empty(), false, Pulse.NONE);
    }

    private static String golden(String name) {
        try (var file = CardsTest.class.getResourceAsStream("/slack/cards/" + name + ".json")) {
            return new String(Objects.requireNonNull(file, name).readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
