package sallyport.sandbox.aws.world;

import java.util.Random;
import java.util.UUID;

/** Made-up identifiers in the forms AWS gives them, decided by the seed alone. Not thread-safe. */
final class Ids {
    private final Random random;

    Ids(Random random) {
        this.random = random;
    }

    /** An identifier of ECS for a task: 32 hexadecimal digits. */
    String task() {
        return hex(32);
    }

    String deployment() {
        return "ecs-svc/" + digits(19);
    }

    UUID uuid() {
        // Version 4, variant 2.
        long mostSignificant = (random.nextLong() & ~0xF000L) | 0x4000L;
        long leastSignificant = (random.nextLong() >>> 2) | Long.MIN_VALUE;
        return new UUID(mostSignificant, leastSignificant);
    }

    String digest() {
        return "sha256:" + hex(64);
    }

    String privateIp() {
        return "10.0." + random.nextInt(1, 4) + "." + random.nextInt(10, 250);
    }

    String hex(int length) {
        return characters(length, 16);
    }

    String digits(int length) {
        return (1 + random.nextInt(9)) + characters(length - 1, 10);
    }

    private String characters(int length, int radix) {
        var text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append(Character.forDigit(random.nextInt(radix), radix));
        }
        return text.toString();
    }
}
