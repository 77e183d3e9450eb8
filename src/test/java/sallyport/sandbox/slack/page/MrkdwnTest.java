package sallyport.sandbox.slack.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import sallyport.sandbox.slack.workspace.Json;
import sallyport.sandbox.slack.workspace.Workspace;
import tools.jackson.databind.node.ObjectNode;

class MrkdwnTest {
    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final Pattern TAG = Pattern.compile("</?([a-z0-9]+)");
    private static final List<String> PIECES = List.of(
            "*",
            "_",
            "~",
            "`",
            "```",
            "<",
            ">",
            "&",
            "&lt;",
            "&gt;",
            "&amp;",
            "|",
            "@U0REQUESTER",
            "!channel",
            "#C0ECSOPS",
            "<script>",
            "</pre>",
            "<http://a.example|b>",
            "<javascript:alert(1)|c>",
            ":x:",
            ":nope:",
            "\"",
            "'",
            "\n",
            " ",
            "word");

    private final Workspace workspace = new Workspace(InstantSource.fixed(NOW), new Random(1));
    private final References references =
            new References(workspace.directory(), new SlackDate(InstantSource.fixed(NOW), ZoneOffset.UTC));
    private final Mrkdwn mrkdwn = new Mrkdwn(references);

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '#',
            value = {
                "*bold* _it_ ~x~ # <strong>bold</strong> <em>it</em> <del>x</del>",
                "a*b*c 2 * 3 * 4 # a*b*c 2 * 3 * 4",
                "*_both_* _*ways*_ # <strong><em>both</em></strong> <em><strong>ways</strong></em>",
                "`*code* &lt;b&gt;` # <code class=\"code\">*code* &lt;b&gt;</code>",
                "*by <@U0REQUESTER>* # <strong>by <span class=\"mention\" data-user=\"U0REQUESTER\">@Robin</span></strong>",
                "<http://a.example/x_y_z|see *this*> # <a class=\"link\" href=\"http://a.example/x_y_z\" target=\"_blank\" rel=\"noopener noreferrer\">see *this*</a>",
                "<javascript:alert(1)|click> # &lt;javascript:alert(1)|click&gt;",
                "<script>alert(1)</script> # &lt;script&gt;alert(1)&lt;/script&gt;",
                "&lt;!channel&gt; # &lt;!channel&gt;",
                "<!channel> # <span class=\"mention broadcast\">@channel</span>",
                "&amp;lt; # &amp;lt;",
                "<!date^1772600767^{date_short_pretty} at {time}|then> # <time class=\"date\" datetime=\"2026-03-04T05:06:07Z\">Today at 05:06</time>",
                ":nope: 12:30:45 # :nope: 12:30:45"
            })
    void each_construct_looks_as_in_slack(String text, String html) {
        assertThat(mrkdwn.render(text).toString()).isEqualTo(html);
    }

    @Test
    void channels_groups_quotes_and_fences_are_understood() {
        assertThat(mrkdwn.render("<#C0ECSOPS>").toString()).contains("#ecs-ops");
        assertThat(mrkdwn.render("<!subteam^S0SRE>").toString()).contains("@sre");
        assertThat(mrkdwn.render("&gt; said\n&gt; again\nafter").toString())
                .isEqualTo("<blockquote class=\"quote\">said\nagain</blockquote>after");
        assertThat(mrkdwn.render("```\n*raw* <@U1>\n```").toString())
                .isEqualTo("<pre class=\"fence\">*raw* &lt;@U1&gt;\n</pre>");
    }

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void no_text_whatsoever_brings_markup_of_its_own(long seed) {
        var text = nastyText(new Random(seed));
        var html = mrkdwn.render(text).toString();
        assertThat(TAG.matcher(html).results().map(tag -> tag.group(1)))
                .as(text)
                .isSubsetOf("strong", "em", "del", "code", "pre", "blockquote", "span", "a", "svg", "use", "time");
        assertThat(html).as(text).doesNotContain("href=\"javascript");
    }

    @ParameterizedTest(name = "seed {0}")
    @MethodSource("seeds")
    void preformatted_rich_text_is_shown_to_the_letter(long seed) {
        var text = nastyText(new Random(seed));
        var block = Json.parseObject(
                        "{\"elements\":[{\"type\":\"rich_text_preformatted\",\"elements\":[{\"type\":\"text\"}]}]}")
                .orElseThrow();
        ((ObjectNode) block.at("/elements/0/elements/0")).put("text", text);
        var html = new RichText(references).render(block).toString();
        var expected = text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
        assertThat(html).contains("<pre class=\"fence\" data-testid=\"preformatted\">" + expected + "</pre>");
    }

    @Test
    void a_long_line_of_unmatched_marks_is_read_in_one_go() {
        var text = "*" + "`x` <@U1> ".repeat(400) + "_".repeat(2_000);
        assertThat(mrkdwn.render(text).toString()).startsWith("*<code");
    }

    private static String nastyText(Random random) {
        return IntStream.range(0, 1 + random.nextInt(12))
                .mapToObj(i -> PIECES.get(random.nextInt(PIECES.size())))
                .reduce("", String::concat);
    }
}
