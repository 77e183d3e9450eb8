package sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.policy.PolicyFixture.command;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import sallyport.policy.Argument.Filled;
import sallyport.policy.Argument.Literal;
import sallyport.policy.Parameter.Choice;
import sallyport.policy.Parameter.Matching;
import sallyport.policy.Parameter.PathBelow;
import sallyport.policy.Parameter.WholeNumber;
import sallyport.request.Argv;

/**
 * Random templates and argvs around what fits them, judged by a naive second opinion: a slot is a question about one
 * text, and an argv is accepted if it answers them all with some of the optional ones left out.
 *
 * <p>Fewer pairs, for mutation tests: {@code -Dpolicy.pairs=20000}.
 */
class AcceptancePropertyTest {
    private static final int PAIRS = Integer.getInteger("policy.pairs", 1_000_000);
    private static final long SEED = 42;

    private static final List<String> FRAMES = List.of("", "", "", "-", "--n=", "db:", "/");
    private static final List<String> WORDS =
            List.of("db", "cache", "-a", "--all", "status", "d", "a b", "#", "Db", "x=1", "..", "it's", "\"");
    private static final List<String> STRANGERS = List.of(
            "",
            " ",
            "-",
            "--",
            "-x",
            "0",
            "00",
            "-0",
            "+1",
            "1e1",
            "0x1",
            "/",
            "//",
            "/a",
            "/a/",
            "/a/..",
            "/a/./b",
            "/a/../b",
            "A",
            "#",
            ";",
            "*",
            "é",
            "\u200b",
            "\u0661",
            "status ",
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!");

    /**
     * One argument of a template.
     *
     * @param holds the second opinion
     * @param fitting makes texts that fit
     */
    private record Slot(Argument argument, Predicate<String> holds, Supplier<String> fitting) {
        @Override
        public String toString() {
            return argument.toString();
        }
    }

    /** A kind of value: the type, the second opinion about a value, and values of that kind. */
    private record Kind(Parameter parameter, Predicate<String> holds, Supplier<String> fitting) {}

    private final RandomGenerator random =
            RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);

    @Test
    void accepted_means_that_every_slot_holds_and_whatever_else_is_listed_nowhere_is_refused() {
        int accepted = 0;
        int refused = 0;
        while (accepted + refused < PAIRS) {
            var slots = Stream.generate(this::slot).limit(random.nextInt(6)).toList();
            var template = template(slots);
            for (var argv : around(slots)) {
                boolean expected = accepts(slots, argv);
                var match = template.match(behindProgram(argv));
                if (match instanceof Match.Matches != expected) {
                    throw new AssertionError("%s is judged wrongly for %s".formatted(argv, slots));
                }
                if (match instanceof Match.Matches(Argv rendered)) {
                    assertThat(rendered).isEqualTo(behindProgram(argv));
                    accepted++;
                } else {
                    refused++;
                }
            }
        }
        assertThat(accepted).isGreaterThan(PAIRS / 10);
        assertThat(refused).isGreaterThan(PAIRS / 3);
    }

    /** Every way of leaving out optional slots, and then one text for each slot that is left. */
    private static boolean accepts(List<Slot> slots, List<String> argv) {
        return IntStream.range(0, 1 << slots.size())
                .mapToObj(kept -> IntStream.range(0, slots.size())
                        .filter(i -> (kept & (1 << i)) != 0)
                        .boxed()
                        .toList())
                .filter(kept -> kept.size() == argv.size())
                .filter(kept -> IntStream.range(0, slots.size())
                        .allMatch(
                                i -> kept.contains(i) || slots.get(i).argument().isOptional()))
                .anyMatch(kept -> IntStream.range(0, argv.size())
                        .allMatch(i -> slots.get(kept.get(i)).holds().test(argv.get(i))));
    }

    /** What fits, and all that is one step away from it. */
    private List<List<String>> around(List<Slot> slots) {
        var fitting = slots.stream()
                .filter(slot -> !slot.argument().isOptional() || random.nextBoolean())
                .map(slot -> slot.fitting().get())
                .toList();
        var around = new ArrayList<List<String>>();
        around.add(fitting);
        for (int i = 0; i <= fitting.size(); i++) {
            around.add(inserted(fitting, i, any(slots)));
            if (i < fitting.size()) {
                around.add(removed(fitting, i));
                around.add(inserted(removed(fitting, i), i, any(slots)));
                around.add(inserted(removed(fitting, i), i, nearly(fitting.get(i))));
                around.add(swapped(fitting, i, random.nextInt(fitting.size())));
                around.add(split(fitting, i));
                around.add(inserted(fitting, i, fitting.get(i)));
            }
            if (i + 1 < fitting.size()) {
                around.add(inserted(
                        removed(removed(fitting, i), i),
                        i,
                        fitting.get(i) + pick(List.of("", " ", "=")) + fitting.get(i + 1)));
            }
        }
        return around;
    }

    private static List<String> inserted(List<String> argv, int place, String argument) {
        var changed = new ArrayList<>(argv);
        changed.add(place, argument);
        return changed;
    }

    private static List<String> removed(List<String> argv, int place) {
        var changed = new ArrayList<>(argv);
        changed.remove(place);
        return changed;
    }

    private static List<String> swapped(List<String> argv, int one, int other) {
        var changed = new ArrayList<>(argv);
        Collections.swap(changed, one, other);
        return changed;
    }

    private List<String> split(List<String> argv, int place) {
        var argument = argv.get(place);
        int at = random.nextInt(argument.length() + 1);
        return inserted(
                inserted(removed(argv, place), place, argument.substring(at)), place, argument.substring(0, at));
    }

    /** One letter more, less, twice, or in another case. */
    private String nearly(String text) {
        int at = random.nextInt(text.length());
        var letter = text.substring(at, at + 1);
        var changed = switch (random.nextInt(6)) {
            case 0 -> "";
            case 1 -> letter + letter;
            case 2 -> letter.toUpperCase(Locale.ROOT);
            case 3 -> letter + pick(List.of(" ", "/", "-", ".", "0", "'", "\u202e"));
            case 4 -> pick(List.of("-", "/", "0", " ", "../")) + letter;
            default -> String.valueOf((char) (letter.charAt(0) + 1));
        };
        return text.substring(0, at) + changed + text.substring(at + 1);
    }

    private String any(List<Slot> slots) {
        return slots.isEmpty() || random.nextBoolean()
                ? pick(STRANGERS)
                : pick(slots).fitting().get();
    }

    private Slot slot() {
        if (random.nextInt(4) == 0) {
            var text = pick(WORDS);
            return new Slot(new Literal(text), typed -> typed.compareTo(text) == 0, () -> text);
        }
        var kind = kind();
        var before = pick(FRAMES);
        var after = random.nextInt(4) == 0 ? pick(FRAMES) : "";
        return new Slot(
                new Filled(before, kind.parameter(), after, random.nextInt(3) == 0),
                typed -> isPrintable(typed)
                        && typed.length() >= before.length() + after.length()
                        && typed.indexOf(before) == 0
                        && typed.lastIndexOf(after) == typed.length() - after.length()
                        && kind.holds().test(typed.substring(before.length(), typed.length() - after.length())),
                () -> before + kind.fitting().get() + after);
    }

    private Kind kind() {
        return switch (random.nextInt(4)) {
            case 0 -> choice();
            case 1 -> number();
            case 2 -> path();
            default -> pattern();
        };
    }

    private Kind choice() {
        var values = Stream.generate(() -> pick(WORDS))
                .limit(random.nextInt(1, 4))
                .distinct()
                .toList();
        return new Kind(
                new Choice(values),
                typed -> values.stream().anyMatch(value -> value.compareTo(typed) == 0),
                () -> pick(values));
    }

    private Kind number() {
        int least = random.nextInt(-20, 120);
        int most = least + random.nextInt(20);
        return new Kind(
                new WholeNumber(least, most),
                typed -> IntStream.rangeClosed(least, most)
                        .mapToObj(Integer::toString)
                        .anyMatch(typed::equals),
                () -> Integer.toString(random.nextInt(least, most + 1)));
    }

    private Kind path() {
        var directory = pick(List.of("/a", "/a/b", "/var/log"));
        return new Kind(
                new PathBelow(directory),
                typed -> typed.startsWith(directory)
                        && typed.length() > directory.length() + 1
                        && typed.charAt(directory.length()) == '/'
                        && !typed.endsWith("/")
                        && Stream.of("//", "/./", "/../").noneMatch((typed + "/")::contains),
                () -> directory + pick(List.of("/x", "/x/y", "/..x", "/-x", "/x y", "/.x")));
    }

    private Kind pattern() {
        boolean dash = random.nextInt(4) == 0;
        Predicate<String> mayBegin = typed -> !typed.isEmpty() && (dash || typed.charAt(0) != '-');
        return switch (random.nextInt(5)) {
            case 0 ->
                new Kind(
                        matching("[a-z]+", dash),
                        mayBegin.and(typed -> typed.chars().allMatch(c -> c >= 'a' && c <= 'z')),
                        () -> pick(List.of("a", "abc", "zz")));
            case 1 ->
                new Kind(
                        matching("[0-9]{2,4}", dash),
                        mayBegin.and(typed -> typed.chars().allMatch(c -> c >= '0' && c <= '9')
                                && typed.length() >= 2
                                && typed.length() <= 4),
                        () -> pick(List.of("00", "123", "9999")));
            case 2 ->
                new Kind(
                        matching("x|yy", dash),
                        mayBegin.and(List.of("x", "yy")::contains),
                        () -> pick(List.of("x", "yy")));
            case 3 ->
                new Kind(
                        matching("(a*)*", dash),
                        mayBegin.and(typed -> typed.replace("a", "").isEmpty()),
                        () -> "a".repeat(random.nextInt(1, 30)));
            default -> new Kind(matching(".*", dash), mayBegin, () -> pick(List.of("a", "a b", "../..", "$(id)", "=")));
        };
    }

    private static Matching matching(String pattern, boolean leadingDash) {
        return new Matching(Pattern.compile(pattern), leadingDash);
    }

    private static boolean isPrintable(String text) {
        return text.chars().noneMatch(c -> c < 32 || c > 126);
    }

    private <T> T pick(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private static Command template(List<Slot> slots) {
        var arguments = new ArrayList<Argument>(List.of(new Literal("p")));
        slots.forEach(slot -> arguments.add(slot.argument()));
        return command(arguments.toArray(Argument[]::new));
    }

    private static Argv behindProgram(List<String> arguments) {
        var all = new ArrayList<>(arguments);
        all.addFirst("p");
        return new Argv(all);
    }
}
