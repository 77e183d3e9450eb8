package sallyport.parse;

/** Writes the patterns of {@code grep} as RE2 reads them. Whether RE2 takes the result, RE2 says. */
final class GrepPattern {
    /** What a backslash makes special in a basic expression, and its absence in an extended one. */
    private static final String SWITCHED = "+?|(){}";

    private static final String SPECIAL = "\\.+*?()|[]{}^$";

    private GrepPattern() {}

    /** Text that means itself. */
    static String fixed(String text) {
        var written = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            written.append(SPECIAL.indexOf(c) >= 0 ? "\\" : "").append(c);
        }
        return written.toString();
    }

    /** A basic regular expression of POSIX, as GNU grep extends it. */
    static String basic(String pattern) {
        var written = new StringBuilder();
        int next = 0;
        while (next < pattern.length()) {
            char c = pattern.charAt(next);
            if (c == '[') {
                int end = bracketEnd(pattern, next);
                written.append(pattern, next, end);
                next = end;
            } else if (c == '\\' && next + 1 < pattern.length()) {
                written.append(escaped(pattern.charAt(next + 1)));
                next += 2;
            } else {
                written.append(plain(c, next == 0));
                next++;
            }
        }
        return written.toString();
    }

    /** Word boundaries are the only escape that extended expressions and RE2 write differently. */
    static String extended(String pattern) {
        return pattern.replace("\\<", "\\b").replace("\\>", "\\b");
    }

    private static String escaped(char c) {
        if (SWITCHED.indexOf(c) >= 0) {
            return String.valueOf(c);
        }
        return c == '<' || c == '>' ? "\\b" : "\\" + c;
    }

    private static String plain(char c, boolean first) {
        boolean literal = SWITCHED.indexOf(c) >= 0 || (c == '*' && first);
        return literal ? "\\" + c : String.valueOf(c);
    }

    /** Behind the bracket that closes the one at {@code open}; a first bracket in it stands for itself. */
    private static int bracketEnd(String pattern, int open) {
        int from = open + 1;
        if (from < pattern.length() && pattern.charAt(from) == '^') {
            from++;
        }
        int next = from;
        while (next < pattern.length() && (pattern.charAt(next) != ']' || next == from)) {
            next = pattern.startsWith("[:", next) ? classEnd(pattern, next) : next + 1;
        }
        return Math.min(next + 1, pattern.length());
    }

    private static int classEnd(String pattern, int open) {
        int end = pattern.indexOf(":]", open);
        return end < 0 ? pattern.length() : end + 2;
    }
}
