package sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.policy.PolicyFixture.command;

import com.google.re2j.Pattern;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import sallyport.policy.Argument.Filled;
import sallyport.policy.Argument.Literal;
import sallyport.policy.Match.Differs;
import sallyport.policy.Match.Matches;
import sallyport.policy.Parameter.Choice;
import sallyport.policy.Parameter.Matching;
import sallyport.policy.Parameter.WholeNumber;
import sallyport.request.Argv;

class AlignmentTest {
    private static final Argument PROGRAM = new Literal("p");
    private static final Argument COUNT = new Filled("", new WholeNumber(1, 9), "", false);
    private static final Argument MAYBE_COUNT = new Filled("", new WholeNumber(1, 9), "", true);
    private static final Argument MAYBE_FLAG = new Filled("-", new Choice(List.of("a", "b")), "", true);

    @Test
    void every_argument_fits_its_slot() {
        var command = command(PROGRAM, COUNT, new Literal("x"));

        assertThat(command.match(Argv.of("p", "3", "x"))).isEqualTo(new Matches(Argv.of("p", "3", "x")));
        assertThat(command.match(Argv.of("q", "3", "x"))).isEqualTo(new Differs(1, "`q` is not p"));
        assertThat(command.match(Argv.of("p", "0", "x")))
                .isEqualTo(new Differs(2, "`0` is not a whole number from 1 to 9"));
        assertThat(command.match(Argv.of("p", "3", "X"))).isEqualTo(new Differs(3, "`X` is not x"));
        assertThat(command.match(Argv.of("p", "3"))).isEqualTo(new Differs(3, "x is missing"));
        assertThat(command.match(Argv.of("p"))).isEqualTo(new Differs(2, "{1..9} is missing"));
        assertThat(command.match(Argv.of("p", "3", "x", "y"))).isEqualTo(new Differs(4, "`y` is one too many"));
        assertThat(command.match(Argv.of("p", "3", "x", ""))).isEqualTo(new Differs(4, "`` is one too many"));
    }

    @Test
    void optional_arguments_may_be_left_out_wherever_they_stand() {
        var command = command(PROGRAM, MAYBE_FLAG, MAYBE_COUNT, new Literal("x"), MAYBE_FLAG);

        for (var argv : List.of(
                Argv.of("p", "x"),
                Argv.of("p", "-a", "x"),
                Argv.of("p", "3", "x"),
                Argv.of("p", "-b", "3", "x"),
                Argv.of("p", "x", "-a"),
                Argv.of("p", "-b", "3", "x", "-a"))) {
            assertThat(command.match(argv)).isEqualTo(new Matches(argv));
        }
        assertThat(command.match(Argv.of("p", "3", "-a", "x"))).isEqualTo(new Differs(3, "`-a` is not x"));
        assertThat(command.match(Argv.of("p", "-a", "-b", "x")))
                .isEqualTo(new Differs(3, "`-b` is not a whole number from 1 to 9"));
        assertThat(command.match(Argv.of("p", "x", "-a", "-b"))).isEqualTo(new Differs(4, "`-b` is one too many"));
    }

    @Test
    void a_value_goes_to_the_slot_that_still_lets_the_rest_fit() {
        var command = command(PROGRAM, MAYBE_COUNT, COUNT);

        assertThat(command.match(Argv.of("p", "3"))).isEqualTo(new Matches(Argv.of("p", "3")));
        assertThat(command.match(Argv.of("p", "3", "4"))).isEqualTo(new Matches(Argv.of("p", "3", "4")));
    }

    @Test
    void many_optional_arguments_take_no_exponential_time() {
        var arguments = new ArrayList<>(Collections.nCopies(50, MAYBE_COUNT));
        arguments.addFirst(PROGRAM);
        arguments.add(new Literal("end"));
        var typed = new ArrayList<>(Collections.nCopies(40, "1"));
        typed.addFirst("p");

        assertThat(command(arguments.toArray(Argument[]::new)).match(new Argv(typed)))
                .isEqualTo(new Differs(42, "end is missing"));
    }

    @Test
    void patterns_take_45_000_steps_and_not_one_more() {
        var longest = Argv.of("p", "-" + "y".repeat(180));
        var longer = Argv.of("p", "-" + "y".repeat(181));

        assertThat(behindFivePatterns(longest).match(longest)).isEqualTo(new Matches(longest));
        assertThat(behindFivePatterns(longer).match(longer))
                .isEqualTo(new Differs(
                        2,
                        "`-" + "y".repeat(181) + "` takes more than 45000 steps to compare with patterns; it has to"
                                + " be shorter, or the patterns simpler"));
    }

    @Test
    void a_pattern_is_met_as_far_as_it_may_look() {
        var pattern = Pattern.compile("[a-z]{211}");
        assertThat(pattern.programSize()).isEqualTo(213);
        var command = command(PROGRAM, new Filled("", new Matching(pattern, false), "", false));
        var met = Argv.of("p", "x".repeat(211));

        assertThat(command.match(met)).isEqualTo(new Matches(met));
        assertThat(command.match(Argv.of("p", "x".repeat(210))))
                .isEqualTo(new Differs(
                        2, "`" + "x".repeat(210) + "` is not text of the form [a-z]{211} without a dash in front"));
        assertThat(((Differs) command.match(Argv.of("p", "x".repeat(212)))).why())
                .contains("takes more than");
    }

    @Test
    void patterns_that_what_stands_around_them_rules_out_take_no_steps() {
        var pattern = new Filled("--since=", new Matching(Pattern.compile("x{48}"), false), "", true);
        var arguments = new ArrayList<Argument>(Collections.nCopies(90, pattern));
        arguments.addFirst(PROGRAM);
        arguments.add(new Literal("y".repeat(181)));
        var argv = Argv.of("p", "y".repeat(181));

        assertThat(command(arguments.toArray(Argument[]::new)).match(argv)).isEqualTo(new Matches(argv));
    }

    /** A command whose last argument is literal and stands behind five patterns that may be left out. */
    private static Command behindFivePatterns(Argv argv) {
        var pattern = new Filled("-", new Matching(Pattern.compile("x{48}"), false), "", true);
        var arguments = new ArrayList<Argument>(Collections.nCopies(5, pattern));
        arguments.addFirst(PROGRAM);
        arguments.add(new Literal(argv.arguments().getLast()));
        return command(arguments.toArray(Argument[]::new));
    }

    @Test
    void the_usage_shows_what_is_variable_and_what_is_optional() {
        assertThat(command(PROGRAM, MAYBE_FLAG, COUNT).usage()).isEqualTo("p [-{a|b}] {1..9}");
    }
}
