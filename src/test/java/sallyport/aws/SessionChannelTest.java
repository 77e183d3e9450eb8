package sallyport.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sallyport.run.SessionEnd;
import sallyport.run.SessionListener;
import sallyport.ssm.ChannelClosed;
import sallyport.ssm.Gap;

class SessionChannelTest {
    private static final String NO_SUCH_PROGRAM =
            "----------ERROR-------\nUnable to start command: Failed to start pty: exec: \"nope\": executable file not "
                    + "found in $PATH";

    private final List<SessionEnd> ends = new ArrayList<>();
    private final StringBuilder output = new StringBuilder();
    private int terminations;
    private boolean confirmed = true;

    private final SessionListener listener = new SessionListener() {
        @Override
        public void output(ByteBuffer bytes) {
            assertThat(bytes.isReadOnly()).isTrue();
            output.append(StandardCharsets.UTF_8.decode(bytes));
        }

        @Override
        public void ended(SessionEnd end) {
            ends.add(end);
        }
    };

    private final SessionChannel channel = new SessionChannel(listener, Optional::empty, () -> {
        terminations++;
        return confirmed;
    });

    @Test
    void output_is_passed_on_in_order() {
        channel.onStarted("");
        channel.onOutput(ByteBuffer.wrap("one\r\n".getBytes(StandardCharsets.UTF_8)));
        channel.onOutput(ByteBuffer.wrap("two\r\n".getBytes(StandardCharsets.UTF_8)));

        assertThat(output).hasToString("one\r\ntwo\r\n");
    }

    @Test
    void a_clean_end_is_closed_and_terminates_nothing() {
        channel.onClosed(new ChannelClosed.Finished());

        assertThat(ends).containsExactly(new SessionEnd.Closed());
        assertThat(terminations).isZero();
    }

    @Test
    void an_end_with_words_keeps_them() {
        var idle = "Your session timed out due to inactivity and has been terminated.";

        channel.onClosed(new ChannelClosed.EndedWithReason(idle));

        assertThat(ends).containsExactly(new SessionEnd.ClosedWith(idle));
    }

    @Test
    void a_command_that_the_agent_could_not_start_was_not_started() {
        channel.onClosed(new ChannelClosed.EndedWithReason(NO_SUCH_PROGRAM));

        assertThat(ends).containsExactly(new SessionEnd.NotStarted(NO_SUCH_PROGRAM));
    }

    @Test
    void a_command_that_wrote_something_was_started_whatever_the_end_says() {
        channel.onOutput(ByteBuffer.wrap("working\r\n".getBytes(StandardCharsets.UTF_8)));

        channel.onClosed(new ChannelClosed.EndedWithReason(NO_SUCH_PROGRAM));

        assertThat(ends).containsExactly(new SessionEnd.ClosedWith(NO_SUCH_PROGRAM));
    }

    @Test
    void missing_output_is_named_by_its_parts() {
        channel.onGap(new Gap(3, 3));
        channel.onClosed(new ChannelClosed.Truncated(List.of(new Gap(3, 3), new Gap(7, 9)), "bye"));

        assertThat(ends)
                .containsExactly(new SessionEnd.Truncated(
                        "part 3, parts 7 to 9 of the output never arrived; the agent said: bye"));
    }

    static Stream<ChannelClosed> losses() {
        return Stream.of(
                new ChannelClosed.UpgradeRefused(403, ""),
                new ChannelClosed.UpgradeRefused(500, ""),
                new ChannelClosed.Unreachable("dns"),
                new ChannelClosed.TokenRefused("closed"),
                new ChannelClosed.Silent(Duration.ofSeconds(30)),
                new ChannelClosed.HandshakeFailed("no key"),
                new ChannelClosed.ConnectionLost("reset"),
                new ChannelClosed.ProtocolViolation("too large"),
                new ChannelClosed.Abandoned("listener threw"));
    }

    @ParameterizedTest
    @MethodSource("losses")
    void whatever_keeps_us_from_reading_is_a_lost_connection_and_the_session_is_terminated(ChannelClosed closed) {
        channel.onClosed(closed);

        assertThat(ends)
                .singleElement()
                .asInstanceOf(type(SessionEnd.ConnectionLost.class))
                .extracting(SessionEnd.ConnectionLost::cause)
                .asString()
                .contains("AWS confirmed that the session was ended");
        assertThat(terminations).isEqualTo(1);
    }

    @Test
    void an_unconfirmed_termination_says_that_the_command_may_be_running() {
        confirmed = false;

        channel.onClosed(new ChannelClosed.ConnectionLost("reset"));

        assertThat(ends)
                .singleElement()
                .asInstanceOf(type(SessionEnd.ConnectionLost.class))
                .extracting(SessionEnd.ConnectionLost::cause)
                .asString()
                .contains("the command may still be running");
    }

    @Test
    void silence_of_a_task_that_runs_is_waited_out() {
        channel.onPaused(Duration.ofSeconds(10));
        channel.onClosed(new ChannelClosed.Finished());

        assertThat(ends).containsExactly(new SessionEnd.Closed());
    }

    @Test
    void silence_of_a_task_that_stopped_hangs_up_and_says_so() {
        var hungUp = new AtomicBoolean();
        var gone = new SessionChannel(listener, () -> Optional.of("Task 0123 stopped while the command ran."), () -> {
            terminations++;
            return true;
        });
        gone.opened(() -> hungUp.set(true));

        gone.onPaused(Duration.ofSeconds(10));
        assertThat(hungUp).isTrue();
        gone.onClosed(new ChannelClosed.Abandoned("closed by us"));

        assertThat(ends).containsExactly(new SessionEnd.ConnectionLost("Task 0123 stopped while the command ran."));
        assertThat(terminations).isZero();
    }
}
