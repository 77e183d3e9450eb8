package sallyport.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.model.block.element.RichTextPreformattedElement;
import com.slack.api.model.block.element.RichTextSectionElement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import sallyport.parse.Parsed;
import sallyport.parse.SlashCommand;
import sallyport.parse.SlashCommandParser;
import sallyport.request.Argv;
import sallyport.request.CodePoint;

/**
 * Texts made to be read as something else than they are, by family. Each is typed in several places of a command, and
 * is either refused, or shown on the card such that typing what is shown asks for the same argv.
 */
class HostileDisplayTest {
    private static final int TEXTS_PER_FAMILY = 500;
    private static final long SEED = 7;

    /** Pieces that make a text hostile, by family. */
    private static final Map<String, List<String>> FAMILIES = new TreeMap<>(Map.ofEntries(
            Map.entry(
                    "bidi", codePoints(0x061c, 0x200e, 0x200f, 0x202a, 0x202b, 0x202c, 0x202d, 0x202e, 0x2066, 0x2067)),
            Map.entry(
                    "zero width", codePoints(0x200b, 0x200c, 0x200d, 0x2060, 0xfeff, 0x00ad, 0x034f, 0x180e, 0xe0041)),
            Map.entry(
                    "confusables", List.of("а", "е", "о", "р", "с", "ѕ", "ԁ", "ｉ", "１", "𝖽", "⁄", "∕", "：", "；", "ꞏ")),
            Map.entry(
                    "spaces",
                    codePoints(0x00a0, 0x1680, 0x2003, 0x2007, 0x202f, 0x205f, 0x3000, 0x3164, 0x2800, 0x0009)),
            Map.entry(
                    "escapes",
                    List.of(
                            "\u001b[2K",
                            "\u001b[1A",
                            "\u001b[31m",
                            "\u009b2J",
                            "\u001b]8;;https://example.org\u0007",
                            "\u001b]0;x\u001b\\")),
            Map.entry("controls", codePoints(0x00, 0x07, 0x08, 0x0a, 0x0b, 0x0c, 0x0d, 0x7f, 0x85, 0x2028, 0x2029)),
            Map.entry("back-ticks", List.of("`", "``", "```", "```\n", "`a`", "\\`", "'`'", "```sh")),
            Map.entry(
                    "mentions and marks",
                    List.of(
                            "<!channel>",
                            "<!here|x>",
                            "<@U1>",
                            "<#C1>",
                            "<https://example.org|x>",
                            "*a*",
                            "_b_",
                            "~c~",
                            ">d",
                            "&lt;",
                            "&amp;",
                            ":skull:",
                            "@here")),
            Map.entry("comments", List.of("#", "# ", " #", "#x", "\\#", "'#'", "\"#\"", "a#")),
            Map.entry("curly quotes", List.of("“", "”", "„", "‟", "‘", "’", "‚", "‛", "«", "»", "″", "′")),
            Map.entry(
                    "letters",
                    List.of("ä", "ß", "Ж", "名", "ﬁ", "𝄆", "№", "½", "ˈ", "´", "¸", "e\u0301", "ﾞ", "ꟷ", "\ud834")),
            Map.entry("dashes", List.of("–", "—", "−", "‐", "‑", "‒", "―", "﹘", "－", "-", "--")),
            Map.entry("straight quotes", List.of("'", "\"", "\\", "''", "\"\"", "'\"'\"'", "\\\\", "\\'", "\\\""))));

    /** Where a hostile text stands; {@code %s} is the text. */
    private static final List<String> PLACES = List.of(
            "exec web -- echo %s",
            "exec web -- echo '%s'",
            "exec web -- echo \"%s\"",
            "exec web -- echo ls%s -l",
            "exec web -- %s",
            "exec web \"echo '%s'\"",
            "exec web 'echo %s'",
            "exec web “echo %s”",
            "exec web \"echo %s\"");

    private static final List<String> NAMES = List.copyOf(FAMILIES.keySet());

    @ParameterizedTest
    @FieldSource("NAMES")
    void is_refused_or_shown_such_that_typing_it_again_asks_for_the_same(String family) {
        for (var text : texts(family)) {
            for (var place : PLACES) {
                var line = place.formatted(text);
                if (SlashCommandParser.parse(line) instanceof Parsed.Ok ok) {
                    var argv = argv(ok);
                    var shown = shown(argv);
                    assertThat(CodePoint.firstIllegible(shown)).as(line).isEmpty();
                    assertThat(names(argv)).as(line).allMatch(named(argv)::contains);
                    assertThat(SlashCommandParser.parse("exec web -- " + shown))
                            .as(line)
                            .isInstanceOfSatisfying(
                                    Parsed.Ok.class,
                                    again -> assertThat(argv(again)).isEqualTo(argv));
                }
            }
        }
    }

    @Test
    void there_are_more_than_five_thousand_such_texts_and_some_of_either_kind() {
        int texts = 0;
        int shown = 0;
        for (var family : NAMES) {
            for (var text : texts(family)) {
                texts++;
                if (SlashCommandParser.parse(PLACES.get(1).formatted(text)) instanceof Parsed.Ok) {
                    shown++;
                }
            }
        }
        assertThat(texts).isGreaterThanOrEqualTo(5_000);
        assertThat(shown).isBetween(500, texts * 2 / 3);
    }

    /** What a reader of the card is told about the characters of its command. */
    private static String named(Argv argv) {
        return BeyondAscii.of(argv).map(Requests::json).orElse("");
    }

    private static List<String> names(Argv argv) {
        return argv.beyondAscii().values().stream()
                .flatMap(List::stream)
                .map(CodePoint::name)
                .toList();
    }

    /** What a reader of the card sees as the command. */
    private static String shown(Argv argv) {
        var element = (RichTextPreformattedElement)
                BlockKit.preformatted("command", argv.quoted()).getElements().getFirst();
        var all = new StringBuilder();
        for (var part : element.getElements()) {
            all.append(((RichTextSectionElement.Text) part).getText());
        }
        return all.toString();
    }

    private static Argv argv(Parsed.Ok ok) {
        return ((SlashCommand.Exec) ok.command()).argv();
    }

    /** Texts with one to three hostile pieces, each different. */
    private static Set<String> texts(String family) {
        var random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED + family.hashCode());
        var pieces = FAMILIES.getOrDefault(family, List.of());
        var texts = new LinkedHashSet<String>();
        while (texts.size() < TEXTS_PER_FAMILY) {
            var text = new StringBuilder(word(random));
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                text.append(pieces.get(random.nextInt(pieces.size()))).append(word(random));
            }
            texts.add(text.toString());
        }
        return texts;
    }

    private static String word(RandomGenerator random) {
        var words = List.of("", "", "db", "status", "rm", "a b", "-x", "--all", "/etc", "x=1");
        return words.get(random.nextInt(words.size()));
    }

    private static List<String> codePoints(int... codePoints) {
        var texts = new ArrayList<String>();
        for (int codePoint : codePoints) {
            texts.add(Character.toString(codePoint));
        }
        return texts;
    }
}
