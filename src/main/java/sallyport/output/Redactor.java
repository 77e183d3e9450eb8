package sallyport.output;

import com.google.re2j.Pattern;
import java.util.List;

/**
 * Replaces secrets of known form before text leaves: every hit becomes {@code [redacted:RULE]}. Works on whole lines,
 * so text is held back until its line ends, or until {@value #MAX_HELD} characters wait; a private key is held back
 * from its first to its last line. Encoded or split secrets pass, and the documentation says so.
 *
 * <p>Not thread-safe: one stream owns it.
 */
public final class Redactor {
    /**
     * Characters held back at most, before a line without end is judged as it stands. Section 4.4 of the threat study.
     */
    static final int MAX_HELD = 4_096;

    private record Rule(String name, Pattern pattern, String replacement) {}

    private static final List<Rule> RULES = List.of(
            rule("aws-access-key", "\\b(?:AKIA|ASIA)[A-Z0-9]{16}\\b"),
            rule("slack-token", "\\bxox[a-z]-[A-Za-z0-9-]{10,}"),
            rule("slack-app-token", "\\bxapp-[A-Za-z0-9-]{10,}"),
            rule("github-token", "\\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{22,})"),
            rule("stripe-key", "\\b[rs]k_(?:live|test)_[A-Za-z0-9]{16,}"),
            rule("jwt", "\\beyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]*"),
            keeping(
                    "authorization",
                    "(?i)(authorization\\s*[:=]\\s*(?:basic|bearer|token)?\\s*)[A-Za-z0-9+/=._~-]{8,}"),
            keeping("url-password", "([a-z][a-z0-9+.-]*://[^\\s:/@]*:)[^\\s/@]+@", "@"),
            keeping(
                    "assignment",
                    "(?i)([A-Z0-9_.-]*(?:password|passwd|secret|token|api_?key|access_?key|private_?key)[A-Z0-9_.-]*\"?\\s*[:=]\\s*\"?)[^\\s\"',;]{6,}"));

    private static final String KEY_BEGIN = "-----BEGIN ";
    private static final Pattern KEY_HEADER = Pattern.compile("-----BEGIN [A-Z ]*PRIVATE KEY-----");
    private static final Pattern KEY_FOOTER = Pattern.compile("-----END [A-Z ]*PRIVATE KEY-----");

    private final StringBuilder held = new StringBuilder();
    private boolean insideKey;

    /** Takes text and gives back what may leave now. */
    public String accept(String text) {
        held.append(text);
        int end = held.lastIndexOf("\n") + 1;
        if (end == 0 && held.length() <= MAX_HELD) {
            return "";
        }
        return release(end == 0 ? held.length() : end);
    }

    /** What is left when no more text comes. */
    public String finish() {
        return release(held.length());
    }

    /** Redacts a whole text at once, such as one log line. */
    public static String redact(String text) {
        var redactor = new Redactor();
        return redactor.accept(text) + redactor.finish();
    }

    private String release(int end) {
        var lines = held.substring(0, end);
        held.delete(0, end);
        var safe = new StringBuilder();
        int from = 0;
        while (from < lines.length()) {
            int next = lines.indexOf('\n', from) + 1;
            int to = next == 0 ? lines.length() : next;
            line(lines.substring(from, to), safe);
            from = to;
        }
        return safe.toString();
    }

    private void line(String line, StringBuilder safe) {
        if (insideKey) {
            insideKey = !KEY_FOOTER.matcher(line).find();
            return;
        }
        if (line.contains(KEY_BEGIN) && KEY_HEADER.matcher(line).find()) {
            insideKey = !KEY_FOOTER.matcher(line).find();
            safe.append("[redacted:private-key]\n");
            return;
        }
        var redacted = line;
        for (var rule : RULES) {
            redacted = rule.pattern().matcher(redacted).replaceAll(rule.replacement());
        }
        safe.append(redacted);
    }

    private static Rule rule(String name, String pattern) {
        return new Rule(name, Pattern.compile(pattern), "[redacted:" + name + "]");
    }

    /** A rule that keeps its first group, so that people see what was redacted. */
    private static Rule keeping(String name, String pattern, String tail) {
        return new Rule(name, Pattern.compile(pattern), "$1[redacted:" + name + "]" + tail);
    }

    private static Rule keeping(String name, String pattern) {
        return keeping(name, pattern, "");
    }
}
