package sallyport.request;

/** How a command ended, as far as it can be known. The code is the container's word: a process in it can forge it. */
public sealed interface ExitStatus {
    /**
     * The container reported a code.
     *
     * @param code 0 to 255
     */
    record Exited(int code) implements ExitStatus {
        public Exited {
            if (code < 0 || code > 255) {
                throw new IllegalArgumentException("exit code out of 0..255: " + code);
            }
        }
    }

    /** The session ended and no code was reported. Never to be shown as success. */
    record Unknown() implements ExitStatus {}
}
