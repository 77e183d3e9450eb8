package sallyport.simulation;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import sallyport.policy.Groups;
import sallyport.policy.Policy;
import sallyport.policy.PolicyReading;
import sallyport.request.Alias;
import sallyport.request.Aliases;
import sallyport.request.Argv;
import sallyport.request.ChannelId;
import sallyport.request.Person;
import sallyport.request.Target;

/** What never changes in a simulation: services, people and the policy. */
final class Fleet {
    static final int PEOPLE = 6;
    static final List<String> SERVICES = List.of("web", "worker");
    static final ChannelId CHANNEL = new ChannelId("C1");
    static final Person NEVER_CLICKS = person(PEOPLE);
    static final Groups GROUPS = new Groups(Map.of("team", everybody()));
    static final Aliases ALIASES =
            new Aliases(SERVICES.stream().map(Fleet::alias).toList());
    static final Policy POLICY = policy();

    /** Tasks on which one request may run. */
    static final int FAN_OUT = 3;

    /** It needs no approval, and mostly takes longer than its rule lets it. */
    static final Argv LONG = Argv.of("bin/long");

    /** They need one approval, two, none, and none. */
    static final List<Argv> COMMANDS =
            List.of(Argv.of("bin/one", "it's $(id)"), Argv.of("bin/two"), Argv.of("bin/read"), LONG);

    private Fleet() {}

    static Person person(int number) {
        return new Person("T1", "U" + number);
    }

    private static Set<Person> everybody() {
        return IntStream.rangeClosed(0, PEOPLE).mapToObj(Fleet::person).collect(Collectors.toSet());
    }

    private static Alias alias(String name) {
        return new Alias(name, "111122223333", "eu-central-1", "prod", name, Optional.of("app"), Optional.empty());
    }

    /** Any task of the service. */
    static Target target(String service) {
        return target(service, service);
    }

    static Target target(String service, String task) {
        return new Target(
                service,
                "111122223333",
                "eu-central-1",
                "arn:aws:ecs:eu-central-1:111122223333:cluster/prod",
                service,
                "arn:aws:ecs:eu-central-1:111122223333:task-definition/" + service + ":42",
                "app",
                "sha256:" + "ab".repeat(32),
                "arn:aws:ecs:eu-central-1:111122223333:task/prod/" + task,
                task + "-1234567890");
    }

    static ByteBuffer line(int number) {
        return ByteBuffer.wrap(("line " + number + "\r\n").getBytes(StandardCharsets.UTF_8))
                .asReadOnlyBuffer();
    }

    /** The transcript of so many lines. */
    static String transcript(int lines) {
        return Stream.iterate(1, n -> n <= lines, n -> n + 1)
                .map(n -> "line " + n + "\n")
                .collect(Collectors.joining());
    }

    private static Policy policy() {
        var text = """
                version: 1
                commands:
                  one:
                    summary: Needs one
                    argv: [bin/one, "it's $(id)"]
                    effect: write
                    exit_code: none
                    deadline: 60s
                  two:
                    summary: Needs two
                    argv: [bin/two]
                    effect: write
                    exit_code: none
                    deadline: 60s
                  read:
                    summary: Needs none
                    argv: [bin/read]
                    effect: read
                    exit_code: none
                    deadline: 60s
                  long:
                    summary: Needs time
                    argv: [bin/long]
                    effect: read
                    exit_code: none
                    deadline: 20s
                grants:
                  - id: longer
                    capability: extend
                    targets: [web, worker]
                    groups: [team]
                  - id: long
                    command: long
                    targets: [web, worker]
                    groups: [team]
                    approval: none
                    expires: 2m
                    start_within: 1m
                    fan_out: 3
                  - id: one
                    command: one
                    targets: [web, worker]
                    groups: [team]
                    approval: { all_of: [{ group: team, count: 1 }] }
                    expires: 2m
                    start_within: 1m
                    concurrency: 1
                    fan_out: 3
                  - id: two
                    command: two
                    targets: [web, worker]
                    groups: [team]
                    approval: { all_of: [{ group: team, count: 2 }] }
                    expires: 2m
                    start_within: 1m
                    fan_out: 3
                  - id: read
                    command: read
                    targets: [web, worker]
                    groups: [team]
                    approval: none
                    expires: 2m
                    start_within: 1m
                    fan_out: 3
                """;
        return switch (Policy.read(text, "simulation.yml")) {
            case PolicyReading.Read(var policy) -> policy;
            case PolicyReading.Broken broken ->
                throw new IllegalStateException(broken.problems().toString());
        };
    }
}
