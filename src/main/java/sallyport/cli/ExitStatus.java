package sallyport.cli;

/** What the process tells its caller, the same for every verb. */
final class ExitStatus {
    /** It is good. */
    static final int GOOD = 0;

    /** The answer is no: a broken file, a refused command. */
    static final int NO = 1;

    /** It was asked wrongly; picocli's own number for it. */
    static final int USAGE = 2;

    private ExitStatus() {}
}
