package sallyport.ssm;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/** Writes down what a channel told; can be made to take its time. */
class RecordingListener implements ChannelListener {
    final BlockingQueue<ChannelClosed> ends = new LinkedBlockingQueue<>();
    final List<String> started = new CopyOnWriteArrayList<>();
    final List<Thread> callers = new CopyOnWriteArrayList<>();
    private final ByteArrayOutputStream output = new ByteArrayOutputStream();
    private final Semaphore mayTake;

    RecordingListener() {
        this(new Semaphore(Integer.MAX_VALUE));
    }

    /** Each output waits for a permit. */
    RecordingListener(Semaphore mayTake) {
        this.mayTake = mayTake;
    }

    @Override
    public void onStarted(String message) {
        started.add(message);
    }

    @Override
    public void onOutput(ByteBuffer bytes) {
        callers.add(Thread.currentThread());
        mayTake.acquireUninterruptibly();
        var copy = new byte[bytes.remaining()];
        bytes.get(copy);
        output.writeBytes(copy);
    }

    @Override
    public void onGap(Gap gap) {}

    @Override
    public void onPaused(Duration silence) {}

    @Override
    public void onClosed(ChannelClosed end) {
        ends.add(end);
    }

    String output() {
        return output.toString(StandardCharsets.UTF_8);
    }
}
