package sallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.request.Examples.NOON;
import static sallyport.request.Examples.REQUESTER;
import static sallyport.request.Examples.request;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sallyport.request.Actor;
import sallyport.request.Event;
import sallyport.request.Examples;
import sallyport.request.Phase;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ChainTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private final AuditEvent first = Chain.created(request(), new Phase.Received());

    @Test
    void the_first_event_carries_the_request_and_names_nothing_before_it() {
        var json = JSON.readTree(first.canonical());
        assertThat(first.sequence()).isZero();
        assertThat(first.previous()).isEqualTo("0".repeat(64));
        assertThat(first.type()).isEqualTo("request.created");
        assertThat(first.at()).isEqualTo(request().askedAt());
        assertThat(LedgerFormat.readRequest(json.get("request").toString())).isEqualTo(request());
        assertThat(json.get("actor").get("person").get("userId").asString()).isEqualTo(REQUESTER.userId());
        assertThat(json.get("phase").get("kind").asString()).isEqualTo("received");
    }

    @Test
    void the_hash_is_sha_256_over_a_zero_byte_and_the_canonical_text() throws NoSuchAlgorithmException {
        var bytes = ("\0" + first.canonical()).getBytes(StandardCharsets.UTF_8);
        var hash = MessageDigest.getInstance("SHA-256").digest(bytes);
        assertThat(first.hash()).isEqualTo(HexFormat.of().formatHex(hash));
    }

    @ParameterizedTest
    @MethodSource("phases")
    void the_next_event_names_the_one_before_and_says_who_did_what_and_when(Phase phase) {
        var at = NOON.plusNanos(5_000_001);
        var cause = new Event.StopAsked(Actor.component("recovery"), true, at);
        var next = Chain.moved(entry(first), cause, phase, "run.lost");
        var json = JSON.readTree(next.canonical());
        assertThat(next.sequence()).isEqualTo(1);
        assertThat(next.previous()).isEqualTo(first.hash());
        assertThat(json.get("previous").asString()).isEqualTo(first.hash());
        assertThat(json.get("sequence").asLong()).isEqualTo(1);
        assertThat(json.get("chain").asString()).isEqualTo(request().id().value());
        assertThat(json.get("type").asString()).isEqualTo("run.lost").isEqualTo(next.type());
        assertThat(json.get("at").asString()).isEqualTo(at.toString());
        assertThat(json.get("version").asInt()).isEqualTo(LedgerFormat.VERSION);
        assertThat(json.get("actor").get("name").asString()).isEqualTo("recovery");
        assertThat(LedgerFormat.readPhase(json.get("phase").toString())).isEqualTo(phase);
    }

    @ParameterizedTest
    @MethodSource("phases")
    void the_canonical_text_has_sorted_keys_all_the_way_down(Phase phase) {
        var cause = new Event.StopAsked(Actor.human(REQUESTER), true, NOON);
        assertSorted(JSON.readTree(first.canonical()));
        assertSorted(JSON.readTree(Chain.moved(entry(first), cause, phase, "x").canonical()));
    }

    private static void assertSorted(JsonNode node) {
        if (node.isObject()) {
            assertThat(List.copyOf(node.propertyNames())).isSorted();
        }
        node.forEach(ChainTest::assertSorted);
    }

    private static List<Phase> phases() {
        return Examples.phases();
    }

    private static LedgerEntry entry(AuditEvent last) {
        var head = new ChainHead(last.sequence(), last.hash());
        return new LedgerEntry(request(), new Phase.Received(), 0, head, Optional.empty(), false, Pulse.NONE);
    }
}
