package sallyport.kill;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import sallyport.sandbox.aws.SimulatedAws;
import sallyport.sandbox.aws.agent.AgentPace;
import sallyport.sandbox.aws.world.Task;
import sallyport.sandbox.slack.SimulatedSlack;
import sallyport.sandbox.slack.traffic.Pace;
import sallyport.sandbox.slack.traffic.Rate;

/** The far sides, which nobody kills: the sandbox's Slack and AWS, in this process. */
final class Far implements AutoCloseable {
    /** Starts are counted by the program itself: the first thing it does is to leave a line with its number. */
    private static final String WORK = """
            #!/bin/sh
            # work NUMBER TICKS
            printf 'work %s\\n' "$1" >> "${0%/*}/../var/runs.log"
            tick=0
            while [ "$tick" -lt "$2" ]; do
              printf 'tick-%s-%s\\n' "$1" "$tick"
              tick=$((tick + 1))
              sleep 0.2
            done
            """;

    private static final Rate PLENTY = new Rate(10_000, 60_000);

    final SimulatedAws aws;
    final SimulatedSlack slack;

    Far(Path data) {
        aws = SimulatedAws.start(sallyport.sandbox.aws.Options.in(data)
                .withPace(AgentPace.quick())
                .withLogLinesEvery(Duration.ofHours(1)));
        slack = SimulatedSlack.start(
                sallyport.sandbox.slack.Options.defaults().withPace(new Pace(PLENTY, PLENTY, PLENTY, PLENTY)));
        aws.runsLogs("web").forEach(Far::install);
    }

    private static void install(Path runsLog) {
        try {
            var program = runsLog.resolveSibling("../bin/work").normalize();
            Files.writeString(program, WORK);
            Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The two tasks with a shell. */
    List<String> tasks() {
        return aws.world().tasks().stream()
                .filter(task -> task.service().name().equals("web"))
                .filter(Task::running)
                .map(Task::id)
                .toList();
    }

    /** How often each command started, by what it wrote itself. */
    Map<Integer, Long> starts() {
        return aws.runsLogs("web").stream()
                .filter(Files::exists)
                .flatMap(log -> lines(log).stream())
                .map(line -> Integer.valueOf(line.substring("work ".length())))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        slack.close();
        aws.close();
    }
}
