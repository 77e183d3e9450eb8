package sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import sallyport.parse.AgentSplit;
import sallyport.policy.Decision.Allowed;
import sallyport.request.Argv;

/**
 * Thirty policies as teams would write them, in {@code policy/realistic}, and the many ways around them in the tables
 * {@code policy/bypass-*.tsv}. Whoever tries is in every group of the policy, and even a request that somebody else
 * would have to approve counts as passed.
 */
class RealisticPolicyTest {
    private static final List<RealisticPolicy> POLICIES = RealisticPolicy.all();
    private static final List<Attempt> ATTEMPTS = Attempt.all();

    /** What runs a command that is given to it as arguments. */
    private static final List<List<String>> WRAPPERS = Stream.of(
                    "env",
                    "env -i",
                    "/usr/bin/env",
                    "busybox",
                    "timeout 60",
                    "nice",
                    "nice -n 10",
                    "nohup",
                    "setsid",
                    "stdbuf -oL",
                    "time -p",
                    "chroot /",
                    "sudo",
                    "xargs",
                    "exec",
                    "command",
                    "strace -c",
                    "bundle exec",
                    "npx",
                    "sh -c",
                    "bash -lc",
                    "bash -p",
                    "A=1",
                    "--",
                    "setpriv --reuid=1000 --regid=1000 --clear-groups",
                    "ssh -F /etc/ssh/fleet -o BatchMode=yes app-7.internal",
                    "docker exec web",
                    "kubectl exec -n shop web --",
                    "flock /tmp/l",
                    "script -qc")
            .map(wrapper -> List.of(wrapper.split(" ")))
            .toList();

    /** The options out of all attempts. */
    private static final List<String> OPTIONS = ATTEMPTS.stream()
            .flatMap(attempt -> attempt.words().stream())
            .filter(word -> word.startsWith("-"))
            .distinct()
            .toList();

    @Test
    void there_are_enough_of_both() {
        assertThat(POLICIES).hasSize(30);
        assertThat(ATTEMPTS).hasSizeGreaterThanOrEqualTo(300);
        assertThat(ATTEMPTS).extracting(Attempt::line).doesNotHaveDuplicates();
        assertThat(ATTEMPTS).extracting(Attempt::would).containsOnly("spawn", "write", "read");
    }

    @ParameterizedTest
    @FieldSource("POLICIES")
    void each_policy_allows_every_line_its_own_people_type(RealisticPolicy policy) {
        assertThat(policy.lines())
                .isNotEmpty()
                .allSatisfy(line -> assertThat(policy.type(line))
                        .get()
                        .isInstanceOfSatisfying(
                                Allowed.class,
                                allowed -> assertThat(allowed.argv()).isEqualTo(argv(line))));
    }

    @ParameterizedTest
    @FieldSource("POLICIES")
    void each_policy_has_a_line_for_every_command_in_it(RealisticPolicy policy) {
        var typed = new TreeSet<String>();
        policy.lines().forEach(line -> typed.add(((Allowed) policy.type(line).orElseThrow()).command()));

        assertThat(policy.policy()
                        .allowed(
                                PolicyFixture.ADA,
                                policy.policy().groups(),
                                PolicyFixture.OPS,
                                policy.alias(),
                                PolicyFixture.NOON))
                .hasSameSizeAs(typed);
    }

    @ParameterizedTest
    @FieldSource("POLICIES")
    void no_attempt_passes_as_it_is_typed(RealisticPolicy policy) {
        assertThat(ATTEMPTS)
                .filteredOn(attempt -> attempt.typed()
                        .filter(argv -> policy.decide(argv) instanceof Allowed)
                        .isPresent())
                .isEmpty();
    }

    @ParameterizedTest
    @FieldSource("POLICIES")
    void no_attempt_passes_where_the_parser_would_not_have_refused_it(RealisticPolicy policy) {
        assertThat(ATTEMPTS)
                .filteredOn(attempt -> policy.allows(attempt.words()))
                .isEmpty();
    }

    @ParameterizedTest
    @FieldSource("POLICIES")
    void no_attempt_passes_when_it_names_the_program_as_the_policy_does(RealisticPolicy policy) {
        var passed = new ArrayList<List<String>>();
        for (var line : policy.lines()) {
            var own = AgentSplit.words(line);
            for (var attempt : about(own)) {
                var aimed = new ArrayList<>(attempt.words());
                aimed.set(0, own.getFirst());
                if (policy.allows(aimed) && !isOnlyAboutTheProgram(attempt)) {
                    passed.add(aimed);
                }
            }
        }
        assertThat(passed).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("POLICIES")
    void no_attempt_passes_when_it_is_put_into_a_line_that_would(RealisticPolicy policy) {
        var passed = new ArrayList<List<String>>();
        for (var line : policy.lines()) {
            var own = AgentSplit.words(line);
            for (var attempt : about(own)) {
                for (int place = 1; place <= own.size(); place++) {
                    var grafted = new ArrayList<>(own);
                    grafted.addAll(
                            place, attempt.words().subList(1, attempt.words().size()));
                    if (policy.allows(grafted)) {
                        passed.add(grafted);
                    }
                }
            }
        }
        assertThat(passed).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("POLICIES")
    void no_option_out_of_any_attempt_may_be_added_to_a_line_that_passes(RealisticPolicy policy) {
        var passed = new ArrayList<List<String>>();
        for (var line : policy.lines()) {
            var own = AgentSplit.words(line);
            if (policy.lines().stream().anyMatch(other -> other.startsWith(line + " "))) {
                continue; // may go on with something optional
            }
            for (var option : OPTIONS) {
                var longer = new ArrayList<>(own);
                longer.add(option);
                if (policy.allows(longer)) {
                    passed.add(longer);
                }
            }
        }
        assertThat(passed).isEmpty();
    }

    @ParameterizedTest
    @FieldSource("POLICIES")
    void nothing_may_be_put_in_front_of_a_line_that_passes(RealisticPolicy policy) {
        var passed = new ArrayList<List<String>>();
        for (var line : policy.lines()) {
            for (var wrapper : WRAPPERS) {
                for (var own : List.of(AgentSplit.words(line), List.of(line))) {
                    var wrapped = new ArrayList<>(wrapper);
                    wrapped.addAll(own);
                    if (policy.allows(wrapped)) {
                        passed.add(wrapped);
                    }
                }
            }
        }
        assertThat(passed).isEmpty();
    }

    @Test
    void most_attempts_aim_at_a_program_that_some_policy_allows() {
        var programs = POLICIES.stream()
                .flatMap(policy -> policy.lines().stream())
                .map(line -> Attempt.program(AgentSplit.words(line)))
                .toList();

        assertThat(ATTEMPTS)
                .filteredOn(attempt -> programs.contains(Attempt.program(attempt.words())))
                .hasSizeGreaterThanOrEqualTo(600);
    }

    /** Whether nothing but the way in which it names the program tells it from a line that may pass. */
    private static boolean isOnlyAboutTheProgram(Attempt attempt) {
        var arguments = attempt.words().subList(1, attempt.words().size());
        return POLICIES.stream()
                .flatMap(policy -> policy.lines().stream())
                .map(AgentSplit::words)
                .anyMatch(words -> words.subList(1, words.size()).equals(arguments));
    }

    private static List<Attempt> about(List<String> own) {
        return ATTEMPTS.stream()
                .filter(attempt -> attempt.words().size() > 1)
                .filter(attempt -> Attempt.program(attempt.words()).equals(Attempt.program(own)))
                .toList();
    }

    private static Argv argv(String line) {
        return new Argv(AgentSplit.words(line));
    }
}
