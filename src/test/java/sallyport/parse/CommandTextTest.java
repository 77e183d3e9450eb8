package sallyport.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.parse.Parsed.Ok;
import sallyport.parse.Parsed.Usage;
import sallyport.request.Argv;

/** What a command may hold. Every line here begins with {@code exec web "}, so its first column is 11. */
class CommandTextTest {
    private static final int FIRST = 11;

    static Stream<Arguments> shellSyntax() {
        return Stream.of(
                Arguments.of("cat /etc/shadow; id", 15, ";", "start a second command;", "\"cat /etc/shadow\""),
                Arguments.of("a && b", 2, "&&", "depending on the first", "\"a\""),
                Arguments.of("a || b", 2, "||", "depending on the first", "\"a\""),
                Arguments.of("ps aux | grep x", 7, "|", "feed another program", "\"ps aux\""),
                Arguments.of("ls > f", 3, ">", "redirect a file", "\"ls\""),
                Arguments.of("ls >> f", 3, ">>", "redirect a file", "\"ls\""),
                Arguments.of("ls 2>&1", 4, ">", "redirect a file", "\"ls\""),
                Arguments.of("wc < f", 3, "<", "redirect a file", "\"wc\""),
                Arguments.of("sleep 9 &", 8, "&", "in the background", "\"sleep 9 '&'\""),
                Arguments.of("echo $HOME", 5, "$", "insert a variable", "\"echo '$HOME'\""),
                Arguments.of("echo ${HOME}", 5, "$", "insert a variable", "\"echo '${HOME}'\""),
                Arguments.of("echo $1", 5, "$", "insert a variable", "\"echo '$1'\""),
                Arguments.of("echo $?", 5, "$", "insert a variable", "\"echo '$?'\""),
                Arguments.of("echo $(id)", 5, "$", "output of another command", "\"echo '$(id)'\""),
                Arguments.of("echo `id`", 5, "`", "output of another command", "\"echo '`id`'\""),
                Arguments.of("echo $'a'", 5, "$", "only bash knows", "\"echo '$a'\""),
                Arguments.of("ls *.log", 3, "*", "replaced by file names", "\"ls '*.log'\""),
                Arguments.of("ls a?", 4, "?", "replaced by file names", "\"ls 'a?'\""),
                Arguments.of("ls ~/x", 3, "~", "home directory", "\"ls '~/x'\""),
                Arguments.of("(id)", 0, "(", "group commands", "\"'(id)'\""),
                Arguments.of("a b)", 3, ")", "group commands", "\"a 'b)'\""),
                Arguments.of("migrate # --dry-run", 8, "#", "begin a comment", "\"migrate '#' --dry-run\""),
                Arguments.of("a #b; c", 2, "#", "begin a comment", "\"a '#b;' c\""),
                Arguments.of("a * #b", 2, "*", "replaced by file names", "\"a '*'\""),
                Arguments.of("a; b #c", 1, ";", "start a second command;", "\"a\""));
    }

    @ParameterizedTest
    @MethodSource("shellSyntax")
    void shell_syntax_is_answered_with_what_to_type_instead(
            String command, int index, String symbol, String effect, String tried) {
        assertThat(exec(command)).isInstanceOfSatisfying(Usage.class, usage -> {
            assertThat(usage.problem())
                    .startsWith("In a shell " + symbol + " would ")
                    .contains(effect);
            assertThat(usage.column()).isEqualTo(FIRST + index);
            assertThat(usage.hint()).endsWith(" Try: /ecs exec web " + tried);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"; id", "| id", "#all"})
    void where_nothing_useful_was_typed_no_line_is_made_up(String command) {
        assertThat(exec(command)).isInstanceOfSatisfying(Usage.class, usage -> {
            assertThat(usage.column()).isEqualTo(FIRST);
            assertThat(usage.hint()).doesNotContain("Try: /ecs exec web \"\"");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a ';' '&&' '|' '>' '$X' '$(id)' '`id`' '*' '?' '~' '(' '#'",
                "a \\; \\& \\| \\> \\* \\~ \\( \\#",
                "a b$ $ a~ [x] {} !"
            })
    void the_same_characters_are_data_where_they_are_quoted_or_name_nothing(String command) {
        assertThat(SlashCommandParser.parse("exec web -- " + command)).isInstanceOf(Ok.class);
    }

    static Stream<Arguments> otherRefusals() {
        return Stream.of(
                Arguments.of(
                        "A=b",
                        0,
                        "A command cannot begin with a variable: here is no shell to set it.",
                        "The program sees the container's own environment."),
                Arguments.of(
                        "LD_PRELOAD=/tmp/a.so ls -l",
                        0,
                        "A command cannot begin with a variable: here is no shell to set it.",
                        "The program sees the container's own environment. Try: /ecs exec web \"ls -l\""),
                Arguments.of(
                        "'A=b' ls",
                        0,
                        "A command cannot begin with a variable: here is no shell to set it.",
                        "The program sees the container's own environment. Try: /ecs exec web \"ls\""),
                Arguments.of(
                        "echo {{x}}",
                        5,
                        "A command cannot hold {{.",
                        "AWS would read it as a parameter of its own. Put the text into a script in the image."),
                Arguments.of(
                        "echo 'a}}'",
                        7,
                        "A command cannot hold }}.",
                        "AWS would read it as a parameter of its own. Put the text into a script in the image."),
                Arguments.of(
                        "echo {'{'",
                        5,
                        "A command cannot hold {{.",
                        "AWS would read it as a parameter of its own. Put the text into a script in the image."),
                Arguments.of("'' x", 0, "The program's name is empty.", "Begin with the program."),
                Arguments.of(
                        "ls a\u200bb",
                        4,
                        "U+200B ZERO WIDTH SPACE stands inside an argument.",
                        "Only characters that everybody sees alike can be run, so that what is approved is what is seen."
                                + " Try: /ecs exec web \"ls ab\""),
                Arguments.of(
                        "ls a\u202eb",
                        4,
                        "U+202E RIGHT-TO-LEFT OVERRIDE stands inside an argument.",
                        "Only characters that everybody sees alike can be run, so that what is approved is what is seen."
                                + " Try: /ecs exec web \"ls ab\""),
                Arguments.of(
                        "ls 'a\u00a0b'",
                        5,
                        "U+00A0 NO-BREAK SPACE stands inside an argument.",
                        "Only characters that everybody sees alike can be run, so that what is approved is what is seen."
                                + " Try: /ecs exec web \"ls 'a b'\""),
                Arguments.of(
                        "ls a😀",
                        4,
                        "U+1F600 GRINNING FACE stands inside an argument.",
                        "Only characters that everybody sees alike can be run, so that what is approved is what is seen."),
                Arguments.of(
                        "ls e\u0301",
                        3,
                        "The command is not in Unicode's form NFC, which writes a letter and its accent as one"
                                + " character.",
                        "Type it instead of pasting it. Try: /ecs exec web \"ls é\""),
                Arguments.of(
                        "ls e\u0301\u200b",
                        3,
                        "The command is not in Unicode's form NFC, which writes a letter and its accent as one"
                                + " character.",
                        "Type it instead of pasting it."),
                Arguments.of(
                        "ls x\u0302",
                        4,
                        "U+0302 COMBINING CIRCUMFLEX ACCENT stands inside an argument.",
                        "Only characters that everybody sees alike can be run, so that what is approved is what is seen."),
                Arguments.of(
                        "ls a\u05d0",
                        4,
                        "U+05D0 HEBREW LETTER ALEF stands inside an argument.",
                        "Only characters that everybody sees alike can be run, so that what is approved is what is seen."),
                Arguments.of(
                        "ls é\u200b",
                        4,
                        "U+200B ZERO WIDTH SPACE stands inside an argument.",
                        "Only characters that everybody sees alike can be run, so that what is approved is what is seen."
                                + " Try: /ecs exec web \"ls é\""),
                Arguments.of(
                        "ls \u001b[0m",
                        3,
                        "U+001B ESCAPE stands inside an argument.",
                        "Only characters that everybody sees alike can be run, so that what is approved is what is seen."
                                + " Try: /ecs exec web \"ls [0m\""),
                Arguments.of(
                        "ls 'a\tb'",
                        5,
                        "U+0009 CHARACTER TABULATION stands inside an argument.",
                        "Only characters that everybody sees alike can be run, so that what is approved is what is seen."
                                + " Try: /ecs exec web \"ls 'a b'\""),
                Arguments.of(
                        "ls a\u007f",
                        4,
                        "U+007F DELETE stands inside an argument.",
                        "Only characters that everybody sees alike can be run, so that what is approved is what is seen."
                                + " Try: /ecs exec web \"ls a\""),
                Arguments.of(
                        "ls -l\nid",
                        5,
                        "The command has more than one line.",
                        "Ask for one command at a time. Try: /ecs exec web \"ls -l\""),
                Arguments.of(
                        "ls -l\rid",
                        5,
                        "The command has more than one line.",
                        "Ask for one command at a time. Try: /ecs exec web \"ls -l\""),
                Arguments.of("   ", 0, "The command is empty.", "Name a program. Try: /ecs exec web \"uname -a\""));
    }

    @ParameterizedTest
    @MethodSource("otherRefusals")
    void refuses(String command, int index, String problem, String hint) {
        assertThat(exec(command)).isEqualTo(new Usage(problem, FIRST + index, hint));
    }

    @ParameterizedTest
    @ValueSource(strings = {"é", "it’s", "a–b", "größer", "данные", "名前", "𝄆", "№ 7", "½€"})
    void letters_beyond_ascii_are_left_for_the_policy_to_judge(String argument) {
        assertThat(exec("ls '" + argument + "'"))
                .isInstanceOfSatisfying(
                        Ok.class,
                        ok -> assertThat(((SlashCommand.Exec) ok.command()).argv())
                                .isEqualTo(Argv.of("ls", argument)));
    }

    @Test
    void a_character_beyond_the_basic_plane_counts_twice() {
        assertThat(exec("a '" + "𝄆".repeat(998) + "'")).isInstanceOf(Ok.class);
        assertThat(exec("a '" + "𝄆".repeat(998) + "b'"))
                .isInstanceOfSatisfying(
                        Usage.class,
                        usage -> assertThat(usage.problem())
                                .isEqualTo("The command has 2001 characters; at most 2000 can be run."));
    }

    @Test
    void a_command_may_have_two_thousand_characters() {
        assertThat(exec("a" + "b".repeat(1_999))).isInstanceOf(Ok.class);
        assertThat(exec("a" + "b".repeat(2_000)))
                .isEqualTo(new Usage(
                        "The command has 2001 characters; at most 2000 can be run.",
                        FIRST + 2_000,
                        "Nothing is ever shortened. Put what is long into a script in the image and run that."));
    }

    @Test
    void the_limit_holds_for_the_quoted_command_too() {
        assertThat(exec("\\'".repeat(500)))
                .isInstanceOfSatisfying(
                        Usage.class,
                        usage -> assertThat(usage.problem())
                                .isEqualTo("The command has 2002 characters once quoted; at most 2000 can be run."));
    }

    @Test
    void a_command_may_have_a_hundred_arguments() {
        assertThat(exec("a ".repeat(100))).isInstanceOf(Ok.class);
        assertThat(exec("a ".repeat(101)))
                .isEqualTo(new Usage(
                        "The command has 101 arguments; at most 100 can be run.",
                        FIRST + 200,
                        "Ask for it in several parts."));
    }

    @Test
    void a_tab_between_words_separates_them() {
        assertThat(SlashCommandParser.parse("exec web -- ls -l"))
                .isEqualTo(SlashCommandParser.parse("exec\tweb -- ls -l"));
    }

    @ParameterizedTest
    @MethodSource("shellSyntax")
    void every_line_in_a_hint_can_be_typed(String command) {
        var hint = ((Usage) exec(command)).hint();

        assertThat(SlashCommandParser.parse(hint.substring(hint.indexOf("Try: /ecs ") + "Try: /ecs ".length())))
                .isInstanceOf(Ok.class);
    }

    @Test
    void a_repaired_quote_shows_up_in_the_list_once() {
        assertThat(SlashCommandParser.parse("exec web “ls -l”"))
                .isEqualTo(new Ok(
                        ((Ok) exec("ls -l")).command(), List.of(new Repair("“ and ” read as straight quotes", 10))));
        assertThat(((SlashCommand.Exec) ((Ok) exec("ls -l")).command()).argv()).isEqualTo(Argv.of("ls", "-l"));
    }

    private static Parsed exec(String command) {
        return SlashCommandParser.parse("exec web \"" + command + "\"");
    }
}
