package sallyport.sandbox.slack.page;

import java.util.ArrayList;
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
    private static final Pattern QUOTE_MARK = Pattern.compile("^(?:&gt;|>) ?");
    private static final Pattern EMOJI = Pattern.compile(":([a-z0-9_+-]+):");

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

    /** Neighbouring lines that begin with the mark are one quote. */
    private Html quotes(String text) {
        var out = Html.fragment();
        var run = new ArrayList<String>();
        var quoted = false;
        for (var line : text.split("\n", -1)) {
            var mark = QUOTE_MARK.matcher(line);
            if (mark.find() != quoted) {
                out.add(lines(run, quoted));
                run.clear();
                quoted = !quoted;
            }
            run.add(quoted ? line.substring(mark.end()) : line);
        }
        return out.add(lines(run, quoted));
    }

    private Html lines(List<String> lines, boolean quoted) {
        var html = Emphasis.render(String.join("\n", lines), this::code);
        return quoted ? Html.el("blockquote", "quote", html) : html;
    }

    private Html code(String text) {
        return split(
                text, CODE, code -> Optional.of(Html.el("code", "code", Entities.decode(code.group(1)))), this::tokens);
    }

    private Html tokens(String text) {
        return split(text, TOKEN, token -> references.token(token.group(1)), this::emoji);
    }

    private Html emoji(String text) {
        return split(text, EMOJI, found -> Emoji.named(found.group(1)), Mrkdwn::words);
    }

    private static Html words(String text) {
        return Html.textOf(Entities.decode(text));
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
