package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.model.view.View;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.request.Argv;
import sallyport.request.Digest;
import sallyport.request.Phase;
import sallyport.request.Request;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ModalsTest {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Request request = Requests.request("grep", "a b", "", "<x> & y", "*_~`");
    private final Phase.Pending pending =
            new Phase.Pending(Requests.TARGET, Digest.of(request, Requests.TARGET), List.of());
    private final View view = Modals.approval(request, pending, 0);

    @Test
    void every_argument_stands_on_a_numbered_line_of_its_own() {
        assertThat(Modals.numbered(request.argv()))
                .isEqualTo("  1  grep\n  2  'a b'\n  3  ''\n  4  '<x> & y'\n  5  '*_~`'");
    }

    @Test
    void the_longest_command_is_shown_whole_and_within_slacks_limits() {
        var arguments = new String[Argv.MAX_ARGUMENTS];
        Arrays.fill(arguments, "x".repeat(19));
        var longest = Requests.request(arguments);
        var blocks = Requests.json(Modals.approval(longest, pending, 0).getBlocks());
        assertThat(blocks.split("x{19}", -1)).hasSize(Argv.MAX_ARGUMENTS + 1);
        assertThat(blocks.length()).isLessThan(12_000);
    }

    @Test
    void an_approval_names_all_that_it_binds_to() {
        assertThat(Requests.json(view.getBlocks()))
                .contains(
                        "prod/api-web",
                        "container  app",
                        "web:42",
                        Requests.TARGET.imageDigest(),
                        "123456789012",
                        "eu-central-1",
                        "U0ROBIN",
                        "1 of sre",
                        "web-kernel",
                        "15 min at most",
                        "exit code is reported",
                        "checking the ");
        assertThat(view.getExternalId()).isNull();
    }

    @Test
    void texts_keep_within_the_limits_of_modals() {
        assertThat(view.getTitle().getText()).hasSizeLessThanOrEqualTo(24);
        assertThat(view.getSubmit().getText()).hasSizeLessThanOrEqualTo(24);
        assertThat(view.getPrivateMetadata()).hasSizeLessThan(3_000);
    }

    @Test
    void the_ticket_comes_back_as_it_was_written() {
        assertThat(ReviewTicket.read(view.getPrivateMetadata()))
                .contains(List.of(new ReviewTicket(request.id(), pending.digest(), 0)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "r0123456789ab", "r0123456789ab 00 0", "{}"})
    void anything_else_is_no_ticket(String metadata) {
        assertThat(ReviewTicket.read(metadata)).isEmpty();
    }

    @Test
    void a_view_that_comes_back_with_defaults_filled_in_shows_the_same() {
        var returned = blocks();
        ((ObjectNode) returned.get(0)).put("verbatim", false);
        ((ObjectNode) returned.get(2).get("elements").get(0)).put("border", 0);
        assertThat(VisibleText.same(view.getBlocks(), returned)).isTrue();
    }

    @Test
    void a_view_that_comes_back_with_entities_shows_the_same() {
        var returned = JSON.readTree(blocks().toString().replace("<x> & y", "&lt;x&gt; &amp; y"));
        assertThat(VisibleText.same(view.getBlocks(), returned)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "grep, egrep",
        "prod/api-web, test/api-web",
        "web:42, web:41",
        "U0ROBIN, U0ALEX",
        "rich_text_preformatted, rich_text_section",
        "sha256:ab12, sha256:ab13"
    })
    void an_edited_view_does_not_show_the_same(String shown, String edited) {
        var returned = JSON.readTree(blocks().toString().replace(shown, edited));
        assertThat(VisibleText.same(view.getBlocks(), returned)).isFalse();
    }

    @Test
    void a_view_with_a_block_more_or_less_does_not_show_the_same() {
        var more = JSON.createArrayNode().addAll(blocks().values());
        more.addObject().put("type", "divider");
        assertThat(VisibleText.same(view.getBlocks(), more)).isFalse();
        var fewer = JSON.createArrayNode().addAll(blocks().values());
        fewer.remove(0);
        assertThat(VisibleText.same(view.getBlocks(), fewer)).isFalse();
        assertThat(VisibleText.same(view.getBlocks(), JSON.createArrayNode())).isFalse();
    }

    private JsonNode blocks() {
        return JSON.readTree(Requests.json(view.getBlocks()));
    }
}
