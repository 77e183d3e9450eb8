package sallyport.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import sallyport.aws.Aws;
import sallyport.aws.AwsOptions;
import sallyport.aws.AwsTarget;
import sallyport.aws.UnhurriedLogs;
import sallyport.output.PlainLine;
import sallyport.parse.LogFormat;
import sallyport.request.Alias;
import sallyport.request.Selector;
import sallyport.sandbox.aws.Options;
import sallyport.sandbox.aws.SimulatedAws;
import sallyport.sandbox.aws.api.LogsPace;
import sallyport.sandbox.aws.world.LogLine;
import sallyport.slack.LogText;
import sallyport.watch.LineFilter;
import sallyport.watch.LogAnswer;
import sallyport.watch.LogQuery;
import sallyport.watch.LogScope;

/**
 * How many log events a second come from CloudWatch Logs to ordered, redacted text, beside {@code aws logs tail} of the
 * AWS CLI 2, on the same two streams of one simulated AWS in a process of its own.
 */
final class LogsBench {
    private static final int EVENTS = 80_000;
    /**
     * The last so many of them are read: a screen or two, as many as {@code /ecs logs} reads at most, which is also one
     * full page of {@code FilterLogEvents}, and all.
     */
    private static final List<Integer> SIZES = List.of(1_000, 10_000, EVENTS);

    /** Of all, and again of each size; a server that has been asked a few dozen times is what people meet. */
    private static final int WARM_UP_ROUNDS = 20;

    private static final int ROUNDS = 5;
    /** Over how long the lines were written; whole milliseconds lie between one and the next. */
    private static final Duration WRITTEN = Duration.ofMillis(7L * EVENTS);

    private static final Pattern NUMBER = Pattern.compile("request(?:=|\":\")(\\d{6})");
    private static final String FIND_CLI =
            "for aws in /usr/bin/aws aws; do $aws --version 2>/dev/null | grep -q '^aws-cli/2' && echo $aws && exit; done";

    private LogsBench() {}

    /** What one reading took and gave. */
    private record Round(double rate, int lost, int doubled) {
        static Round of(int events, long startedAt, String text) {
            double seconds = (System.nanoTime() - startedAt) / 1e9;
            var numbers = NUMBER.matcher(text)
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .toList();
            var distinct = new HashSet<>(numbers);
            return new Round(distinct.size() / seconds, events - distinct.size(), numbers.size() - distinct.size());
        }
    }

    private interface Reading {
        Round round(Last last) throws IOException, InterruptedException;
    }

    public static void main(String[] args) throws IOException, InterruptedException {
        if (args.length == 1) {
            far(Path.of(args[0]));
            return;
        }
        var directory = Files.createTempDirectory("logs-bench");
        var far = start(List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                LogsBench.class.getName(),
                directory.toString()));
        try (var lines = new BufferedReader(new InputStreamReader(far.getInputStream(), StandardCharsets.UTF_8))) {
            measure(URI.create(lines.readLine()), Instant.parse(lines.readLine()));
        } finally {
            far.destroy();
        }
    }

    /** The simulated AWS with all its lines; ends with its parent. */
    private static void far(Path directory) throws IOException {
        var aws = SimulatedAws.start(Options.in(directory)
                .withStepsByHand()
                .withLogLinesEvery(Duration.ofDays(1))
                .withLogs(LogsPace.realistic().withEventsLookedAt(10_000)));
        var streams = aws.world().tasks().stream()
                .filter(task -> task.service().name().equals("web"))
                .map(task -> "web/app/" + task.id())
                .toList();
        var begin = Instant.now().truncatedTo(ChronoUnit.SECONDS).minus(WRITTEN);
        var lines = new ArrayList<LogLine>();
        for (int i = 0; i < EVENTS; i++) {
            var at = begin.plus(WRITTEN.multipliedBy(i).dividedBy(EVENTS));
            lines.add(new LogLine(streams.get(i % streams.size()), at, at, message(i)));
        }
        aws.writeLogs("/ecs/web", lines);
        System.out.println(aws.endpoint());
        System.out.println(begin);
        while (System.in.read() >= 0) {
            // What the parent says means nothing; when it is gone, so is this.
        }
        aws.close();
    }

    private static String message(int i) {
        return i % 4 == 0
                ? "{\"level\":\"info\",\"msg\":\"order stored\",\"request\":\"%06d\",\"ms\":%d}".formatted(i, i % 90)
                : "GET /orders/%d 200 %dms request=%06d".formatted(i % 977, i % 90, i);
    }

    /** The last lines of all. */
    private record Last(int events, Instant begin) {
        Instant since() {
            return begin.plus(WRITTEN.multipliedBy(EVENTS - events).dividedBy(EVENTS));
        }
    }

    private static void measure(URI endpoint, Instant begin) throws IOException, InterruptedException {
        var target = new AwsTarget(
                new Alias("web", "123456789012", "us-east-1", "demo", "web", Optional.empty(), Optional.empty()),
                Optional.empty(),
                Optional.empty());
        var options = AwsOptions.sandbox(endpoint);
        var cli = new Cli(cli(), endpoint);
        try (var aws = Aws.connect(List.of(target), options, Clock.systemUTC(), PlainLine::of);
                var unhurried = new UnhurriedLogs(target, options, PlainLine::of)) {
            var readings = new LinkedHashMap<String, Reading>();
            readings.put("ours, not waiting for turns", last -> ours(unhurried::read, last));
            readings.put("ours, five calls a second", last -> ours(aws.logs()::read, last));
            readings.put(cli.program(), cli);
            var all = new Last(EVENTS, begin);
            System.out.printf(
                    Locale.ROOT,
                    "first, in a cold JVM: %,.0f events a second%n",
                    ours(unhurried::read, all).rate());
            warmUp(unhurried, all);
            System.out.printf(Locale.ROOT, "starting the AWS CLI alone: %.2f s%n", cli.start());
            for (int size : SIZES) {
                var last = new Last(size, begin);
                warmUp(unhurried, last);
                compare(readings, last);
            }
        }
        System.out.printf(
                Locale.ROOT,
                "load average %.1f%n",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }

    private static void warmUp(UnhurriedLogs logs, Last last) {
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
            ours(logs::read, last);
        }
    }

    private static void compare(Map<String, Reading> readings, Last last) throws IOException, InterruptedException {
        var rounds = new LinkedHashMap<String, List<Round>>();
        for (int i = 0; i < ROUNDS; i++) {
            for (var reading : readings.entrySet()) {
                rounds.computeIfAbsent(reading.getKey(), _ -> new ArrayList<>())
                        .add(reading.getValue().round(last));
            }
        }
        System.out.printf(Locale.ROOT, "%nthe last %,d lines%n", last.events());
        rounds.forEach(LogsBench::print);
        var medians = rounds.values().stream().map(LogsBench::median).toList();
        System.out.printf(
                Locale.ROOT,
                "ratio of medians %.1f, at five calls a second %.1f%n",
                medians.getFirst() / medians.getLast(),
                medians.get(1) / medians.getLast());
    }

    private static void print(String name, List<Round> rounds) {
        System.out.printf(
                Locale.ROOT,
                "%-28s median %,9.0f events a second (%,.0f to %,.0f), lost %d, doubled %d in all rounds%n",
                name,
                median(rounds),
                rounds.stream().mapToDouble(Round::rate).min().orElseThrow(),
                rounds.stream().mapToDouble(Round::rate).max().orElseThrow(),
                rounds.stream().mapToInt(Round::lost).sum(),
                rounds.stream().mapToInt(Round::doubled).sum());
    }

    private static double median(List<Round> rounds) {
        var rates = new ArrayList<>(rounds.stream().map(Round::rate).toList());
        Collections.sort(rates);
        return rates.get(rates.size() / 2);
    }

    private static Round ours(Function<LogQuery, LogAnswer> logs, Last last) {
        long startedAt = System.nanoTime();
        var query = new LogQuery(
                LogScope.of(new Selector("web", Optional.empty(), Optional.empty())),
                last.since(),
                Instant.now(),
                LineFilter.EVERYTHING,
                LogQuery.End.NEWEST,
                2 * EVENTS);
        return switch (logs.apply(query)) {
            case LogAnswer.Lines read ->
                Round.of(
                        last.events(),
                        startedAt,
                        String.join("\n", new LogText(LogFormat.SHORT, Optional.empty()).of(read.lines())));
            case LogAnswer.NotReadable(var why) -> throw new IllegalStateException(why);
        };
    }

    private static String cli() throws IOException, InterruptedException {
        var found = start(List.of("sh", "-c", FIND_CLI));
        var program = new String(found.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (found.waitFor() != 0 || program.isEmpty()) {
            throw new IllegalStateException("There is no AWS CLI 2 (Debian: apt-get install awscli).");
        }
        return program;
    }

    private static Process start(List<String> command) throws IOException {
        return new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** The other reader, a new process each time, as people use it. */
    private record Cli(String program, URI endpoint) implements Reading {
        private static final Map<String, String> ENVIRONMENT = Map.of(
                "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE",
                "AWS_SECRET_ACCESS_KEY", "secret",
                "AWS_DEFAULT_REGION", "us-east-1",
                "AWS_EC2_METADATA_DISABLED", "true",
                "AWS_PAGER", "");

        @Override
        public Round round(Last last) throws IOException, InterruptedException {
            long startedAt = System.nanoTime();
            return Round.of(last.events(), startedAt, run(last.since().toString()));
        }

        /** Seconds without a line to show. */
        double start() throws IOException, InterruptedException {
            long startedAt = System.nanoTime();
            run("1s");
            return (System.nanoTime() - startedAt) / 1e9;
        }

        private String run(String since) throws IOException, InterruptedException {
            var output = Files.createTempFile("logs-tail", ".txt");
            var builder = new ProcessBuilder(
                            program,
                            "--endpoint-url",
                            endpoint.toString(),
                            "logs",
                            "tail",
                            "/ecs/web",
                            "--since",
                            since,
                            "--format",
                            "short")
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .redirectOutput(output.toFile());
            builder.environment().putAll(ENVIRONMENT);
            int status = builder.start().waitFor();
            if (status != 0) {
                throw new IllegalStateException("the AWS CLI ended with " + status);
            }
            var text = Files.readString(output);
            Files.delete(output);
            return text;
        }
    }
}
