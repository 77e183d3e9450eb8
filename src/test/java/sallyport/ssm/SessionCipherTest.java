package sallyport.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class SessionCipherTest {
    @Test
    void opens_what_an_agent_sealed() {
        var vector = Vectors.named("kms_output_encrypted");
        var cipher = new SessionCipher(key(vector), new SecureRandom());

        assertThat(cipher.open(vector.payload()).map(AgentFrames::text)).contains("hi\r\n");
    }

    @Test
    void seals_to_the_bytes_of_the_vector_given_its_nonce() {
        var vector = Vectors.named("kms_input_encrypted");
        var cipher = new SessionCipher(key(vector), new FixedNonce(vector.extra("nonceHex")));

        assertThat(cipher.seal(AgentFrames.bytes("ls\r"))).isEqualTo(vector.payload());
    }

    @Test
    void every_changed_bit_is_noticed() {
        var vector = Vectors.named("kms_output_encrypted");
        var cipher = new SessionCipher(key(vector), new SecureRandom());
        for (var bit = 0; bit < vector.payload().limit() * 8; bit++) {
            var changed = vector.payload();
            changed.put(bit / 8, (byte) (changed.get(bit / 8) ^ (1 << (bit % 8))));

            assertThat(cipher.open(changed)).isEmpty();
        }
    }

    @Test
    void what_is_too_short_to_be_sealed_is_not_opened() {
        var cipher = new SessionCipher(key(Vectors.named("kms_output_encrypted")), new SecureRandom());

        assertThat(cipher.open(ByteBuffer.allocate(27))).isEmpty();
        assertThat(cipher.open(ByteBuffer.allocate(28))).isEmpty();
    }

    @Test
    void each_direction_has_its_own_key() {
        var cipher = new SessionCipher(key(Vectors.named("kms_output_encrypted")), new SecureRandom());

        assertThat(cipher.open(cipher.seal(AgentFrames.bytes("echo")))).isEmpty();
    }

    @Test
    void a_data_key_has_64_bytes_and_does_not_print_them() {
        assertThatThrownBy(() -> new DataKey(new byte[63], new byte[1])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DataKey(new byte[65], new byte[1])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DataKey(new byte[64], new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThat(new DataKey(new byte[64], new byte[1])).hasToString("DataKey[hidden]");
    }

    private static DataKey key(Vectors.Vector vector) {
        var plaintext = new byte[DataKey.LENGTH];
        vector.extra("plainDataKey64Hex").get(plaintext);
        return new DataKey(plaintext, new byte[] {1});
    }

    private static final class FixedNonce extends SecureRandom {
        private final transient ByteBuffer nonce;

        FixedNonce(ByteBuffer nonce) {
            this.nonce = nonce;
        }

        @Override
        public void nextBytes(byte[] bytes) {
            nonce.duplicate().get(bytes);
        }
    }
}
