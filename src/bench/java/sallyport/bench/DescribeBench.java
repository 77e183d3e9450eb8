package sallyport.bench;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import sallyport.aws.Aws;
import sallyport.aws.AwsOptions;
import sallyport.aws.AwsTarget;
import sallyport.request.Alias;
import sallyport.watch.Descriptions;
import sallyport.watch.Looked;
import sallyport.watch.ServiceDescription;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ecs.EcsClient;

/**
 * How long describing a service with a hundred tasks takes, when each call to AWS takes 200 ms, beside the two calls
 * that have to wait for one another: the list of its tasks and their description.
 */
final class DescribeBench {
    private static final int TASKS = 100;
    private static final Duration DELAY = Duration.ofMillis(200);
    private static final int WARM_UP = 20;
    private static final int ROUNDS = 25;
    private static final double GOAL = 1.2;

    private DescribeBench() {}

    static void main() throws Exception {
        try (var far = new SlowAws(TASKS, DELAY);
                var aws = Aws.connect(
                        List.of(target()), AwsOptions.sandbox(far.uri()), Clock.systemUTC(), UnaryOperator.identity());
                var http = Apache5HttpClient.builder().build();
                var bare = bare(far, http)) {
            var ours = new long[ROUNDS];
            var path = new long[ROUNDS];
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                long critical = nanos(() -> inSequence(bare));
                far.calls();
                long described = nanos(() -> describe(aws.descriptions()));
                int calls = far.calls();
                if (round >= 0) {
                    path[round] = critical;
                    ours[round] = described;
                }
                if (round == ROUNDS - 1) {
                    report(new Latencies(path), new Latencies(ours), calls);
                }
            }
        }
    }

    private static AwsTarget target() {
        var alias =
                new Alias("web", SlowAws.ACCOUNT, SlowAws.REGION, "prod", "web", Optional.empty(), Optional.empty());
        return new AwsTarget(alias, Optional.empty(), Optional.empty());
    }

    private static EcsClient bare(SlowAws far, SdkHttpClient http) {
        return EcsClient.builder()
                .endpointOverride(far.uri())
                .region(Region.of(SlowAws.REGION))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("AKIDBENCH", "bench")))
                .httpClient(http)
                .build();
    }

    private static void inSequence(EcsClient bare) {
        var arns = bare.listTasks(request -> request.cluster("prod").serviceName("web"))
                .taskArns();
        if (bare.describeTasks(request -> request.cluster("prod").tasks(arns))
                        .tasks()
                        .size()
                != TASKS) {
            throw new IllegalStateException("not all tasks were described");
        }
    }

    private static void describe(Descriptions descriptions) {
        if (!(descriptions.describe(target().alias()) instanceof Looked.Found<ServiceDescription>(var found))
                || found.service().tasks().size() != TASKS) {
            throw new IllegalStateException("not all tasks were described");
        }
    }

    private static long nanos(Runnable work) {
        long begin = System.nanoTime();
        work.run();
        return System.nanoTime() - begin;
    }

    private static void report(Latencies path, Latencies ours, int calls) {
        double ratio = ours.millis(0.5) / path.millis(0.5);
        Stream.of(
                        "critical path, two calls in sequence: " + path,
                        "describe, " + calls + " calls: " + ours,
                        String.format(Locale.ROOT, "ratio of medians %.3f, goal at most %.1f", ratio, GOAL))
                .forEach(System.out::println);
    }
}
