package sallyport.output;

import com.google.re2j.Pattern;
import java.util.List;
import java.util.Locale;

/**
 * Replaces secrets of known form before text leaves: every hit becomes {@code [redacted:RULE]}. Works on whole lines,
 * so text is held back until its line ends, or until more than {@value #MAX_HELD} characters wait; then it is cut where
 * no secret is. A private key goes from its first to its last line, but no further than {@value #MAX_KEY} characters,
 * so that a header alone does not hide what follows. Encoded or split secrets pass, and the documentation says so.
 *
 * <p>Not thread-safe: one stream owns it.
 */
public final class Redactor {
    /**
     * Characters held back at most, before a line without end is judged as it stands. Section 4.4 of the threat study.
     */
    static final int MAX_HELD = 4_096;

    /** Characters of a line without end that stay behind its cut; longer than the start of any secret it may cut. */
    static final int KEPT_BACK = 1_024;
    /** Characters of a private key at most; one of RSA with 16,384 bits has 12,600. */
    static final int MAX_KEY = 16_384;

    /** One form of secret. */
    private record Rule(Pattern pattern, String replacement) {}

    /**
     * Rules that are tried one after the other.
     *
     * @param hints lower-case words without which none of them can match; looking for them is a hundred times faster
     */
    private record Rules(List<Hint> hints, List<Rule> rules) {
        static Rules of(List<String> hints, Rule... rules) {
            return new Rules(
                    hints.stream().map(word -> new Hint(word, characters(word))).toList(), List.of(rules));
        }

        /** A loop, since every line of every output passes here. */
        boolean mayMatch(Hinted text) {
            for (var hint : hints) {
                if (text.has(hint)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** @param characters that have to be there for the word to be; most lines lack one, and are done with */
    private record Hint(String word, long characters) {}

    /** Which characters a text has: a bit each, shared by those 64 apart. */
    private static long characters(String text) {
        long characters = 0;
        for (int i = 0; i < text.length(); i++) {
            characters |= 1L << text.charAt(i);
        }
        return characters;
    }

    /** As {@link #characters}, in lower case, of a text of ASCII; 0 for others, whose lower case is another matter. */
    private static long lowerCaseCharacters(String text) {
        long characters = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > '~') {
                return 0;
            }
            characters |= 1L << (c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
        }
        return characters;
    }

    /** A text in which hints are looked for; one of ASCII is put in lower case for the first hint that may be there. */
    private static final class Hinted {
        private final String text;
        private final long characters;
        private String lowerCase = "";

        Hinted(String text) {
            this.text = text;
            long ascii = lowerCaseCharacters(text);
            this.characters = ascii == 0 ? characters(lowerCase()) : ascii;
        }

        boolean has(Hint hint) {
            return (characters & hint.characters()) == hint.characters()
                    && lowerCase().contains(hint.word());
        }

        private String lowerCase() {
            if (lowerCase.isEmpty()) {
                // The long s stays itself in lower case, and is an s to whoever ignores case.
                lowerCase = text.toLowerCase(Locale.ROOT).replace('\u017F', 's');
            }
            return lowerCase;
        }
    }

    /** A name that tells that its value is secret, up to that value: {@code PASSWORD=}, {@code "api-key": }. */
    private static final String NAME = "(?i)((?:password|passwd|secret|token|(?:api|access|private)[_-]?key)"
            + "[A-Z0-9_.-]*[\\\\\"']*\\s*(?:=>|[:=])\\s*";

    /** A shorter name of a password; only as the end of a longer one, since PWD alone is a directory. */
    private static final String SHORT_NAME = "(?i)([A-Z0-9][_-](?:pass|pwd)[\\\\\"']*\\s*(?:=>|[:=])\\s*";

    /** An option of a program, up to its value. */
    private static final String OPTION = "(?i)(--?[a-z0-9-]*(?:password|passwd|secret|token|(?:api|access)-key)\\s+";

    private static final List<String> NAMES = List.of("passw", "secret", "token", "key");

    private static final List<Rules> RULES = List.of(
            Rules.of(List.of("akia", "asia"), rule("aws-access-key", "\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b")),
            Rules.of(List.of("xox"), rule("slack-token", "\\bxox[a-z]-[A-Za-z0-9-]{10,}")),
            Rules.of(List.of("xapp-"), rule("slack-app-token", "\\bxapp-[A-Za-z0-9-]{10,}")),
            Rules.of(
                    List.of("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"),
                    rule("github-token", "\\b(?:gh[pousr]_[A-Za-z0-9_]{36,}|github_pat_[A-Za-z0-9_]{22,})")),
            Rules.of(List.of("k_live_", "k_test_"), rule("stripe-key", "\\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}")),
            Rules.of(List.of("sk-ant-"), rule("anthropic-key", "\\bsk-ant-[A-Za-z0-9_-]{16,}")),
            Rules.of(List.of("aiza"), rule("google-api-key", "\\bAIza[A-Za-z0-9_-]{35}")),
            Rules.of(List.of("eyj"), rule("jwt", "\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*")),
            Rules.of(
                    List.of("authorization"),
                    keeping(
                            "authorization",
                            "(?i)(authorization[\\\\\"']*\\s*[:=]\\s*[\\\\\"']*(?:(?:basic|bearer|token)\\s+)?)"
                                    + "[A-Za-z0-9+/=._~-]{8,}",
                            "")),
            Rules.of(List.of("://"), keeping("url-password", "(://[^\\s:/@]*:)[^\\s/]+@", "@")),
            Rules.of(
                    NAMES,
                    keeping("assignment", NAME + "\\\\?\")[^\"]{6,}", ""),
                    keeping("assignment", NAME + "\\\\?')[^']{6,}", ""),
                    keeping("assignment", NAME + ")[^\\s\"',;]{6,}", "")),
            Rules.of(
                    List.of("_pass", "-pass", "_pwd", "-pwd"),
                    keeping("assignment", SHORT_NAME + "\\\\?\")[^\"]{6,}", ""),
                    keeping("assignment", SHORT_NAME + "\\\\?')[^']{6,}", ""),
                    keeping("assignment", SHORT_NAME + ")[^\\s\"',;]{6,}", "")),
            Rules.of(
                    NAMES,
                    keeping("option", OPTION + "\")[^\"]{6,}", ""),
                    keeping("option", OPTION + "')[^']{6,}", ""),
                    keeping("option", OPTION + ")[^\\s\"',;-][^\\s\"',;]{5,}", "")));

    private static final String KEY_BEGIN = "-----BEGIN ";
    private static final Pattern KEY_HEADER = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY(?: BLOCK)?-----");
    private static final Pattern KEY_FOOTER = Pattern.compile("-----END [A-Z ]*PRIVATE KEY(?: BLOCK)?-----");
    /** What ends a secret that was too long to be held. */
    private static final String DELIMITERS = " \t\n\"',;";

    private final StringBuilder held = new StringBuilder();
    private boolean insideKey;
    private int keyLength;
    private boolean insideSecret;

    /** Takes text and gives back what may leave now. */
    public String accept(String text) {
        if (isLineByItself(text)) {
            return redacted(text);
        }
        held.append(text);
        if (insideSecret) {
            dropRestOfSecret();
        }
        var safe = new StringBuilder();
        release(held.lastIndexOf("\n") + 1, safe);
        while (held.length() > MAX_HELD) {
            release(seam(), safe);
        }
        return safe.toString();
    }

    /** Whether it can be judged as it is, as nearly every line of a log can. */
    private boolean isLineByItself(String text) {
        boolean isLine = text.indexOf('\n') == text.length() - 1 && !text.isEmpty();
        return isLine && held.isEmpty() && !insideKey && !insideSecret && !text.contains(KEY_BEGIN);
    }

    /** What is left when no more text comes. */
    public String finish() {
        var safe = new StringBuilder();
        release(held.length(), safe);
        return safe.toString();
    }

    /** Redacts a whole text at once, such as one log line. */
    public static String redact(String text) {
        var redactor = new Redactor();
        return redactor.accept(text) + redactor.finish();
    }

    /** Where to cut a line without end: not inside a secret, nor where one may be about to begin. */
    private int seam() {
        int seam = held.length() - KEPT_BACK;
        if (insideKey) {
            return inFrontOf(KEY_FOOTER, seam);
        }
        var header = KEY_HEADER.matcher(held);
        if (held.indexOf(KEY_BEGIN) >= 0 && header.find()) {
            return header.end();
        }
        var hinted = new Hinted(held.toString());
        var rules = RULES.stream()
                .filter(some -> some.mayMatch(hinted))
                .flatMap(some -> some.rules().stream())
                .toList();
        for (int before = -1; seam != before; ) {
            before = seam;
            for (var rule : rules) {
                seam = inFrontOf(rule.pattern(), seam);
            }
        }
        return seam > 0 ? seam : endOfLongSecret();
    }

    /** A secret that fills all that may be held is let go with its rule's name, and its rest dropped. */
    private int endOfLongSecret() {
        int end = 0;
        for (var rules : RULES) {
            for (var rule : rules.rules()) {
                var matcher = rule.pattern().matcher(held);
                end = matcher.lookingAt() ? Math.max(end, matcher.end()) : end;
            }
        }
        insideSecret = end == held.length();
        return end;
    }

    private void dropRestOfSecret() {
        int end = 0;
        while (end < held.length() && DELIMITERS.indexOf(held.charAt(end)) < 0) {
            end++;
        }
        insideSecret = end == held.length();
        held.delete(0, end);
    }

    private int inFrontOf(Pattern pattern, int seam) {
        var matcher = pattern.matcher(held);
        while (matcher.find() && matcher.start() < seam) {
            if (matcher.end() > seam) {
                return matcher.start();
            }
        }
        return seam;
    }

    private void release(int end, StringBuilder safe) {
        var lines = held.substring(0, end);
        held.delete(0, end);
        int from = 0;
        while (from < lines.length()) {
            int next = lines.indexOf('\n', from) + 1;
            int to = next == 0 ? lines.length() : next;
            line(lines.substring(from, to), safe);
            from = to;
        }
    }

    private void line(String line, StringBuilder safe) {
        if (insideKey) {
            insideKey(line, safe);
            return;
        }
        var header = KEY_HEADER.matcher(line);
        if (!line.contains(KEY_BEGIN) || !header.find()) {
            safe.append(redacted(line));
            return;
        }
        safe.append(redacted(line.substring(0, header.start()))).append("[redacted:private-key]");
        insideKey = true;
        keyLength = 0;
        insideKey(line.substring(header.end()), safe);
    }

    private void insideKey(String line, StringBuilder safe) {
        var footer = KEY_FOOTER.matcher(line);
        if (footer.find()) {
            insideKey = false;
            line(line.substring(footer.end()), safe);
            return;
        }
        keyLength += line.length();
        if (keyLength > MAX_KEY) {
            insideKey = false;
            safe.append('\n');
        }
    }

    private static String redacted(String line) {
        var hinted = new Hinted(line);
        var redacted = line;
        for (var rules : RULES) {
            if (rules.mayMatch(hinted)) {
                redacted = redacted(redacted, rules);
            }
        }
        return redacted;
    }

    private static String redacted(String line, Rules rules) {
        var redacted = line;
        for (var rule : rules.rules()) {
            redacted = rule.pattern().matcher(redacted).replaceAll(rule.replacement());
        }
        return redacted;
    }

    private static Rule rule(String name, String pattern) {
        return new Rule(Pattern.compile(pattern), "[redacted:" + name + "]");
    }

    /** A rule that keeps its first group, so that people see what was redacted. */
    private static Rule keeping(String name, String pattern, String tail) {
        return new Rule(Pattern.compile(pattern), "$1[redacted:" + name + "]" + tail);
    }
}
