package sallyport.sandbox.aws.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class Utf8CarryTest {
    @RepeatedTest(50)
    void however_text_is_cut_every_chunk_is_text_and_nothing_is_lost(RepetitionInfo repetition) {
        var random = new Random(repetition.getCurrentRepetition());
        var text = random.ints(300, 0, 4)
                .mapToObj(kind -> switch (kind) {
                    case 0 -> "a";
                    case 1 -> "é";
                    case 2 -> "€";
                    default -> "🚀";
                })
                .reduce("", String::concat);
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        var carry = new Utf8Carry();
        var sent = new ByteArrayOutputStream();
        for (int from = 0; from < bytes.length; ) {
            int length = Math.min(bytes.length - from, random.nextInt(1, 9));
            var part = new byte[8];
            System.arraycopy(bytes, from, part, 0, length);
            var chunk = carry.join(part, length);
            assertThat(new String(chunk, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8))
                    .isEqualTo(chunk);
            sent.writeBytes(chunk);
            from += length;
        }
        assertThat(sent.toString(StandardCharsets.UTF_8)).isEqualTo(text);
    }

    @Test
    void bytes_that_are_no_text_pass_as_they_are() {
        byte[] bytes = {(byte) 0xff, (byte) 0x80, (byte) 0x80, (byte) 0x80, (byte) 0x80};
        assertThat(new Utf8Carry().join(bytes, bytes.length)).isEqualTo(bytes);
    }

    @Test
    void an_unfinished_character_waits_for_its_rest() {
        var rocket = "🚀".getBytes(StandardCharsets.UTF_8);
        var carry = new Utf8Carry();
        assertThat(carry.join(rocket, 3)).isEmpty();
        assertThat(carry.join(new byte[] {rocket[3], 'x'}, 2)).isEqualTo("🚀x".getBytes(StandardCharsets.UTF_8));
    }
}
