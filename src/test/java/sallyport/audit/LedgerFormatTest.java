package sallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sallyport.request.Examples.NOON;
import static sallyport.request.Examples.REVIEWER;
import static sallyport.request.Examples.approval;
import static sallyport.request.Examples.digest;
import static sallyport.request.Examples.request;
import static sallyport.request.Examples.target;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import sallyport.request.Actor;
import sallyport.request.AfterReview;
import sallyport.request.Argv;
import sallyport.request.Audience;
import sallyport.request.Binding;
import sallyport.request.Concurrency;
import sallyport.request.Conditions;
import sallyport.request.Confirmation;
import sallyport.request.Escalation;
import sallyport.request.Examples;
import sallyport.request.ExitCode;
import sallyport.request.ExitStatus;
import sallyport.request.FanOut;
import sallyport.request.Phase;
import sallyport.request.Quorum;
import sallyport.request.Request;
import sallyport.request.Selector;
import sallyport.request.StartFailure;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class LedgerFormatTest {
    private static final JsonMapper JSON = JsonMapper.shared();

    @ParameterizedTest
    @MethodSource("phases")
    void every_phase_comes_back_as_it_was_written(Phase phase) {
        assertThat(LedgerFormat.readPhase(LedgerFormat.write(phase))).isEqualTo(phase);
    }

    @ParameterizedTest
    @MethodSource("requests")
    void every_request_comes_back_as_it_was_written(Request request) {
        assertThat(LedgerFormat.readRequest(LedgerFormat.write(request))).isEqualTo(request);
    }

    @Test
    void a_ledger_of_version_one_is_still_read_and_written() {
        var lines = golden();
        assertThat(LedgerFormat.readRequest(lines.getFirst())).isEqualTo(request());
        assertThat(lines.stream().skip(1).map(LedgerFormat::readPhase)).isEqualTo(phases());
        var written = Stream.concat(
                Stream.of(LedgerFormat.write(request())), phases().stream().map(LedgerFormat::write));
        assertThat(written).isEqualTo(lines);
    }

    @ParameterizedTest
    @MethodSource("golden")
    void an_unknown_key_is_refused_at_every_depth(String line) {
        for (var path : objects(JSON.readTree(line), "")) {
            var tree = JSON.readTree(line);
            ((ObjectNode) tree.at(path)).put("surprise", 1);
            assertRefused(tree);
        }
    }

    @ParameterizedTest
    @MethodSource("golden")
    void a_missing_key_is_refused_at_every_depth(String line) {
        for (var path : objects(JSON.readTree(line), "")) {
            for (var key : List.copyOf(JSON.readTree(line).at(path).propertyNames())) {
                var tree = JSON.readTree(line);
                ((ObjectNode) tree.at(path)).remove(key);
                assertRefused(tree);
            }
        }
    }

    @Test
    void an_unknown_kind_and_a_second_document_are_refused() {
        assertThatThrownBy(() -> LedgerFormat.readPhase("{\"kind\":\"paused\"}"))
                .isInstanceOf(JacksonException.class);
        assertThatThrownBy(() -> LedgerFormat.readPhase("{\"kind\":\"received\"} {}"))
                .isInstanceOf(JacksonException.class);
    }

    private static void assertRefused(JsonNode tree) {
        var json = tree.toString();
        assertThatThrownBy(() -> {
                    if (tree.has("argv")) {
                        LedgerFormat.readRequest(json);
                    } else {
                        LedgerFormat.readPhase(json);
                    }
                })
                .as(json)
                .isInstanceOf(JacksonException.class);
    }

    /** JSON pointers to the object itself and those within it. */
    private static List<String> objects(JsonNode node, String path) {
        var found = new ArrayList<String>();
        if (node.isObject()) {
            found.add(path);
        }
        for (var property : node.propertyNames()) {
            found.addAll(objects(node.get(property), path + "/" + property));
        }
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            found.addAll(objects(node.get(i), path + "/" + i));
        }
        return found;
    }

    private static List<Phase> phases() {
        var others = List.<Phase>of(
                new Phase.Pending(target(), digest(), List.of(approval(REVIEWER))),
                new Phase.Running(target(), digest(), "token", "s", NOON, Optional.of(Actor.human(REVIEWER))),
                new Phase.Running(target(), digest(), "token", "s", NOON, Optional.of(Actor.component("shutdown"))),
                new Phase.Done(new ExitStatus.Exited(0), NOON.plusNanos(1)),
                new Phase.Done(new ExitStatus.Unknown(), NOON));
        var failures = Arrays.stream(StartFailure.Kind.values())
                .<Phase>map(kind -> new Phase.NotStarted(new StartFailure(kind, "It was not started."), NOON));
        return Stream.of(Examples.phases().stream(), others.stream(), failures)
                .flatMap(s -> s)
                .toList();
    }

    private static Stream<Request> requests() {
        var r = request();
        var bare = new Request(
                r.id(),
                r.requester(),
                r.channel(),
                new Selector("web", Optional.of("0f9d"), Optional.of("app")),
                Argv.of("echo", "", "it's \"quoted\" \\ ünïcode \uD83D\uDE80"),
                ExitCode.NONE,
                r.rule(),
                r.policyVersion(),
                Quorum.none(),
                Optional.empty(),
                r.askedAt().plusNanos(1),
                r.expiresAt(),
                r.startWithin(),
                r.deadline().plusNanos(1),
                Conditions.USUAL);
        return Stream.of(r, bare, later());
    }

    private static Request later() {
        return Examples.with(
                request(),
                new Conditions(
                        Optional.of("OPS-1"),
                        Binding.TASK,
                        5,
                        Optional.of(new AfterReview("sec", Duration.ofHours(1))),
                        Confirmation.NONE,
                        Optional.of(new Escalation("leads", Duration.ofMinutes(10))),
                        Audience.REQUESTER,
                        List.of(new Concurrency("rails", 2)),
                        Optional.of(new FanOut.First(3)),
                        Optional.of("would be denied by freeze")));
    }

    @Test
    void later_keys_are_written_only_if_they_say_something() {
        assertThat(LedgerFormat.write(request()))
                .doesNotContain("reported", "confirmation", "escalation", "audience", "concurrency", "fanOut");
        assertThat(LedgerFormat.write(later()))
                .contains(
                        "\"reported\":\"would be denied by freeze\"",
                        "\"confirmation\":\"NONE\"",
                        "\"group\":\"leads\"",
                        "\"fanOut\":{\"kind\":\"first\",\"most\":3}");
        var pending = new Phase.Pending(target(), digest(), List.of());
        assertThat(LedgerFormat.write(pending)).doesNotContain("escalated");
        var escalated = new Phase.Pending(target(), digest(), List.of(), true);
        assertThat(LedgerFormat.write(escalated)).contains("\"escalated\":true");
        assertThat(LedgerFormat.readPhase(LedgerFormat.write(escalated))).isEqualTo(escalated);
        var running = new Phase.Running(target(), digest(), "token", "s", NOON, Optional.empty());
        assertThat(LedgerFormat.write(running)).doesNotContain("extension");
        assertThat(LedgerFormat.write(Examples.extended()))
                .contains(
                        "\"extension\":{\"by\":{\"teamId\":\"T1\",\"userId\":\"U3\"},\"until\":\"2026-03-01T12:12:00Z\"}");
        assertThat(LedgerFormat.readPhase(LedgerFormat.write(Examples.extended())))
                .isEqualTo(Examples.extended());
    }

    private static List<String> golden() {
        try (InputStream in = Objects.requireNonNull(LedgerFormatTest.class.getResourceAsStream("/ledger/v1.jsonl"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
