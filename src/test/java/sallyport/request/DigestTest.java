package sallyport.request;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sallyport.request.Examples.request;
import static sallyport.request.Examples.target;

import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DigestTest {
    /** A later reader must come to the same digest: computed outside Java from the fields of the examples. */
    private static final String GOLDEN = "d3ad049791d23ac004d160c871d37d3871ce5b696b07a53d8f551cd3cb888b82";

    /** Not bound, each for a reason: the card's age, the patience to start, and what autoscaling may change. */
    private static final Set<String> UNBOUND =
            Set.of("request.askedAt", "request.startWithin", "target.task", "target.runtimeId");

    @Test
    void the_digest_of_the_example_is_what_it_always_was() {
        assertThat(Digest.of(request(), target()).hex()).isEqualTo(GOLDEN);
    }

    @Test
    void every_bound_field_changes_the_digest_and_no_two_changes_meet() {
        Set<Digest> seen = new HashSet<>(Set.of(Digest.of(request(), target())));
        for (var changed : variants().entrySet()) {
            var digest = changed.getValue().digest();
            if (UNBOUND.contains(changed.getKey())) {
                assertThat(digest).as(changed.getKey()).isEqualTo(Digest.of(request(), target()));
            } else {
                assertThat(seen.add(digest)).as(changed.getKey()).isTrue();
            }
        }
    }

    @Test
    void there_is_a_variant_of_every_field() {
        var fields = new HashSet<String>();
        Arrays.stream(Request.class.getRecordComponents())
                .map(c -> "request." + name(c))
                .forEach(fields::add);
        Arrays.stream(Target.class.getRecordComponents())
                .map(c -> "target." + name(c))
                .forEach(fields::add);
        var covered = variants().keySet().stream()
                .map(key -> key.replaceFirst(" .*", ""))
                .collect(toSet());
        assertThat(covered).isEqualTo(fields);
    }

    @Test
    void where_one_argument_ends_and_the_next_begins_is_bound() {
        var joined = with(request(), r -> r.argv = Argv.of("a", "bc"));
        var split = with(request(), r -> r.argv = Argv.of("ab", "c"));
        assertThat(Digest.of(joined, target())).isNotEqualTo(Digest.of(split, target()));
    }

    @Test
    void only_sixty_four_hexadecimal_digits_are_a_digest() {
        for (var text : List.of("", "0".repeat(63), "0".repeat(65), "G".repeat(64), "A".repeat(64))) {
            assertThatThrownBy(() -> new Digest(text)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(new Digest("f".repeat(64))).hasToString("f".repeat(64));
    }

    private static String name(RecordComponent component) {
        return component.getName();
    }

    private record Variant(Request request, Target target) {
        Digest digest() {
            return Digest.of(request, target);
        }
    }

    private static Map<String, Variant> variants() {
        Map<String, Variant> variants = new LinkedHashMap<>();
        changes().forEach((name, change) -> variants.put(name, new Variant(with(request(), change), target())));
        var components = Target.class.getRecordComponents();
        for (int index = 0; index < components.length; index++) {
            variants.put("target." + components[index].getName(), new Variant(request(), otherTarget(index)));
        }
        return variants;
    }

    private static void fanOut(Map<String, Change> changes, String name, FanOut fanOut) {
        changes.put("request.conditions " + name, r -> r.conditions = Examples.fannedOut(fanOut));
    }

    private static Map<String, Change> changes() {
        Map<String, Change> changes = new LinkedHashMap<>();
        changes.put("request.id", r -> r.id = new RequestId("rzzzzzzzzzzzz"));
        changes.put("request.requester member", r -> r.requester = new Person("T1", "U9"));
        changes.put("request.requester team", r -> r.requester = new Person("T9", "U1"));
        changes.put("request.channel", r -> r.channel = new ChannelId("C9"));
        changes.put("request.selector", r -> r.selector = new Selector("web", Optional.of("0f9d"), Optional.empty()));
        changes.put("request.argv more", r -> r.argv = Argv.of("bin/rails", "db:migrate:status", ""));
        changes.put("request.argv other", r -> r.argv = Argv.of("bin/rails", "db:migrate"));
        changes.put("request.exitCode", r -> r.exitCode = ExitCode.NONE);
        changes.put("request.rule", r -> r.rule = "rails");
        changes.put("request.policyVersion", r -> r.policyVersion = "d4e5f6");
        changes.put("request.quorum count", r -> r.quorum = new Quorum(List.of(new Slot("ops", 1))));
        changes.put("request.quorum group", r -> r.quorum = new Quorum(List.of(new Slot("dba", 2))));
        changes.put("request.quorum none", r -> r.quorum = Quorum.none());
        var either = new Quorum.Choice(List.of(new Slot("dba", 1), new Slot("sec", 1)));
        changes.put("request.quorum choice", r -> r.quorum = new Quorum(r.quorum.slots(), List.of(either)));
        changes.put(
                "request.conditions ticket",
                r -> r.conditions = conditions(Optional.of("OPS-1"), Binding.REVISION, 64L << 20));
        changes.put(
                "request.conditions binding",
                r -> r.conditions = conditions(Optional.empty(), Binding.TASK, 64L << 20));
        changes.put("request.conditions output", r -> r.conditions = conditions(Optional.empty(), Binding.REVISION, 1));
        changes.put(
                "request.conditions review",
                r -> r.conditions = new Conditions(
                        Optional.empty(),
                        Binding.REVISION,
                        64L << 20,
                        Optional.of(new AfterReview("sec", Duration.ofHours(24)))));
        changes.put("request.conditions reported", r -> r.conditions = Examples.reported("would be denied"));
        changes.put("request.conditions confirmation", r -> r.conditions = Examples.confirmed(Confirmation.NONE));
        changes.put("request.conditions audience", r -> r.conditions = Examples.seenBy(Audience.REQUESTER));
        changes.put("request.conditions limit", r -> r.conditions = Examples.atOnce(new Concurrency("a", 1)));
        changes.put("request.conditions other limit", r -> r.conditions = Examples.atOnce(new Concurrency("b", 1)));
        changes.put("request.conditions wider limit", r -> r.conditions = Examples.atOnce(new Concurrency("a", 2)));
        changes.put("request.conditions all tasks", r -> r.conditions = Examples.fannedOut(new FanOut.First(3)));
        changes.put("request.conditions more tasks", r -> r.conditions = Examples.fannedOut(new FanOut.First(4)));
        var first = new RequestId("r0123456789ab");
        fanOut(changes, "one of several", new FanOut.Other(first, 3, List.of("a", "b"), 2));
        fanOut(changes, "of more", new FanOut.Other(first, 4, List.of("a", "b"), 2));
        fanOut(changes, "of others", new FanOut.Other(new RequestId("rzzzzzzzzzzzz"), 3, List.of("a", "b"), 2));
        fanOut(changes, "of other tasks", new FanOut.Other(first, 3, List.of("a", "c"), 2));
        fanOut(changes, "of three tasks", new FanOut.Other(first, 3, List.of("a", "b", "c"), 2));
        fanOut(changes, "the third", new FanOut.Other(first, 3, List.of("a", "b", "c"), 3));
        changes.put("request.conditions escalation group", r -> r.conditions = Examples.escalating("leads", 10));
        changes.put("request.conditions other escalation group", r -> r.conditions = Examples.escalating("cto", 10));
        changes.put("request.conditions escalation time", r -> r.conditions = Examples.escalating("leads", 11));
        changes.put("request.reason", r -> r.reason = Optional.of("because"));
        changes.put("request.askedAt", r -> r.askedAt = r.askedAt.plusSeconds(1));
        changes.put("request.expiresAt", r -> r.expiresAt = r.expiresAt.plusMillis(1));
        changes.put("request.startWithin", r -> r.startWithin = Duration.ofHours(1));
        changes.put("request.deadline", r -> r.deadline = r.deadline.plusMillis(1));
        return changes;
    }

    private static Conditions conditions(Optional<String> ticket, Binding binding, long outputLimit) {
        return new Conditions(ticket, binding, outputLimit, Optional.empty());
    }

    private static Target otherTarget(int changed) {
        var t = target();
        var values = new String[] {
            t.alias(), t.account(), t.region(), t.cluster(), t.service(),
            t.taskDefinition(), t.container(), t.imageDigest(), t.task(), t.runtimeId()
        };
        values[changed] += "x";
        return new Target(
                values[0], values[1], values[2], values[3], values[4], values[5], values[6], values[7], values[8],
                values[9]);
    }

    private interface Change {
        void on(Draft draft);
    }

    private static Request with(Request request, Change change) {
        var draft = new Draft(request);
        change.on(draft);
        return draft.request();
    }

    /** A request whose fields can be set. */
    private static final class Draft {
        RequestId id;
        Person requester;
        ChannelId channel;
        Selector selector;
        Argv argv;
        ExitCode exitCode;
        String rule;
        String policyVersion;
        Quorum quorum;
        Optional<String> reason;
        Instant askedAt;
        Instant expiresAt;
        Duration startWithin;
        Duration deadline;
        Conditions conditions;

        Draft(Request from) {
            id = from.id();
            requester = from.requester();
            channel = from.channel();
            selector = from.selector();
            argv = from.argv();
            exitCode = from.exitCode();
            rule = from.rule();
            policyVersion = from.policyVersion();
            quorum = from.quorum();
            reason = from.reason();
            askedAt = from.askedAt();
            expiresAt = from.expiresAt();
            startWithin = from.startWithin();
            deadline = from.deadline();
            conditions = from.conditions();
        }

        Request request() {
            return new Request(
                    id,
                    requester,
                    channel,
                    selector,
                    argv,
                    exitCode,
                    rule,
                    policyVersion,
                    quorum,
                    reason,
                    askedAt,
                    expiresAt,
                    startWithin,
                    deadline,
                    conditions);
        }
    }
}
