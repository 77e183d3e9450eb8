package sallyport.sandbox.slack.page;

import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * Slack's mrkdwn as its client shows it. Works outside in: fences, quotes, emphasis, code, angle-bracket tokens, emoji;
 * each level hands what it does not know to the next, and the last one is plain text.
 */
final class Mrkdwn {
    private static final Pattern FENCE = Pattern.compile("```\\n?(.+?)```", Pattern.DOTALL);
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern TOKEN = Pattern.compile("<([^<>\\n]+)>");
    /** Code and tokens are looked past as a whole when marks of emphasis are sought. */
    private static final String ATOM = "`[^`\\n]+`|<[^<>\\n]+>";

    private static final Pattern QUOTE = Pattern.compile("(?m)^(?:&gt;|>) ?(.*(?:\\n(?:&gt;|>) ?.*)*)");
    private static final Pattern QUOTE_MARK = Pattern.compile("(?m)^(?:&gt;|>) ?");
    private static final Pattern EMOJI = Pattern.compile(":([a-z0-9_+-]+):");
    private static final List<Emphasis> EMPHASES = List.of(
            new Emphasis("strong", emphasis("\\*")),
            new Emphasis("em", emphasis("_")),
            new Emphasis("del", emphasis("~")));

    private record Emphasis(String tag, Pattern pattern) {}

    private final References references;

    Mrkdwn(References references) {
        this.references = references;
    }

    Html render(String text) {
        return split(
                text,
                FENCE,
                fence -> Optional.of(Html.el("pre", "fence", Entities.decode(fence.group(1)))),
                this::quotes);
    }

    /** A {@code plain_text} object: nothing but emoji, and those only if it says so. */
    Html plain(String text, boolean emoji) {
        return emoji ? emoji(text) : words(text);
    }

    private Html quotes(String text) {
        return split(
                text,
                QUOTE,
                quote -> Optional.of(Html.el(
                        "blockquote",
                        "quote",
                        emphasised(QUOTE_MARK.matcher(quote.group(1)).replaceAll(""), 0))),
                rest -> emphasised(rest, 0));
    }

    private Html code(String text) {
        return split(
                text, CODE, code -> Optional.of(Html.el("code", "code", Entities.decode(code.group(1)))), this::tokens);
    }

    private Html tokens(String text) {
        return split(text, TOKEN, token -> references.token(token.group(1)), this::emoji);
    }

    private Html emphasised(String text, int level) {
        if (level == EMPHASES.size()) {
            return code(text);
        }
        var emphasis = EMPHASES.get(level);
        return split(
                text,
                emphasis.pattern(),
                found -> Optional.ofNullable(found.group(1))
                        .map(inside -> Html.el(emphasis.tag()).add(emphasised(inside, level + 1))),
                piece -> emphasised(piece, level + 1));
    }

    private Html emoji(String text) {
        return split(text, EMOJI, found -> Emoji.named(found.group(1)), Mrkdwn::words);
    }

    private static Html words(String text) {
        return Html.textOf(Entities.decode(text));
    }

    /** Marks that touch a word character outside, or a space inside, are no emphasis; group 1 is what they embrace. */
    private static Pattern emphasis(String mark) {
        var other = "[\\w" + mark + "]";
        var plain = "[^\\n`<" + mark + "]++|`(?![^`\\n]+`)|<(?![^<>\\n]+>)";
        var inside = "(?=\\S)((?:" + ATOM + "|" + plain + ")+?)(?<=\\S)";
        return Pattern.compile(ATOM + "|(?<!" + other + ")" + mark + inside + mark + "(?!" + other + ")");
    }

    private interface Found {
        Optional<Html> render(MatchResult match);
    }

    private interface Rest {
        Html render(String text);
    }

    /**
     * Renders matches one way and what lies between them another; a match that renders to nothing counts as between.
     */
    private static Html split(String text, Pattern pattern, Found found, Rest rest) {
        var out = Html.fragment();
        var from = 0;
        var matcher = pattern.matcher(text);
        while (matcher.find()) {
            var rendered = found.render(matcher);
            if (rendered.isPresent()) {
                out.add(rest.render(text.substring(from, matcher.start())), rendered.get());
                from = matcher.end();
            }
        }
        return out.add(rest.render(text.substring(from)));
    }
}
