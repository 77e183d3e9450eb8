package sallyport.bench;

import com.google.re2j.Pattern;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import sallyport.policy.CommandAsk;
import sallyport.policy.Decision;
import sallyport.policy.Policy;
import sallyport.request.Argv;

/**
 * How long a decision takes: with one team's rules and with a thousand teams', beside the same rules as expressions
 * that are tried in a row, and beside Cedar where the profile {@code cedar} brings it; and with the worst that can be
 * typed. Options of JMH can be given as {@code -Dbench.args}.
 */
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 2)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class PolicyBench {
    /** Decisions on each worst input, after as many to warm up. */
    private static final int LOOKS = 5_000;

    /** Sallyport with rules of one team, and of a thousand. */
    @State(Scope.Benchmark)
    public static class Ours {
        @Param({"10", "10000"})
        public int rules;

        private Policy policy = Policy.absent();
        private List<CommandAsk> allowed = List.of();
        private List<CommandAsk> refused = List.of();
        private int next;

        @Setup
        public void read() {
            var teams = new TeamRules(rules);
            policy = teams.policy();
            allowed = teams.allowed().stream().map(TeamRules.Question::ask).toList();
            refused = teams.refused().stream().map(TeamRules.Question::ask).toList();
            require(allowed.stream().allMatch(ask -> policy.decide(ask) instanceof Decision.Allowed));
            require(refused.stream().allMatch(ask -> policy.decide(ask) instanceof Decision.Denied));
        }

        private Decision decide(List<CommandAsk> asks) {
            return policy.decide(asks.get(next++ & (asks.size() - 1)));
        }
    }

    /** The same rules as expressions over the whole line. */
    @State(Scope.Benchmark)
    public static class Expressions {
        @Param({"10", "10000"})
        public int rules;

        private List<Predicate<String>> javas = List.of();
        private List<Predicate<String>> re2s = List.of();
        private List<String> allowed = List.of();
        private int next;

        @Setup
        public void compile() {
            var teams = new TeamRules(rules);
            var expressions =
                    teams.rules().stream().map(TeamRules.Rule::expression).toList();
            javas = expressions.stream()
                    .map(java.util.regex.Pattern::compile)
                    .map(java.util.regex.Pattern::asMatchPredicate)
                    .toList();
            re2s = expressions.stream()
                    .map(Pattern::compile)
                    .<Predicate<String>>map(pattern -> pattern::matches)
                    .toList();
            allowed = teams.allowed().stream().map(TeamRules.Question::line).toList();
            require(Stream.of(javas, re2s).allMatch(all -> allowed.stream().allMatch(line -> isAllowed(all, line))));
        }

        private boolean decide(List<Predicate<String>> expressions) {
            return isAllowed(expressions, allowed.get(next++ & (allowed.size() - 1)));
        }

        private static boolean isAllowed(List<Predicate<String>> expressions, String line) {
            for (var expression : expressions) {
                if (expression.test(line)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** The longest command that can be asked for, against rules that do their best to be slow. */
    @State(Scope.Benchmark)
    public static class Worst {
        private static final List<String> EVIL =
                List.of("(a*)*b", "(a|aa)+b", "(a?){15}a{15}b", "[a-z]*[a-z]*[a-z]*b", ".*.*.*b");

        private final Policy optional = TeamRules.read(slotsOf("{ type: pattern, pattern: \"%s\", optional: true }"));
        private final Policy slow = TeamRules.read("""
                version: 1
                commands:
                  worst:
                    summary: A pattern whose steps all stay possible
                    argv: [/opt/tools/prog-0, "{p}"]
                    params: { p: { type: pattern, pattern: "%sc" } }
                    effect: read
                grants:
                  - { id: g, command: worst, targets: ["*"], groups: [everybody], approval: none }
                """.formatted("((a*)*b?)*".repeat(28)));
        private final Policy many = new TeamRules(10_000).policy();
        private final CommandAsk short100 = asking("/opt/tools/prog-0", Argv.MAX_ARGUMENTS, 19);
        private final CommandAsk long1 = asking("/opt/tools/prog-0", 2, 1_950);
        /** About as much as a pattern of that size may look at. */
        private final CommandAsk atItsLimit = asking("/opt/tools/prog-0", 2, 133);

        private final CommandAsk unknown = asking("x".repeat(1_900), 2, 50);

        private static CommandAsk asking(String program, int arguments, int length) {
            var argv = new ArrayList<>(Collections.nCopies(arguments - 1, "a".repeat(length - 1)));
            argv.addFirst(program);
            return TeamRules.asking(new TeamRules.Rule(0, 0), new Argv(argv));
        }

        /** A command with as many arguments as there can be, all alike, and a hard end. */
        private static String slotsOf(String type) {
            var argv = new StringBuilder();
            var params = new StringBuilder();
            for (int i = 0; i < Argv.MAX_ARGUMENTS - 2; i++) {
                argv.append(", \"{p").append(i).append("}\"");
                params.append("      p%d: %s%n"
                        .formatted(i, type.formatted(EVIL.get(i % EVIL.size()) + "|a{" + (i % 20) + ",}")));
            }
            return ("version: 1%ncommands:%n  worst:%n    summary: The worst%n"
                            + "    argv: [/opt/tools/prog-0%s, end]%n    params:%n%s    effect: read%n"
                            + "grants:%n  - { id: g, command: worst, targets: [\"*\"], groups: [everybody], approval: none }%n")
                    .formatted(argv, params);
        }
    }

    @Benchmark
    public Decision ours_allowed(Ours ours) {
        return ours.decide(ours.allowed);
    }

    @Benchmark
    public Decision ours_refused(Ours ours) {
        return ours.decide(ours.refused);
    }

    @Benchmark
    public boolean java_expressions_allowed(Expressions expressions) {
        return expressions.decide(expressions.javas);
    }

    @Benchmark
    public boolean re2_expressions_allowed(Expressions expressions) {
        return expressions.decide(expressions.re2s);
    }

    @Benchmark
    public Decision worst_a_hundred_optional_patterns(Worst worst) {
        return worst.optional.decide(worst.short100);
    }

    @Benchmark
    public Decision worst_one_long_argument(Worst worst) {
        return worst.optional.decide(worst.long1);
    }

    @Benchmark
    public Decision worst_one_slow_pattern(Worst worst) {
        return worst.slow.decide(worst.atItsLimit);
    }

    @Benchmark
    public Decision worst_long_line_many_rules(Worst worst) {
        return worst.many.decide(worst.short100);
    }

    @Benchmark
    public Decision worst_unknown_program_many_rules(Worst worst) {
        return worst.many.decide(worst.unknown);
    }

    /**
     * The longest of many decisions on the worst inputs, in processor time of the thread that decides: what the machine
     * and the collector take from it does not count, as it does in the maxima of the table above.
     */
    private static void printLongest() {
        var worst = new Worst();
        System.out.printf("%n%-40s %10s %10s%n", "worst input, " + LOOKS + " decisions", "wall max", "cpu max");
        printLongest("a hundred optional patterns", worst.optional, worst.short100);
        printLongest("one long argument", worst.optional, worst.long1);
        printLongest("one slow pattern", worst.slow, worst.atItsLimit);
        printLongest("long line, many rules", worst.many, worst.short100);
        printLongest("unknown program, many rules", worst.many, worst.unknown);
    }

    private static void printLongest(String name, Policy policy, CommandAsk ask) {
        var processor = ManagementFactory.getThreadMXBean();
        long wall = 0;
        long cpu = 0;
        for (int i = -LOOKS; i < LOOKS; i++) {
            long cpuBefore = processor.getCurrentThreadCpuTime();
            long before = System.nanoTime();
            var decision = policy.decide(ask);
            long took = System.nanoTime() - before;
            long cpuTook = processor.getCurrentThreadCpuTime() - cpuBefore;
            require(decision instanceof Decision.Denied || decision instanceof Decision.Allowed);
            boolean warm = i >= 0;
            wall = warm ? Math.max(wall, took) : wall;
            cpu = warm ? Math.max(cpu, cpuTook) : cpu;
        }
        System.out.printf(Locale.ROOT, "%-40s %10.2f %10.2f%n", name, wall / 1e3, cpu / 1e3);
    }

    static void main(String... args) throws RunnerException, CommandLineOptionException {
        var options = new OptionsBuilder()
                .parent(new CommandLineOptions(args))
                .include("sallyport\\.bench\\.(Policy|Cedar)Bench")
                .build();
        print(new Runner(options).run());
        printLongest();
    }

    private static void print(Collection<RunResult> results) {
        System.out.printf("%n%-40s %8s %10s %10s %10s%n", "microseconds per decision", "rules", "p50", "p99", "max");
        for (var result : results) {
            var times = result.getPrimaryResult().getStatistics();
            System.out.printf(
                    Locale.ROOT,
                    "%-40s %8s %10.2f %10.2f %10.2f%n",
                    result.getPrimaryResult().getLabel(),
                    String.valueOf(result.getParams().getParam("rules")).replace("null", ""),
                    times.getPercentile(50),
                    times.getPercentile(99),
                    times.getMax());
        }
    }

    static void require(boolean holds) {
        if (!holds) {
            throw new IllegalStateException("the rules do not decide as they should");
        }
    }
}
