package sallyport.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class LossyNetworkTest {
    private static final Duration STEP = Duration.ofMillis(100);

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void every_byte_arrives_once_and_in_order_in_both_directions(long seed) {
        var play = new Play(seed);
        play.session.type(play.input);

        play.run(() -> play.agent.everythingAcknowledged() && play.session.inputArrived == play.input.length());

        assertThat(play.session.end()).contains(new ChannelClosed.Finished());
        assertThat(play.session.output).hasToString(String.join("", play.script));
        assertThat(play.agent.typed).hasToString(play.input);
        assertThat(play.session.gaps).isEmpty();
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void when_the_agent_will_not_wait_what_is_missing_is_declared(long seed) {
        var play = new Play(seed);

        play.run(() -> true);

        // Delivered and declared missing together are the script from its start, without a hole.
        var lines = play.session.output.toString().lines().toList();
        var missing = play.session.gaps.stream().mapToLong(Gap::frames).sum();
        var known = play.script.stream().limit(lines.size() + missing).map(String::strip);
        assertThat(known.toList()).containsSubsequence(lines);
        assertThat(play.session.end()).hasValueSatisfying(end -> {
            if (missing == 0) {
                assertThat(end).isEqualTo(new ChannelClosed.Finished());
            } else {
                assertThat(end).isEqualTo(new ChannelClosed.Truncated(play.session.gaps, ""));
            }
        });
    }

    private static final class Play {
        final VirtualSession session = VirtualSession.opened();
        final List<String> script;
        final String input;
        final ModelAgent agent;
        private final LossyNetwork toAgent;
        private final LossyNetwork toClient;

        Play(long seed) {
            var random = new Random(seed);
            toAgent = new LossyNetwork(random);
            toClient = new LossyNetwork(random);
            script = IntStream.range(0, 1 + random.nextInt(80))
                    .mapToObj(i -> i + "\n")
                    .toList();
            input = IntStream.range(0, random.nextInt(2_000))
                    .mapToObj(i -> i + " ")
                    .reduce("", String::concat);
            agent = new ModelAgent(toClient, script);
            session.onSent((message, at) -> toAgent.send(message.encode(), at));
        }

        /** Ten virtual minutes are more than any seed needs. */
        void run(BooleanSupplier agentMayFinish) {
            for (var step = 0; step < 6_000 && session.ends.isEmpty(); step++) {
                toAgent.deliverDue(session.now(), frame -> agent.receive(frame, session.now()));
                toClient.deliverDue(session.now(), session::receive);
                agent.act(session.now(), agentMayFinish.getAsBoolean());
                session.conversation().heard();
                session.advance(STEP);
            }
        }
    }

    static Stream<Long> seeds() {
        return Stream.iterate(0L, seed -> seed + 1).limit(40);
    }
}
