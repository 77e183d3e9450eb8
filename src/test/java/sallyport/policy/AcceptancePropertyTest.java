package sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.policy.PolicyFixture.command;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import sallyport.policy.Argument.Filled;
import sallyport.policy.Argument.Literal;
import sallyport.policy.Parameter.Choice;
import sallyport.policy.Parameter.Matching;
import sallyport.policy.Parameter.PathBelow;
import sallyport.policy.Parameter.WholeNumber;
import sallyport.request.Argv;

/** Random templates and argvs, judged by an oracle that knows each slot only as a predicate on text. */
class AcceptancePropertyTest {
    private static final int COMMANDS = 1_000;
    private static final long SEED = 42;

    /** A slot, what it must accept, and an example. */
    private record Sample(Argument argument, Predicate<String> accepts, String example) {}

    private static final List<Sample> SAMPLES = List.of(
            new Sample(new Literal("status"), "status"::equals, "status"),
            new Sample(new Literal("-n"), "-n"::equals, "-n"),
            new Sample(new Filled("", new Choice(List.of("-a", "db")), "", false), t -> t.matches("-a|db"), "db"),
            new Sample(new Filled("", new WholeNumber(1, 99), "", false), t -> t.matches("[1-9][0-9]?"), "42"),
            new Sample(new Filled("--n=", new WholeNumber(0, 9), "", true), t -> t.matches("--n=[0-9]"), "--n=7"),
            new Sample(
                    new Filled("", new Matching(Pattern.compile("[a-z]+"), false), "", true),
                    t -> t.matches("[a-z]+"),
                    "abc"),
            new Sample(new Filled("", new PathBelow("/l"), "", false), t -> t.matches("/l/[a-z]+"), "/l/x"));

    private static final List<String> STRANGERS =
            List.of("", "-x", "--", "0", "100", "/l", "/l/../x", "A", "#", ";", "status ");

    @Test
    void accepted_means_that_every_argument_satisfies_its_slot_and_nothing_else_is_accepted() {
        var random = new Random(SEED);
        int accepted = 0;
        for (int i = 0; i < COMMANDS; i++) {
            var slots = slots(random);
            var example = slots.stream().map(Sample::example).toList();
            for (var argv : neighbours(example, random)) {
                boolean expected = accepts(slots, argv);
                var match = template(slots).match(argv(argv));
                if (match instanceof Match.Matches != expected) {
                    throw new AssertionError("%s is judged wrongly for %s".formatted(argv, slots));
                }
                if (match instanceof Match.Matches(Argv rendered)) {
                    assertThat(rendered).isEqualTo(argv(argv));
                    accepted++;
                }
            }
        }
        assertThat(accepted).isGreaterThan(COMMANDS);
    }

    private static List<Sample> slots(Random random) {
        return random.ints(random.nextInt(6), 0, SAMPLES.size())
                .mapToObj(SAMPLES::get)
                .toList();
    }

    /** The example itself, and with one argument removed, inserted, replaced, or two swapped. */
    private static List<List<String>> neighbours(List<String> example, Random random) {
        var neighbours = new ArrayList<List<String>>();
        neighbours.add(example);
        for (int i = 0; i <= example.size(); i++) {
            var inserted = new ArrayList<>(example);
            inserted.add(i, other(random));
            neighbours.add(inserted);
            if (i < example.size()) {
                var removed = new ArrayList<>(example);
                removed.remove(i);
                neighbours.add(removed);
                var replaced = new ArrayList<>(example);
                replaced.set(i, other(random));
                neighbours.add(replaced);
                var swapped = new ArrayList<>(example);
                Collections.swap(swapped, i, random.nextInt(example.size()));
                neighbours.add(swapped);
            }
        }
        return neighbours;
    }

    private static String other(Random random) {
        return random.nextBoolean()
                ? STRANGERS.get(random.nextInt(STRANGERS.size()))
                : SAMPLES.get(random.nextInt(SAMPLES.size())).example();
    }

    private static boolean accepts(List<Sample> slots, List<String> argv) {
        if (slots.isEmpty()) {
            return argv.isEmpty();
        }
        var rest = slots.subList(1, slots.size());
        boolean taken = !argv.isEmpty()
                && slots.getFirst().accepts().test(argv.getFirst())
                && accepts(rest, argv.subList(1, argv.size()));
        return taken || (slots.getFirst().argument().isOptional() && accepts(rest, argv));
    }

    private static Command template(List<Sample> slots) {
        var arguments = new ArrayList<Argument>(List.of(new Literal("p")));
        slots.forEach(slot -> arguments.add(slot.argument()));
        return command(arguments.toArray(Argument[]::new));
    }

    private static Argv argv(List<String> behindProgram) {
        var all = new ArrayList<>(behindProgram);
        all.addFirst("p");
        return new Argv(all);
    }
}
