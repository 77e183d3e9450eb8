package sallyport.kill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import sallyport.sandbox.slack.Options;

/** One {@code sallyport serve} in a process of its own, which can be killed and started again. Thread-safe. */
final class Replica implements AutoCloseable {
    /** Of a process ended by signal 9 (POSIX shells: 128 and the signal's number). */
    private static final int KILLED = 128 + 9;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final String name;
    private final int port;
    private final Path directory;
    private final AtomicReference<Optional<Process>> process = new AtomicReference<>(Optional.empty());

    /** @param directory holds {@code sallyport.yml} */
    Replica(String name, int port, Path directory) {
        this.name = name;
        this.port = port;
        this.directory = directory;
    }

    int port() {
        return port;
    }

    /** Starts the process and returns at once. */
    void start() {
        start(AotCache.use());
    }

    /** Lives once in order, so that later lives start faster. */
    void rehearse(Runnable whileItRuns) {
        start(AotCache.make());
        awaitListening();
        whileItRuns.run();
        var running = process.get().orElseThrow();
        running.destroy();
        try {
            assertThat(running.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                    .as("%s ends", name)
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void start(List<String> cache) {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var command = Stream.of(
                        List.of(java, "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx192m"),
                        cache,
                        List.of("--enable-native-access=ALL-UNNAMED", "-cp", AotCache.classPath()),
                        List.of("sallyport.App", "serve", "--config"),
                        List.of(directory.resolve("sallyport.yml").toString()))
                .flatMap(List::stream)
                .toList();
        var builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
        var secrets = Options.defaults();
        builder.environment()
                .putAll(Map.of("SLACK_BOT_TOKEN", secrets.botToken(), "SLACK_SIGNING_SECRET", secrets.signingSecret()));
        try {
            process.set(Optional.of(builder.start()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path log() {
        return directory.resolve(name + ".log");
    }

    void awaitListening() {
        await(name + " listens").atMost(PATIENCE).until(() -> {
            startAgainIfItGaveUp();
            return isListening();
        });
    }

    /**
     * A process that finds no ledger at its start gives up, for whoever supervises it to start it again; on a busy
     * machine the table's far side may well be late. Any other end by itself is a failure.
     */
    void startAgainIfItGaveUp() {
        if (!isAlive()) {
            assertThat(said().lines().toList().getLast())
                    .as("%s ended", name)
                    .startsWith("Sallyport did not start")
                    .contains("the ledger did not answer");
            start();
        }
    }

    boolean isListening() {
        if (!isAlive()) {
            return false;
        }
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    private boolean isAlive() {
        return process.get().filter(Process::isAlive).isPresent();
    }

    /** What it wrote to its log, over all of its lives. */
    String said() {
        try {
            return Files.readString(log());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Kills the process by signal 9 and waits until it is gone. */
    void kill() {
        var victim = process.get().orElseThrow();
        victim.destroyForcibly();
        try {
            assertThat(victim.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        assertThat(victim.exitValue()).isEqualTo(KILLED);
    }

    @Override
    public void close() {
        process.get().ifPresent(Process::destroyForcibly);
    }
}
