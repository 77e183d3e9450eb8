package sallyport.ssm;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.function.Consumer;

/** One direction of a network that loses, repeats, delays and so reorders messages, all from one seed. */
final class LossyNetwork {
    private final Random random;
    private final double loss;
    private final double duplication;
    private final int maxDelayMillis;
    private final PriorityQueue<Letter> underWay = new PriorityQueue<>(Comparator.comparing(Letter::due));

    private record Letter(ByteBuffer frame, Duration due) {}

    LossyNetwork(Random random) {
        this.random = random;
        this.loss = random.nextDouble() * 0.4;
        this.duplication = random.nextDouble() * 0.4;
        this.maxDelayMillis = 1 + random.nextInt(400);
    }

    void send(ByteBuffer frame, Duration now) {
        if (random.nextDouble() < loss) {
            return;
        }
        do {
            sendSafely(frame, now);
        } while (random.nextDouble() < duplication);
    }

    /** Delayed like any other message, but neither lost nor repeated. */
    void sendSafely(ByteBuffer frame, Duration now) {
        underWay.add(new Letter(frame.duplicate(), now.plusMillis(random.nextInt(maxDelayMillis))));
    }

    void deliverDue(Duration now, Consumer<ByteBuffer> receiver) {
        while (!underWay.isEmpty() && underWay.element().due().compareTo(now) <= 0) {
            receiver.accept(underWay.remove().frame());
        }
    }
}
