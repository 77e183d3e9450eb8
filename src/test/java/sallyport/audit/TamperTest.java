package sallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Ten thousand ways to change an exported file. Each seed is one edit, so a failure names what to repeat. */
class TamperTest {
    private static final int EDITS = 10_000;
    private static final int SEEDS_FROM = 20_261_123;

    private static final String FILE = Trail.mixed(5).export();
    private static final byte[] BYTES = FILE.getBytes(StandardCharsets.UTF_8);
    private static final List<String> LINES = FILE.lines().toList();
    private static final SigningKey ANOTHER_KEY = SigningKey.generate();
    private static final Verdict GENUINE = Trail.verify(FILE);

    /** What a checkpoint covers: whoever has no key must not be able to touch these lines. */
    private static final Set<String> SEALED = sealedLines();

    private static final Evidence EVIDENCE = new Evidence(
            List.of(Trail.KEY.verification()),
            Optional.empty(),
            GENUINE.sealed().map(last -> new Evidence.Witness(last.number(), last.hash())));

    private enum Kind {
        FLIP,
        DROP,
        DUPLICATE,
        SWAP,
        TRUNCATE,
        RECHAIN,
        RESEAL,
        CUT_CHAIN,
        CUT_CHECKPOINTS
    }

    private record Outcome(int seed, Kind kind, Verdict verdict) {}

    @Test
    void the_genuine_file_holds_and_part_of_it_is_not_sealed() {
        assertThat(GENUINE.findings()).isEmpty();
        assertThat(GENUINE.unsealedEvents()).isEqualTo(8);
        assertThat(SEALED).hasSize(16);
    }

    @Test
    void every_one_of_ten_thousand_edits_is_found_unless_it_stays_among_what_is_reported_as_not_sealed() {
        var outcomes = IntStream.range(0, EDITS)
                .parallel()
                .mapToObj(n -> outcome(SEEDS_FROM + n))
                .toList();
        var undetected =
                outcomes.stream().filter(outcome -> outcome.verdict().holds()).toList();
        assertThat(undetected).allSatisfy(TamperTest::assertReportedAsNotSealed);
        assertThat(kinds(undetected))
                .as("what takes no forging is always found")
                .isSubsetOf(Kind.RECHAIN, Kind.RESEAL, Kind.CUT_CHAIN);
        assertThat(undetected).as("the exception exists, and is tested").isNotEmpty();
        assertThat(kinds(outcomes)).containsExactlyInAnyOrder(Kind.values());
    }

    private static Set<Kind> kinds(List<Outcome> outcomes) {
        return outcomes.stream().map(Outcome::kind).collect(Collectors.toSet());
    }

    private static void assertReportedAsNotSealed(Outcome outcome) {
        var verdict = outcome.verdict();
        var lines = new String(edited(outcome.kind(), outcome.seed()), StandardCharsets.UTF_8)
                .lines()
                .toList();
        assertThat(lines).as("%s by seed %d", outcome.kind(), outcome.seed()).containsAll(SEALED);
        assertThat(verdict.sealed()).isEqualTo(GENUINE.sealed());
        assertThat(verdict.events() - verdict.unsealedEvents()).isEqualTo(GENUINE.events() - GENUINE.unsealedEvents());
        assertThat(verdict.summary().get(1))
                .startsWith("Sealed until checkpoint "
                        + GENUINE.sealed().orElseThrow().number());
        assertThat(verdict.summary().getLast())
                .startsWith("Not sealed: " + verdict.unsealedEvents() + " events")
                .endsWith("may be missing without a trace.");
    }

    private static Outcome outcome(int seed) {
        var kind = Kind.values()[seed % Kind.values().length];
        return new Outcome(seed, kind, Trail.verify(edited(kind, seed), EVIDENCE));
    }

    private static byte[] edited(Kind kind, int seed) {
        var random = new Random(seed);
        while (true) {
            var file = edited(kind, random);
            if (!Arrays.equals(file, BYTES)) {
                return file;
            }
        }
    }

    private static byte[] edited(Kind kind, Random random) {
        return switch (kind) {
            case FLIP -> flip(random);
            case DROP -> lines(random, (lines, n) -> lines.remove(n));
            case DUPLICATE -> lines(random, (lines, n) -> lines.add(random.nextInt(lines.size()), lines.get(n)));
            case SWAP -> swap(random);
            case TRUNCATE -> Arrays.copyOf(BYTES, random.nextInt(BYTES.length));
            case RECHAIN -> bytes(rechained(random));
            case RESEAL -> bytes(rechained(random).resealed(random.nextBoolean() ? ANOTHER_KEY : new OldSignatures()));
            case CUT_CHAIN -> cutChain(random);
            case CUT_CHECKPOINTS -> cutCheckpoints(random);
        };
    }

    private static byte[] flip(Random random) {
        var file = BYTES.clone();
        file[random.nextInt(file.length)] ^= (byte) (1 + random.nextInt(255));
        return file;
    }

    private interface LineEdit {
        void on(List<String> lines, int index);
    }

    private static byte[] lines(Random random, LineEdit edit) {
        var forger = new Forger(FILE);
        edit.on(forger.lines(), random.nextInt(LINES.size()));
        return bytes(forger);
    }

    private static byte[] swap(Random random) {
        return lines(random, (lines, n) -> {
            int other = random.nextInt(lines.size());
            lines.set(n, LINES.get(other));
            lines.set(other, LINES.get(n));
        });
    }

    /** Replaces one character of an event by another of its kind, and puts every hash and link right. */
    private static Forger rechained(Random random) {
        var events = IntStream.range(0, LINES.size())
                .filter(n -> Forger.isEvent(LINES.get(n)))
                .toArray();
        int index = events[random.nextInt(events.length)];
        return new Forger(FILE)
                .edit(index, line -> {
                    int at = FileFormat.EVENT.length()
                            + random.nextInt(Forger.canonical(line, FileFormat.EVENT, FileFormat.HASH)
                                    .length());
                    return line.substring(0, at) + another(random, line.charAt(at)) + line.substring(at + 1);
                })
                .relinked();
    }

    private static char another(Random random, char now) {
        if (Character.isDigit(now)) {
            return (char) ('0' + random.nextInt(10));
        }
        return Character.isLetter(now) ? (char) ('a' + random.nextInt(26)) : now;
    }

    /** Takes events off the end of a chain, perhaps all of them, and has the file say so. */
    private static byte[] cutChain(Random random) {
        var forger = new Forger(FILE);
        var events = LINES.stream().filter(Forger::isEvent).toList();
        var chain = Forger.chain(events.get(random.nextInt(events.size())));
        var mine =
                events.stream().filter(line -> Forger.chain(line).equals(chain)).toList();
        forger.lines().removeAll(mine.subList(random.nextInt(mine.size()), mine.size()));
        return bytes(forger.recounted());
    }

    /** Takes the last checkpoints away, so that the file looks like an earlier one: what a witness is for. */
    private static byte[] cutCheckpoints(Random random) {
        var forger = new Forger(FILE);
        var checkpoints = LINES.stream().filter(Forger::isCheckpoint).toList();
        forger.lines().removeAll(checkpoints.subList(random.nextInt(checkpoints.size()), checkpoints.size()));
        return bytes(forger.recounted());
    }

    private static byte[] bytes(Forger forger) {
        return forger.file().getBytes(StandardCharsets.UTF_8);
    }

    private static Set<String> sealedLines() {
        var lines = new Forger(FILE).lines();
        var heads = lines.stream()
                .filter(Forger::isCheckpoint)
                .flatMap(line ->
                        Statement.read(Forger.canonical(line, FileFormat.CHECKPOINT, FileFormat.HASH)).heads().stream())
                .collect(Collectors.toMap(Sealable::chain, head -> head.head().sequence(), Math::max));
        return lines.stream()
                .filter(line -> Forger.isCheckpoint(line)
                        || (Forger.isEvent(line) && sequence(line) <= heads.getOrDefault(Forger.chain(line), -1L)))
                .collect(Collectors.toUnmodifiableSet());
    }

    private static long sequence(String line) {
        return Long.parseLong(line.replaceFirst(".*\"sequence\":(\\d+),.*", "$1"));
    }

    /** Puts the genuine signature of the same checkpoint under whatever it is given. */
    private static final class OldSignatures implements Signer {
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
            long number = Statement.read(text).number();
            return LINES.stream()
                    .filter(Forger::isCheckpoint)
                    .filter(line -> Statement.read(Forger.canonical(line, FileFormat.CHECKPOINT, FileFormat.HASH))
                                    .number()
                            == number)
                    .findFirst()
                    .map(line -> new Signing.Signed(line.replaceFirst(".*\"signature\":\"([^\"]*)\".*", "$1")))
                    .orElseThrow();
        }
    }
}
