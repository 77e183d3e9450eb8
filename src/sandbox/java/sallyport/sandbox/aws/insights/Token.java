package sallyport.sandbox.aws.insights;

/** A word of a query and where it stands. */
record Token(Kind kind, String text, int start, int end) {
    enum Kind {
        WORD,
        NUMBER,
        DURATION,
        STRING,
        REGEX,
        SYMBOL,
        END
    }

    boolean is(String keyword) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(keyword);
    }

    MalformedQuery unexpected(String expected) {
        var found = kind == Kind.END ? "the end of the query" : "'" + text + "'";
        return new MalformedQuery("unexpected " + found + ", expected " + expected, start, end);
    }
}
