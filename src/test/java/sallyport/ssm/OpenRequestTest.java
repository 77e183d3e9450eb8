package sallyport.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenRequestTest {
    private final OpenRequest request =
            VirtualSession.request(URI.create("ws://127.0.0.1:9/v1/data-channel/" + VirtualSession.SESSION_ID));

    @Test
    void it_never_prints_its_token() {
        assertThat(request.toString()).contains(VirtualSession.SESSION_ID).doesNotContain(request.token());
    }

    @Test
    void there_is_no_channel_without_a_token() {
        assertThatThrownBy(() -> with("", "1.2.764.0")).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.2.764.0", "1.2.0.0", "999999999.0.0.0"})
    void a_version_is_four_numbers(String version) {
        assertThat(with("token", version).clientVersion()).isEqualTo(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "1", "1.2.764", "1.2.764.0.1", "1.2.764.x", "1.2.764.0 ", "9999999999.0.0.0"})
    void anything_else_is_no_version(String version) {
        assertThatThrownBy(() -> with("token", version)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_terminal_has_between_1_and_65535_columns_and_rows() {
        assertThat(new TerminalSize(1, 65_535).rows()).isEqualTo(65_535);
        assertThat(new TerminalSize(65_535, 1).cols()).isEqualTo(65_535);
        assertThatThrownBy(() -> new TerminalSize(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TerminalSize(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TerminalSize(65_536, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new TerminalSize(1, 65_536)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_gap_counts_both_its_ends_and_is_never_empty() {
        assertThat(new Gap(0, 0).frames()).isEqualTo(1);
        assertThat(new Gap(3, 7).frames()).isEqualTo(5);
        assertThatThrownBy(() -> new Gap(3, 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Gap(-1, 2)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void without_a_port_for_data_keys_encryption_is_unsupported() {
        assertThat(DataKeys.unsupported().generate("key", Map.of())).isEqualTo(new DataKeyAnswer.Unsupported());
    }

    private OpenRequest with(String token, String version) {
        return new OpenRequest(
                request.url(),
                token,
                request.targetId(),
                request.size(),
                request.signer(),
                request.dataKeys(),
                version);
    }
}
