package sallyport.sandbox.aws.agent;

import com.pty4j.PtyProcess;
import com.pty4j.PtyProcessBuilder;
import com.pty4j.WinSize;
import com.pty4j.unix.PtyHelpers;
import com.pty4j.unix.UnixPtyProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sallyport.sandbox.aws.world.ContainerFolder;

/**
 * One process under one pty, started without a shell. Its reads and writes block in native code, which would hold a
 * virtual thread's carrier: call them from platform threads.
 */
final class Terminal {
    private final UnixPtyProcess process;

    private Terminal(UnixPtyProcess process) {
        this.process = process;
    }

    /** The pty starts at 0 columns and 0 rows, as the agent's does. */
    static Terminal start(Launch.Program program, ContainerFolder container) throws IOException {
        var argv = new ArrayList<>(List.of(program.path().toString()));
        argv.addAll(program.words().subList(1, program.words().size()));
        PtyProcess started = new PtyProcessBuilder(argv.toArray(String[]::new))
                .setEnvironment(environment(container))
                .setDirectory(container.workingDirectory().toString())
                .setRedirectErrorStream(true)
                .setUnixOpenTtyToPreserveOutputAfterTermination(true)
                .start();
        return new Terminal((UnixPtyProcess) started);
    }

    private static Map<String, String> environment(ContainerFolder container) {
        var environment = new HashMap<>(container.environment());
        environment.put("TERM", "xterm-256color");
        environment.putIfAbsent("LANG", "C.UTF-8");
        return environment;
    }

    /** Bytes read into the buffer, or -1 once the process has gone and everything was read. */
    int read(byte[] buffer) {
        try {
            return process.getInputStream().read(buffer, 0, buffer.length);
        } catch (IOException endOfPty) {
            // A pty whose other side is gone answers EIO: for its reader that is the end of the stream.
            return -1;
        }
    }

    void write(byte[] bytes) throws IOException {
        process.getOutputStream().write(bytes);
    }

    /** Does nothing once the process is gone: a size may arrive just after a short command has ended. */
    void resize(int columns, int rows) {
        try {
            process.setWinSize(new WinSize(columns, rows));
        } catch (IllegalStateException e) {
            if (process.isAlive()) {
                throw e;
            }
        }
    }

    /** SIGKILL to the direct child only; with it gone the kernel hangs up its terminal, and the reader sees the end. */
    void kill() {
        PtyHelpers.signal((int) process.pid(), PtyHelpers.SIGKILL);
    }

    /**
     * Waits for the process to have gone and gives the pty back. To be called by the thread that reads, after the end:
     * the library does not keep a reader, nor its own watch on the process, from a descriptor that was closed and given
     * out again.
     */
    void release() {
        process.onExit().join();
        try {
            process.getPty().close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing the pty of process " + process.pid(), e);
        }
    }
}
