package sallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.request.Examples.NOON;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SealerTest {
    private final Trail trail = new Trail(11);
    private Instant now = NOON;
    private Signer signer = Trail.KEY;
    private final Sealer sealer = new Sealer(trail.ledger, new SwitchedSigner(), "me", () -> now);

    @AfterEach
    void close() {
        sealer.close();
    }

    private List<Checkpoint> checkpoints() {
        return trail.ledger.checkpoints(0, 1_000);
    }

    private static Statement statement(Checkpoint checkpoint) {
        return Statement.read(checkpoint.canonical());
    }

    @Test
    void the_first_checkpoint_comes_at_once_and_says_that_nothing_is_there_yet() {
        assertThat(sealer.seal()).isEqualTo(new Sealing.Sealed(1));
        assertThat(checkpoints()).singleElement().satisfies(first -> {
            assertThat(first.number()).isZero();
            assertThat(first.hash()).isEqualTo(Chain.hash(first.canonical()));
            assertThat(Trail.KEY.verification().verifies(first.canonical(), first.signature()))
                    .isTrue();
            assertThat(statement(first))
                    .isEqualTo(new Statement(
                            "Ed25519", NOON, List.of(), Trail.KEY.keyId(), 0, "0".repeat(64), LedgerFormat.VERSION));
        });
    }

    @Test
    void a_checkpoint_lists_where_the_chains_end_that_no_other_covers() {
        var first = trail.denied();
        sealer.seal();
        var second = trail.denied();
        now = NOON.plusSeconds(60);
        assertThat(sealer.seal()).isEqualTo(new Sealing.Sealed(1));
        var events = trail.ledger.events(second);
        assertThat(statement(checkpoints().getFirst()).heads())
                .extracting(Sealable::chain)
                .containsExactly(first.value());
        var last = statement(checkpoints().getLast());
        assertThat(last.heads())
                .containsExactly(new Sealable(
                        second.value(), new ChainHead(3, events.getLast().hash())));
        assertThat(last.number()).isEqualTo(1);
        assertThat(last.previous()).isEqualTo(checkpoints().getFirst().hash());
        assertThat(last.at()).isEqualTo(now);
        assertThat(trail.ledger.unsealed(9)).isEmpty();
    }

    @Test
    void more_chains_than_one_checkpoint_holds_take_several() {
        IntStream.range(0, Sealer.MAX_HEADS + 1).forEach(_ -> trail.asked());
        assertThat(sealer.seal()).isEqualTo(new Sealing.Sealed(2));
        assertThat(checkpoints())
                .extracting(checkpoint -> statement(checkpoint).heads().size())
                .containsExactly(Sealer.MAX_HEADS, 1);
    }

    @Test
    void silence_is_signed_after_an_hour() {
        sealer.seal();
        now = NOON.plus(Sealer.SILENCE).minusMillis(1);
        assertThat(sealer.seal()).isEqualTo(new Sealing.Sealed(0));
        now = NOON.plus(Sealer.SILENCE);
        assertThat(sealer.seal()).isEqualTo(new Sealing.Sealed(1));
        assertThat(statement(checkpoints().getLast()).heads()).isEmpty();
        assertThat(sealer.seal()).isEqualTo(new Sealing.Sealed(0));
    }

    @Test
    void a_key_that_cannot_be_used_leaves_everything_for_the_next_time() {
        trail.denied();
        signer = new NoSigner();
        assertThat(sealer.seal()).isEqualTo(new Sealing.Failed("the key is away"));
        assertThat(checkpoints()).isEmpty();
        signer = Trail.KEY;
        assertThat(sealer.seal()).isEqualTo(new Sealing.Sealed(1));
    }

    @Test
    void who_comes_second_stores_nothing() {
        trail.denied();
        signer = new BeatenSigner();
        assertThat(sealer.seal()).isEqualTo(new Sealing.Overtaken());
        assertThat(checkpoints()).hasSize(1);
        assertThat(Trail.verify(trail.export()).holds()).isTrue();
    }

    @Test
    void a_ledger_that_is_away_is_an_answer() {
        trail.ledger.stopAnswering();
        assertThat(sealer.seal()).isEqualTo(new Sealing.Failed("the store is away"));
        sealer.sealInTurn();
        trail.ledger.answerAgain();
        assertThat(checkpoints()).isEmpty();
    }

    @Test
    void one_replica_seals_at_a_time_until_its_turn_runs_out() {
        try (var other = new Sealer(trail.ledger, Trail.KEY, "other", () -> now)) {
            sealer.sealInTurn();
            assertThat(checkpoints()).hasSize(1);
            trail.denied();
            other.sealInTurn();
            assertThat(checkpoints()).hasSize(1);
            now = NOON.plus(Sealer.PERIOD.multipliedBy(2));
            other.sealInTurn();
            assertThat(checkpoints()).hasSize(2);
        }
    }

    @Test
    void a_signer_that_breaks_does_not_end_the_sealing() {
        signer = new BrokenSigner();
        sealer.sealInTurn();
        signer = Trail.KEY;
        sealer.sealInTurn();
        assertThat(checkpoints()).hasSize(1);
    }

    @Test
    void once_started_it_seals_by_itself_and_not_after_it_was_closed() {
        sealer.start();
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> checkpoints().size() == 1);
        sealer.close();
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().equals("sealer"))
                .allSatisfy(thread -> assertThat(thread.isDaemon()).isTrue());
    }

    private class SwitchedSigner implements Signer {
        @Override
        public String algorithm() {
            return signer.algorithm();
        }

        @Override
        public String keyId() {
            return signer.keyId();
        }

        @Override
        public Signing sign(String text) {
            return signer.sign(text);
        }
    }

    private static class NoSigner implements Signer {
        @Override
        public String algorithm() {
            return Trail.KEY.algorithm();
        }

        @Override
        public String keyId() {
            return Trail.KEY.keyId();
        }

        @Override
        public Signing sign(String text) {
            return new Signing.Unavailable("the key is away");
        }
    }

    private static final class BrokenSigner extends NoSigner {
        @Override
        public Signing sign(String text) {
            throw new IllegalStateException("broken");
        }
    }

    private final class BeatenSigner extends NoSigner {
        @Override
        public Signing sign(String text) {
            trail.seal();
            return Trail.KEY.sign(text);
        }
    }
}
