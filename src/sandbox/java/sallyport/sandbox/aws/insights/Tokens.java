package sallyport.sandbox.aws.insights;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The words of a query, read one after the other. */
final class Tokens {
    private static final Pattern TOKEN = Pattern.compile("""
        \\s*(?:(?<comment>\\#[^\\n]*+)|\
        (?<word>[@A-Za-z_][\\w.@]*|`[^`]+`)|\
        (?<duration>\\d+(?:ms|mo|s|m|h|d|w)\\b)|\
        (?<number>-?\\d+(?:\\.\\d+)?)|\
        "(?<double>(?:[^"\\\\]|\\\\.)*)"|'(?<single>(?:[^'\\\\]|\\\\.)*)'|\
        /(?<regex>(?:[^/\\\\]|\\\\.)+)/|\
        (?<symbol>!=|<=|>=|=~|[|,()\\[\\]=<>*]))\
        """);

    private final List<Token> tokens;
    private int next;

    private Tokens(List<Token> tokens) {
        this.tokens = tokens;
    }

    static Tokens of(String query) {
        var tokens = new ArrayList<Token>();
        var matcher = TOKEN.matcher(query);
        int end = 0;
        while (matcher.lookingAt()) {
            end = matcher.end();
            if (matcher.group("comment") == null) {
                tokens.add(token(matcher));
            }
            matcher.region(end, query.length());
        }
        int rest = query.length() - query.substring(end).stripLeading().length();
        if (rest < query.length()) {
            throw new MalformedQuery("unexpected character '" + query.charAt(rest) + "'", rest, rest + 1);
        }
        tokens.add(new Token(Token.Kind.END, "", query.length(), query.length()));
        return new Tokens(tokens);
    }

    private static Token token(Matcher matcher) {
        for (var kind : List.of("word", "duration", "number", "double", "single", "regex", "symbol")) {
            var text = matcher.group(kind);
            if (text != null) {
                return switch (kind) {
                    case "word" -> at(matcher, kind, Token.Kind.WORD, text.replace("`", ""));
                    case "double", "single" -> at(matcher, kind, Token.Kind.STRING, text.replaceAll("\\\\(.)", "$1"));
                    case "duration" -> at(matcher, kind, Token.Kind.DURATION, text);
                    case "number" -> at(matcher, kind, Token.Kind.NUMBER, text);
                    case "regex" -> at(matcher, kind, Token.Kind.REGEX, text);
                    default -> at(matcher, kind, Token.Kind.SYMBOL, text);
                };
            }
        }
        throw new IllegalStateException("a match without a group");
    }

    private static Token at(Matcher matcher, String group, Token.Kind kind, String text) {
        return new Token(kind, text, matcher.start(group), matcher.end(group));
    }

    Token peek() {
        return tokens.get(next);
    }

    Token take() {
        var token = peek();
        if (token.kind() != Token.Kind.END) {
            next++;
        }
        return token;
    }

    /** Takes the next token if it is this word or symbol. */
    boolean skip(String keyword) {
        boolean is = peek().is(keyword);
        if (is) {
            take();
        }
        return is;
    }

    void expect(String keyword) {
        if (!skip(keyword)) {
            throw peek().unexpected("'" + keyword + "'");
        }
    }

    Token expect(Token.Kind kind, String what) {
        if (peek().kind() != kind) {
            throw peek().unexpected(what);
        }
        return take();
    }
}
