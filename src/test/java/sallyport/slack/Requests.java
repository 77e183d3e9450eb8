package sallyport.slack;

import com.slack.api.util.json.GsonFactory;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import sallyport.request.Alias;
import sallyport.request.Aliases;
import sallyport.request.Argv;
import sallyport.request.ChannelId;
import sallyport.request.Conditions;
import sallyport.request.ExitCode;
import sallyport.request.Person;
import sallyport.request.Quorum;
import sallyport.request.Request;
import sallyport.request.RequestId;
import sallyport.request.Selector;
import sallyport.request.Slot;
import sallyport.request.Target;

/** What the tests of this package ask for, and where. */
final class Requests {
    static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    static final Person ROBIN = new Person("T1", "U0ROBIN");
    static final Person ALEX = new Person("T1", "U0ALEX");
    static final Person SAM = new Person("T1", "U0SAM");
    static final ChannelId CHANNEL = new ChannelId("C1");
    static final RequestId ID = new RequestId("r0123456789ab");

    static final Target TARGET = new Target(
            "web",
            "123456789012",
            "eu-central-1",
            "arn:aws:ecs:eu-central-1:123456789012:cluster/prod",
            "api-web",
            "arn:aws:ecs:eu-central-1:123456789012:task-definition/web:42",
            "app",
            "sha256:" + "ab12".repeat(16),
            "arn:aws:ecs:eu-central-1:123456789012:task/prod/0011223344556677",
            "0011223344556677-1234567890");

    static final Aliases ALIASES = new Aliases(List.of(new Alias(
            "web", "123456789012", "eu-central-1", "prod", "api-web", Optional.of("app"), Optional.of(CHANNEL))));

    private Requests() {}

    static SlackOptions options(URI apiBase) {
        return new SlackOptions(
                Secret.of("xoxb-test"),
                List.of(Secret.of("new-secret"), Secret.of("old-secret")),
                Set.of("T1"),
                Optional.of("A1"),
                apiBase,
                "/ecs");
    }

    static Request request(String... argv) {
        return request(new Quorum(List.of(new Slot("sre", 1))), ExitCode.WANTED, argv);
    }

    static Request request(Quorum quorum, ExitCode exitCode, String... argv) {
        return request(quorum, exitCode, Conditions.USUAL, argv);
    }

    static Request request(Conditions conditions) {
        return request(new Quorum(List.of(new Slot("sre", 1))), ExitCode.WANTED, conditions, "uname", "-a");
    }

    private static Request request(Quorum quorum, ExitCode exitCode, Conditions conditions, String... argv) {
        return new Request(
                ID,
                ROBIN,
                CHANNEL,
                new Selector("web", Optional.empty(), Optional.empty()),
                Argv.of(argv),
                exitCode,
                "web-kernel",
                "v1",
                quorum,
                Optional.of("checking the <!channel> kernel"),
                NOW,
                NOW.plus(Duration.ofMinutes(30)),
                Duration.ofMinutes(10),
                Duration.ofMinutes(15),
                conditions);
    }

    static String json(Object blocks) {
        return GsonFactory.createSnakeCase().toJson(blocks);
    }
}
