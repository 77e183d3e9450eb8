package sallyport.run;

/** The right to start a command, which a claim gives for a short time. */
@FunctionalInterface
public interface StartRight {
    boolean holds();
}
