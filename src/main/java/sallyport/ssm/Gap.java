package sallyport.ssm;

/**
 * Output that the agent numbered and we never received: the frames {@code from} to {@code to}, both included. How many
 * bytes they held is unknown; a frame rarely holds more than 1,024.
 */
public record Gap(long from, long to) {
    public Gap {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("no gap from " + from + " to " + to);
        }
    }

    public long frames() {
        return to - from + 1;
    }
}
