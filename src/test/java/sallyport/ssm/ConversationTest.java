package sallyport.ssm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class ConversationTest {
    @Nested
    class Starting {
        @Test
        void a_first_output_without_a_handshake_starts_the_session_and_lets_the_size_go() {
            var session = VirtualSession.opened();
            session.receive(AgentFrames.output(0, "hi\r\n"));

            assertThat(session.output).hasToString("hi\r\n");
            assertThat(session.started).containsExactly("");
            assertThat(session.acknowledged()).containsExactly(0L);
            assertThat(session.typed()).containsExactly("0 SIZE {\"cols\":80,\"rows\":24}");
        }

        @Test
        void a_first_message_of_an_unused_kind_starts_the_session_too() {
            var session = VirtualSession.opened();
            session.receive(AgentFrames.stream(0, PayloadType.PARAMETER, AgentFrames.bytes("{}")));

            assertThat(session.started).containsExactly("");
            assertThat(session.typed()).hasSize(1);
        }

        @Test
        void nothing_is_typed_before_the_agent_was_heard() {
            var session = VirtualSession.opened();
            session.type("ls\r");
            session.resize(200, 50);
            session.receive(AgentFrames.publication(MessageType.START_PUBLICATION));
            session.advance(Duration.ofMillis(2_900));

            assertThat(session.sent).isEmpty();
        }

        @Test
        void to_a_quiet_command_the_size_goes_alone_and_its_acknowledgement_starts_the_session() {
            var session = VirtualSession.opened();
            session.type("ls\r");
            session.advance(Duration.ofSeconds(3));
            assertThat(session.typed()).containsExactly("0 SIZE {\"cols\":80,\"rows\":24}");

            session.receive(AgentFrames.acknowledge(0));

            assertThat(session.started).containsExactly("");
            assertThat(session.typed()).containsExactly("0 SIZE {\"cols\":80,\"rows\":24}", "1 OUTPUT ls\r");
        }

        @Test
        void a_command_that_prints_nothing_for_minutes_is_not_given_up() {
            var session = VirtualSession.opened();
            session.advance(Duration.ofSeconds(4));
            session.receive(AgentFrames.acknowledge(0));
            for (var second = 0; second < 300; second++) {
                session.advance(Duration.ofSeconds(1));
                session.conversation().heard();
            }

            assertThat(session.ends).isEmpty();
            session.receive(AgentFrames.output(0, "done"));
            assertThat(session.output).hasToString("done");
            assertThat(session.started).hasSize(1);
        }

        @Test
        void without_any_frame_the_channel_is_silent_after_thirty_seconds() {
            var session = VirtualSession.opened();
            pongFor(session, Duration.ofMillis(29_999));
            assertThat(session.ends).isEmpty();
            session.advance(Duration.ofMillis(1));

            assertThat(session.end()).contains(new ChannelClosed.Silent(Duration.ofSeconds(30)));
        }

        @Test
        void a_frame_of_any_kind_is_an_answer() {
            var session = VirtualSession.opened();
            session.receive(AgentFrames.publication(MessageType.START_PUBLICATION));
            pongFor(session, Duration.ofSeconds(31));

            assertThat(session.ends).isEmpty();
        }

        @Test
        void a_socket_closed_before_any_frame_is_a_refused_token_and_afterwards_a_lost_connection() {
            var refused = VirtualSession.opened();
            refused.disconnect("closed");
            var lost = VirtualSession.opened();
            lost.receive(AgentFrames.publication(MessageType.START_PUBLICATION));
            lost.disconnect("closed");

            assertThat(refused.end()).contains(new ChannelClosed.TokenRefused("closed"));
            assertThat(lost.end()).contains(new ChannelClosed.ConnectionLost("closed"));
        }
    }

    @Nested
    class Receiving {
        private final VirtualSession session = VirtualSession.running();

        @Test
        void what_comes_early_is_acknowledged_at_once_and_delivered_in_its_turn() {
            session.receive(AgentFrames.output(3, "c"));
            session.receive(AgentFrames.output(2, "b"));
            assertThat(session.output).hasToString("$ ");
            session.receive(AgentFrames.output(1, "a"));

            assertThat(session.output).hasToString("$ abc");
            assertThat(session.acknowledged()).containsExactly(3L, 2L, 1L);
        }

        @Test
        void the_acknowledgement_comes_before_the_delivery() {
            var effects =
                    session.conversation().frame(AgentFrames.output(1, "x").encode(), session.now());

            assertThat(effects.getFirst()).isInstanceOf(Effect.Transmit.class);
            assertThat(effects.getLast()).isInstanceOf(Effect.Output.class);
        }

        @Test
        void a_duplicate_is_acknowledged_again_and_not_delivered_again() {
            session.receive(AgentFrames.output(0, "$ "));

            assertThat(session.output).hasToString("$ ");
            assertThat(session.acknowledged()).containsExactly(0L);
            assertThat(session.anomalies).containsExactly(Anomaly.DUPLICATE);
        }

        @Test
        void what_is_damaged_or_does_not_fit_is_not_acknowledged() {
            var damaged =
                    ByteBuffer.allocate(121).put(AgentFrames.output(1, "x").encode());
            session.receive(damaged.put(120, (byte) 'y').flip());
            session.receive(AgentFrames.output(300, "far ahead"));

            assertThat(session.sent).isEmpty();
            assertThat(session.anomalies).containsExactly(Anomaly.DIGEST_MISMATCH, Anomaly.WINDOW_FULL);
        }

        @Test
        void unknown_types_are_counted_and_otherwise_ignored() {
            var unknown =
                    ByteBuffer.allocate(121).put(AgentFrames.output(1, "x").encode());
            session.receive(unknown.put(4, (byte) 'X').flip());
            session.receive(AgentFrames.message(MessageType.INPUT_STREAM_DATA, 0, 0, 1, AgentFrames.bytes("echo")));

            assertThat(session.anomalies).containsExactly(Anomaly.UNKNOWN_MESSAGE_TYPE, Anomaly.UNKNOWN_MESSAGE_TYPE);
            assertThat(session.ends).isEmpty();
        }

        @Test
        void an_unused_payload_type_keeps_its_place_in_the_sequence() {
            session.receive(AgentFrames.stream(1, PayloadType.EXIT_CODE, AgentFrames.bytes("EXIT_CODE: 3")));
            session.receive(AgentFrames.stream(2, PayloadType.STDERR, AgentFrames.bytes("err")));

            assertThat(session.output).hasToString("$ err");
            assertThat(session.anomalies).containsExactly(Anomaly.UNUSED_PAYLOAD_TYPE);
        }

        @Test
        void an_acknowledgement_is_exactly_the_one_of_the_official_client() {
            var vector = Vectors.named("acknowledge_of_output_seq7");
            var message = AgentFrames.message(MessageType.OUTPUT_STREAM_DATA, 7, 0, 1, AgentFrames.bytes("x"));
            var named = new Acknowledgement(
                    "output_stream_data", UUID.fromString("dd01e56b-ff48-483e-a508-b5f073f31b16"), message.sequence());

            assertThat(AgentFrames.text(named.payload())).isEqualTo(vector.payloadText());
            session.receive(AgentFrames.output(1, "x"));
            assertThat(session.sent.getFirst().flags()).isEqualTo(3);
            assertThat(session.sent.getFirst().sequence()).isZero();
            assertThat(session.sent.getFirst().payloadNumber()).isZero();
        }

        @Test
        void a_malformed_frame_ends_the_channel() {
            session.receive(ByteBuffer.allocate(119));

            assertThat(session.end())
                    .contains(new ChannelClosed.ProtocolViolation("malformed frame: 119 bytes, less than a header"));
        }
    }

    @Nested
    class Sending {
        private final VirtualSession session = VirtualSession.running();

        @Test
        void input_is_numbered_after_the_size_and_ctrl_c_is_input() {
            session.type("\u0003");

            assertThat(session.typed()).containsExactly("1 OUTPUT \u0003");
            assertThat(session.sent.getFirst().flags()).isZero();
        }

        @Test
        void what_is_not_acknowledged_is_repeated_byte_for_byte() {
            session.type("ls\r");
            session.advance(Duration.ofSeconds(1));

            assertThat(session.sentFrames).hasSizeBetween(3, 6);
            assertThat(session.sentFrames).allMatch(session.sentFrames.getFirst()::equals);
            assertThat(session.anomalies).hasSize(session.sentFrames.size() - 1).containsOnly(Anomaly.RESENT);
            session.receive(AgentFrames.acknowledge(1));
            session.forgetSent();
            session.advance(Duration.ofSeconds(1));
            assertThat(session.sent).isEmpty();
            assertThat(session.inputArrived).isEqualTo(3);
        }

        @Test
        void a_new_size_goes_out_at_once() {
            session.resize(200, 50);

            assertThat(session.typed()).containsExactly("1 SIZE {\"cols\":200,\"rows\":50}");
        }

        @Test
        void it_ticks_ten_times_a_second_while_something_is_in_flight_waits_or_ends_and_else_once() {
            assertThat(session.conversation().tickEvery()).isEqualTo(Conversation.IDLE_TICK);
            session.type("ls\r");
            assertThat(session.conversation().tickEvery()).isEqualTo(Conversation.TICK);
            session.receive(AgentFrames.acknowledge(1));
            assertThat(session.conversation().tickEvery()).isEqualTo(Conversation.IDLE_TICK);
            session.receive(AgentFrames.closed(""));
            assertThat(session.conversation().tickEvery()).isEqualTo(Conversation.TICK);
            var waiting = VirtualSession.opened();
            waiting.type("ls\r");
            assertThat(waiting.conversation().tickEvery()).isEqualTo(Conversation.TICK);
        }

        @Test
        void a_hundred_kilobytes_take_ten_chunks_a_tick_and_sixty_four_in_flight() {
            session.type("x".repeat(100 * 1024));
            assertThat(session.typed()).hasSize(10);
            session.advance(Duration.ofMillis(600));

            var numbers = session.sent.stream().map(AgentMessage::sequence).distinct();
            assertThat(numbers).hasSize(64);
        }

        @Test
        void without_an_acknowledgement_for_thirty_seconds_the_connection_is_lost() {
            session.type("ls\r");
            pongFor(session, Duration.ofMillis(29_900));
            assertThat(session.ends).isEmpty();
            pongFor(session, Duration.ofMillis(100));

            assertThat(session.end()).contains(new ChannelClosed.ConnectionLost("no acknowledgement for 30 seconds"));
        }

        @Test
        void while_we_do_not_read_nobody_is_blamed_for_silence() {
            session.type("ls\r");
            session.conversation().readingHeld();
            session.advance(Duration.ofMinutes(5));
            session.conversation().readingResumed(session.now());
            session.advance(Duration.ofSeconds(19));

            assertThat(session.ends).isEmpty();
            pongFor(session, Duration.ofSeconds(11));
            assertThat(session.end()).contains(new ChannelClosed.ConnectionLost("no acknowledgement for 30 seconds"));
        }

        @Test
        void a_pause_from_before_we_stopped_reading_is_forgotten() {
            session.receive(AgentFrames.publication(MessageType.PAUSE_PUBLICATION));
            session.conversation().readingHeld();
            session.advance(Duration.ofSeconds(25));
            session.conversation().readingResumed(session.now());
            session.advance(Duration.ofSeconds(9));

            assertThat(session.pauses).isEmpty();
        }

        @Test
        void an_acknowledgement_that_names_nothing_is_counted() {
            for (var json : List.of(
                    "",
                    "[]",
                    "{}",
                    "{\"AcknowledgedMessageSequenceNumber\":\"0\"}",
                    "{\"AcknowledgedMessageSequenceNumber\":9223372036854775808}",
                    "[".repeat(5000))) {
                session.receive(AgentFrames.message(MessageType.ACKNOWLEDGE, 0, 3, 0, AgentFrames.bytes(json)));
            }

            assertThat(session.anomalies).hasSize(6).containsOnly(Anomaly.UNREADABLE_ACKNOWLEDGEMENT);
        }
    }

    @Nested
    class Staying {
        private final VirtualSession session = VirtualSession.running();

        @Test
        void it_pings_at_once_and_every_thirty_seconds() {
            assertThat(session.pings).isEqualTo(1);
            pongFor(session, Duration.ofSeconds(90));
            assertThat(session.pings).isEqualTo(4);
        }

        @Test
        void a_ping_that_nothing_follows_for_twenty_seconds_ends_the_channel() {
            pongFor(session, Duration.ofSeconds(29));
            session.advance(Duration.ofMillis(20_900));
            assertThat(session.ends).isEmpty();
            session.advance(Duration.ofSeconds(1));

            assertThat(session.end()).containsInstanceOf(ChannelClosed.ConnectionLost.class);
        }

        @Test
        void a_socket_on_which_not_even_a_pong_comes_is_a_lost_connection_and_not_a_refused_token() {
            var mute = VirtualSession.opened();
            mute.advance(Duration.ofSeconds(21));

            assertThat(mute.end())
                    .contains(new ChannelClosed.ConnectionLost("nothing was heard for 20 seconds after a ping"));
        }

        @Test
        void a_pause_is_reported_after_ten_silent_seconds_and_again_every_ten() {
            for (var second = 0; second < 25; second++) {
                session.receive(AgentFrames.publication(MessageType.PAUSE_PUBLICATION));
                session.advance(Duration.ofSeconds(1));
            }

            assertThat(session.pauses).containsExactly(Duration.ofSeconds(10), Duration.ofSeconds(20));
        }

        @Test
        void data_an_acknowledgement_or_a_new_publication_ends_the_pause() {
            for (var sign : List.of(
                    AgentFrames.output(1, "x").encode(),
                    AgentFrames.acknowledge(0).encode(),
                    AgentFrames.publication(MessageType.START_PUBLICATION))) {
                session.receive(AgentFrames.publication(MessageType.PAUSE_PUBLICATION));
                session.advance(Duration.ofSeconds(9));
                session.receive(sign);
                session.advance(Duration.ofSeconds(9));
            }

            assertThat(session.pauses).isEmpty();
        }
    }

    @Nested
    class Ending {
        private final VirtualSession session = VirtualSession.running();

        @Test
        void a_closed_channel_ends_clean_once_late_output_had_its_chance() {
            session.receive(AgentFrames.closed(""));
            session.advance(Duration.ofMillis(200));
            assertThat(session.ends).isEmpty();
            session.advance(Duration.ofMillis(100));

            assertThat(session.end()).contains(new ChannelClosed.Finished());
            assertThat(session.acknowledged()).isEmpty();
        }

        @Test
        void the_reason_of_the_service_is_passed_on() {
            session.receive(AgentFrames.closed("Unable to start command"));
            session.advance(Duration.ofSeconds(1));

            assertThat(session.end()).contains(new ChannelClosed.EndedWithReason("Unable to start command"));
        }

        @Test
        void output_that_the_announcement_overtook_is_delivered() {
            session.receive(AgentFrames.closed(""));
            session.receive(AgentFrames.output(1, "last words"));
            session.advance(Duration.ofSeconds(1));

            assertThat(session.output).hasToString("$ last words");
            assertThat(session.end()).contains(new ChannelClosed.Finished());
        }

        @Test
        void a_gap_is_waited_for_and_the_end_comes_when_it_is_filled() {
            session.receive(AgentFrames.output(2, "b"));
            session.receive(AgentFrames.closed(""));
            session.advance(Duration.ofMillis(1_900));
            assertThat(session.ends).isEmpty();
            session.receive(AgentFrames.output(1, "a"));

            assertThat(session.output).hasToString("$ ab");
            assertThat(session.end()).contains(new ChannelClosed.Finished());
        }

        @Test
        void a_gap_that_stays_is_declared_and_what_came_behind_it_is_delivered() {
            session.receive(AgentFrames.output(3, "d"));
            session.receive(AgentFrames.output(6, "g"));
            session.receive(AgentFrames.closed("timeout"));
            session.advance(Duration.ofMillis(1_900));
            assertThat(session.ends).isEmpty();
            session.advance(Duration.ofMillis(100));

            var gaps = List.of(new Gap(1, 2), new Gap(4, 5));
            assertThat(session.output).hasToString("$ dg");
            assertThat(session.gaps).isEqualTo(gaps);
            assertThat(session.end()).contains(new ChannelClosed.Truncated(gaps, "timeout"));
        }

        @Test
        void a_lost_connection_hands_over_what_was_held() {
            session.receive(AgentFrames.output(2, "b"));
            session.disconnect("reset");

            assertThat(session.output).hasToString("$ b");
            assertThat(session.gaps).containsExactly(new Gap(1, 1));
            assertThat(session.end()).contains(new ChannelClosed.ConnectionLost("reset"));
        }

        @Test
        void a_socket_that_drops_after_the_announcement_changes_nothing() {
            session.receive(AgentFrames.closed(""));
            session.disconnect("1006");

            assertThat(session.end()).contains(new ChannelClosed.Finished());
        }

        @Test
        void an_announcement_that_cannot_be_read_is_a_violation() {
            session.receive(AgentFrames.message(MessageType.CHANNEL_CLOSED, 0, 3, 0, AgentFrames.bytes("{")));

            assertThat(session.end()).containsInstanceOf(ChannelClosed.ProtocolViolation.class);
        }

        @Test
        void held_output_is_declared_missing_when_the_far_side_breaks_the_rules() {
            session.receive(AgentFrames.output(2, "b"));
            session.receive(ByteBuffer.allocate(1));

            assertThat(session.gaps).containsExactly(new Gap(1, 2));
        }

        @Test
        void after_the_end_nothing_happens_any_more() {
            session.abandon("closed by us");
            session.receive(AgentFrames.output(1, "late"));
            session.type("late");
            session.resize(1, 1);
            session.disconnect("late");
            session.abandon("late");
            session.advance(Duration.ofMinutes(2));

            assertThat(session.ends).containsExactly(new ChannelClosed.Abandoned("closed by us"));
            assertThat(session.output).hasToString("$ ");
        }
    }

    private static void pongFor(VirtualSession session, Duration time) {
        var step = Duration.ofMillis(100);
        for (var passed = Duration.ZERO; passed.compareTo(time) < 0; passed = passed.plus(step)) {
            session.advance(time.minus(passed).compareTo(step) < 0 ? time.minus(passed) : step);
            session.conversation().heard();
        }
    }
}
