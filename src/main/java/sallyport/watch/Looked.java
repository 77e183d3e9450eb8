package sallyport.watch;

/** What looking something up in AWS gave. */
public sealed interface Looked<T> {
    /** It is there. */
    record Found<T>(T value) implements Looked<T> {}

    /** It is not there: a sentence with what was looked for, where, and what to try. */
    record Missing<T>(String explanation) implements Looked<T> {}

    /** AWS refused or did not answer: a sentence with who refused what, and what to change. */
    record Unavailable<T>(String explanation) implements Looked<T> {}
}
