package sallyport.ssm;

import java.nio.ByteBuffer;

/** Columns and rows of the far pty, which starts at 0 by 0. Each is at least 1 and fits the kernel's 16 bits. */
public record TerminalSize(int cols, int rows) {
    private static final int MAX = 65_535;

    /** @throws IllegalArgumentException if either is out of range */
    public TerminalSize {
        if (cols < 1 || cols > MAX || rows < 1 || rows > MAX) {
            throw new IllegalArgumentException("no terminal has " + cols + " columns and " + rows + " rows");
        }
    }

    ByteBuffer payload() {
        return JsonPayload.write(JsonPayload.object().put("cols", cols).put("rows", rows));
    }
}
