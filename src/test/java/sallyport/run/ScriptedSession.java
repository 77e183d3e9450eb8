package sallyport.run;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/** A session whose container is played by the test. Ends once, whoever ends it, and says no more then. */
final class ScriptedSession implements Session {
    private static final Pattern MARKER = Pattern.compile("sallyport-exit-[0-9a-f]{16}=");

    private final String id;
    private final String commandLine;
    private final SessionListener listener;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<String> calls = new ArrayList<>();
    private Runnable onInterrupt = () -> {};
    private boolean ended;

    ScriptedSession(String id, String commandLine, SessionListener listener) {
        this.id = id;
        this.commandLine = commandLine;
        this.listener = listener;
    }

    /** What the container does when Ctrl-C is typed; unless told, it ignores it. */
    void onInterrupt(Runnable reaction) {
        locked(() -> onInterrupt = reaction);
    }

    void writes(String text) {
        locked(() -> {
            if (!ended) {
                listener.output(
                        ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)).asReadOnlyBuffer());
            }
        });
    }

    /** The command ends and the wrapper reports its code. */
    void exits(int code) {
        var marker = MARKER.matcher(commandLine);
        if (marker.find()) {
            writes("\r\n" + marker.group() + code + "\r\n");
        }
        ends(new SessionEnd.Closed());
    }

    void ends(SessionEnd end) {
        locked(() -> {
            if (!ended) {
                ended = true;
                listener.ended(end);
            }
        });
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public void interrupt() {
        locked(() -> {
            calls.add("interrupt");
            onInterrupt.run();
        });
    }

    @Override
    public boolean terminate() {
        locked(() -> calls.add("terminate"));
        ends(new SessionEnd.Closed());
        return true;
    }

    /** What the application did to the session, in order. */
    List<String> calls() {
        lock.lock();
        try {
            return List.copyOf(calls);
        } finally {
            lock.unlock();
        }
    }

    private void locked(Runnable work) {
        lock.lock();
        try {
            work.run();
        } finally {
            lock.unlock();
        }
    }
}
