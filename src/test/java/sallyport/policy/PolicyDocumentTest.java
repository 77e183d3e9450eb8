package sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.policy.PolicyFixture.ADA;
import static sallyport.policy.PolicyFixture.NOON;
import static sallyport.policy.PolicyFixture.alias;
import static sallyport.policy.PolicyFixture.ask;
import static sallyport.policy.PolicyFixture.policy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import sallyport.cli.Clinic;
import sallyport.cli.SallyportCommand;
import sallyport.policy.Decision.Allowed;
import sallyport.request.Argv;
import sallyport.request.ChannelId;
import sallyport.request.Person;
import sallyport.request.Quorum;

class PolicyDocumentTest {
    private static final Pattern BLOCK = Pattern.compile("```(\\S[^\n]*)\n(.*?)```", Pattern.DOTALL);
    private static final Pattern TYPED = Pattern.compile("\\$ ([^\n]*)\n(.*?)(?=\\$ sallyport|\\z)", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("\"[^\"]*\"|\\S+");

    @TempDir
    Path directory;

    static Stream<String> examples() {
        return blocks().filter(block -> block.kind().equals("yaml")).map(Said::text);
    }

    private static String document() {
        try {
            return Files.readString(Path.of("docs", "policy.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("examples")
    void every_example_can_be_read(String example) {
        assertThat(Policy.read(example, "docs/policy.md")).isInstanceOf(PolicyReading.Read.class);
    }

    @Test
    void the_first_example_does_what_the_text_says() {
        var policy = policy(examples().findFirst().orElseThrow());

        assertThat(policy.decide(ask("uname", "-a")))
                .isInstanceOfSatisfying(
                        Allowed.class, allowed -> assertThat(allowed.quorum()).isEqualTo(Quorum.none()));
        assertThat(policy.decide(ask("bin/rails", "db:migrate:status")))
                .isInstanceOfSatisfying(
                        Allowed.class,
                        allowed -> assertThat(
                                        allowed.quorum().progress(List.of()).places())
                                .isEqualTo(1));
        assertThat(policy.decide(ask(List.of("env")))).isInstanceOf(Decision.Denied.class);
    }

    @Test
    void what_is_shown_to_be_proposed_for_the_first_example_is_proposed() {
        var ask = new CommandAsk(
                ADA,
                Set.of("dev"),
                new ChannelId("C0ECSOPS"),
                alias("api", "prod", "api"),
                Optional.empty(),
                Argv.of("bin/rails", "db:migrate:status"),
                NOON);
        var groups = new Groups(Map.of("dev", Set.of(ADA), "sre", Set.of(new Person("T1", "U2"))));
        assertThat(policy(examples().findFirst().orElseThrow()).propose(ask, groups))
                .isInstanceOfSatisfying(
                        Proposal.Draft.class, draft -> assertThat(draft.yaml()).isEqualTo(block("text")));
    }

    /** @param kind what stands behind the fence */
    private record Said(String kind, String text) {}

    private static Stream<Said> blocks() {
        return BLOCK.matcher(document()).results().map(found -> new Said(found.group(1), found.group(2)));
    }

    private static String block(String kind) {
        return blocks().filter(block -> block.kind().equals(kind))
                .map(Said::text)
                .findFirst()
                .orElseThrow();
    }

    /** The files that the examples of tools speak of. */
    private void write() throws IOException {
        var policy = block("yaml");
        var next = policy.replace("approval: none", "approval: { all_of: [{ group: sre }] }")
                .replace("[logs, describe, tasks]", "[logs, describe]")
                .replace("[env, printenv]", "[env, printenv, sh]");
        Files.writeString(directory.resolve("policy.yml"), policy);
        Files.writeString(directory.resolve("next.yml"), next);
        Files.writeString(directory.resolve("policy.test.yml"), block("yaml test policy.yml"));
        Files.writeString(directory.resolve("sallyport.yml"), block("yaml config"));
    }

    private String run(String line) {
        var words = WORD.matcher(line)
                .results()
                .map(word -> word.group().replace("\"", ""))
                .map(word -> word.endsWith(".yml") ? directory.resolve(word).toString() : word)
                .skip(1)
                .toArray(String[]::new);
        var out = new StringWriter();
        var answer = new PrintWriter(out, true);
        SallyportCommand.run(
                (_, _) -> false,
                (_, _) -> Optional.empty(),
                _ -> new Clinic.Answer.NoConfiguration("none"),
                answer,
                answer,
                words);
        return out.toString().replace(directory + "/", "");
    }

    static Stream<Arguments> answers() {
        return blocks().filter(block -> block.kind().equals("console"))
                .flatMap(block -> TYPED.matcher(block.text())
                        .results()
                        .map(typed -> Arguments.of(typed.group(1), typed.group(2))));
    }

    @ParameterizedTest
    @MethodSource("answers")
    void a_tool_answers_as_the_text_shows(String line, String answer) throws IOException {
        write();
        var form = Stream.of(answer.split("…", -1)).map(Pattern::quote).collect(Collectors.joining("[0-9a-f]+"));
        assertThat(run(line)).matches(form);
    }

    /** Each block of tests with the policy before it. */
    static Stream<Arguments> tested() {
        var blocks = blocks().toList();
        return IntStream.range(0, blocks.size())
                .filter(index -> blocks.get(index).kind().equals("yaml test"))
                .mapToObj(index -> Arguments.of(
                        blocks.get(index).text(),
                        blocks.subList(0, index).reversed().stream()
                                .filter(block -> block.kind().equals("yaml"))
                                .map(Said::text)
                                .findFirst()
                                .orElseThrow()));
    }

    @ParameterizedTest
    @MethodSource("tested")
    void what_is_said_of_an_example_is_so(String cases, String policy) throws IOException {
        Files.writeString(directory.resolve("policy.yml"), policy);
        Files.writeString(directory.resolve("policy.test.yml"), cases);
        assertThat(run("sallyport policy test policy.yml"))
                .contains(" good, 0 failed")
                .contains("ok 1 - ");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource({
        "2026-03-02T07:00:00Z, U0000000001",
        "2026-03-09T07:00:00Z, U0000000002",
        "2026-12-24T16:59:59Z, U0000000001",
        "2026-12-24T17:00:00Z, U0000000001 U0000000004"
    })
    void the_schedule_that_is_shown_can_be_read_and_says_who_is_on_call(Instant at, String people) {
        var reading = OnCallSchedules.read(block("yaml on-call"), Set.of("T1"), Set.of("dev", "sre"));
        var schedules = ((OnCallReading.Read) reading).schedules();
        assertThat(schedules.at(at).getOrDefault("on-call", Set.of()))
                .extracting(Person::userId)
                .containsExactlyInAnyOrder(people.split(" "));
    }

    @Test
    void what_nothing_asks_for_yet_is_named() {
        var words = Arrays.stream(Capability.values())
                .filter(capability -> capability.toCome().isPresent())
                .map(capability -> "`" + capability.word() + "`")
                .toList();
        var last = words.size() - 1;
        assertThat(document())
                .contains("Nothing asks for " + String.join(", ", words.subList(0, last)) + " and " + words.get(last)
                        + " yet:");
    }

    @Test
    void every_tool_is_shown() {
        assertThat(answers().map(shown -> String.valueOf(shown.get()[0]).split(" ", -1)[2]))
                .contains("check", "lint", "explain", "test", "diff");
    }

    @Test
    void there_is_an_example_for_each_part_of_the_language() {
        assertThat(examples()).hasSizeGreaterThanOrEqualTo(4);
    }
}
