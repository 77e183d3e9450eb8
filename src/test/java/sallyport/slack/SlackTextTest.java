package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlackTextTest {
    @ParameterizedTest
    @CsvSource({
        "a &amp;&amp; b, a && b",
        "&lt;script&gt;, <script>",
        "&amp;lt;, &lt;",
        "&amp;amp;, &amp;",
        "&quot;&#60;&nbsp;, &quot;&#60;&nbsp;",
        "a & b, a & b"
    })
    void exactly_three_entities_are_decoded_once(String sent, String meant) {
        assertThat(SlackText.decode(sent)).isEqualTo(meant);
    }

    @Test
    void what_is_encoded_decodes_to_itself() {
        var text = "<!channel> & &amp; &lt;b&gt; <@U1|x>";
        assertThat(SlackText.decode(SlackText.encode(text))).isEqualTo(text);
        assertThat(SlackText.encode(text)).doesNotContain("<", ">");
    }

    @Test
    void a_persons_free_text_is_shown_in_one_line_with_nothing_hidden() {
        assertThat(Printable.line(" not\nnow\u202Enever\u200B\u0007 ")).isEqualTo("not now\uFFFDnever\uFFFD\uFFFD");
    }
}
