package sallyport.policy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import sallyport.request.Alias;
import sallyport.request.Argv;
import sallyport.request.Audience;
import sallyport.request.ChannelId;
import sallyport.request.ExitCode;
import sallyport.request.Person;

/** People, places and a reader for the tests of this package. */
final class PolicyFixture {
    /** A Monday, 12:00 in UTC. */
    static final Instant NOON = Instant.parse("2026-03-02T12:00:00Z");

    static final Person ADA = new Person("T1", "U1");
    static final ChannelId OPS = new ChannelId("C1");
    static final Alias WEB = alias("web", "prod", "storefront");

    private PolicyFixture() {}

    static Alias alias(String name, String cluster, String service) {
        return new Alias(name, "111122223333", "us-east-1", cluster, service, Optional.of("app"), Optional.empty());
    }

    static Policy policy(String text) {
        return switch (Policy.read(text, "policy.yml")) {
            case PolicyReading.Read(Policy policy) -> policy;
            case PolicyReading.Broken broken -> throw new AssertionError(broken);
        };
    }

    static CommandAsk ask(List<String> argv) {
        return new CommandAsk(ADA, Set.of("dev"), OPS, WEB, Optional.empty(), new Argv(argv), NOON);
    }

    static CommandAsk ask(String... argv) {
        return ask(List.of(argv));
    }

    static Command command(Argument... arguments) {
        return new Command(
                "x",
                "",
                List.of(arguments),
                Effect.READ,
                ExitCode.WANTED,
                Duration.ofMinutes(1),
                1 << 20,
                Audience.THREAD);
    }
}
