package sallyport.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * A program of others that we compare ourselves with. Where it is absent its tests are skipped, unless it is required.
 */
final class Peer {
    private static final long PATIENCE_SECONDS = 120;
    private static final Map<String, String> ENVIRONMENT = Map.of(
            "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE",
            "AWS_SECRET_ACCESS_KEY", "secret",
            "AWS_DEFAULT_REGION", "us-east-1",
            "AWS_EC2_METADATA_DISABLED", "true",
            "AWS_PAGER", "");

    private Peer() {}

    record Ended(int status, String output, String errors) {
        String good() {
            assertThat(status).as(output + errors).isZero();
            return output;
        }
    }

    /** Skips the test, saying so, if the command that proves the peer's presence does not succeed. */
    static void require(String name, String... proof) throws InterruptedException {
        String reason;
        try {
            var ended = run("", List.of(proof));
            if (ended.status() == 0) {
                return;
            }
            reason = ended.errors().strip();
        } catch (IOException absent) {
            reason = String.valueOf(absent.getMessage());
        }
        var sentence = "Peer " + name + " is not here, so nothing was compared with it: " + reason;
        if ("1".equals(System.getenv("SALLYPORT_REQUIRE_PEERS"))) {
            throw new AssertionError(sentence);
        }
        System.err.println("SKIPPED: " + sentence);
        Assumptions.abort(sentence);
    }

    static Ended run(String input, List<String> command) throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command);
        builder.environment().putAll(ENVIRONMENT);
        var errors = Files.createTempFile("peer", ".err");
        var output = Files.createTempFile("peer", ".out");
        var in = Files.writeString(Files.createTempFile("peer", ".in"), input);
        builder.redirectError(errors.toFile()).redirectOutput(output.toFile()).redirectInput(in.toFile());
        var process = builder.start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError(command + " did not end in " + PATIENCE_SECONDS + " s");
        }
        var ended = new Ended(process.exitValue(), Files.readString(output), Files.readString(errors));
        for (var file : List.of(errors, output, in)) {
            Files.delete(file);
        }
        return ended;
    }

    /** A peer that goes on until it is closed. */
    record Running(Process process, Path output) implements AutoCloseable {
        String printed() throws IOException {
            return Files.readString(output);
        }

        @Override
        public void close() throws IOException {
            process.destroyForcibly();
            Files.delete(output);
        }
    }

    static Running start(List<String> command) throws IOException {
        var output = Files.createTempFile("peer", ".out");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().putAll(ENVIRONMENT);
        return new Running(builder.start(), output);
    }

    /** Runs one of our Python scripts. */
    static Ended python(String script, String input, String... arguments) throws IOException, InterruptedException {
        Path file = Files.createTempFile("peer", ".py");
        try (InputStream in = Peer.class.getResourceAsStream("/peers/" + script)) {
            assertThat(in).as(script).isNotNull();
            Files.writeString(file, new String(in.readAllBytes(), StandardCharsets.UTF_8));
            var command = new ArrayList<>(List.of("python3", file.toString()));
            command.addAll(List.of(arguments));
            return run(input, command);
        } finally {
            Files.delete(file);
        }
    }
}
