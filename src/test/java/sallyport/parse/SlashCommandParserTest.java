package sallyport.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.parse.Parsed.Ok;
import sallyport.parse.Parsed.Usage;
import sallyport.request.Argv;
import sallyport.request.RequestId;
import sallyport.request.Selector;

class SlashCommandParserTest {
    private static final Optional<String> NONE = Optional.empty();
    private static final Selector WEB = new Selector("web", NONE, NONE);
    private static final RequestId ID = new RequestId("r0123456789ab");

    static Stream<Arguments> understood() {
        return Stream.of(
                Arguments.of("exec web \"uname -a\"", exec("uname", "-a")),
                Arguments.of("exec web 'uname -a'", exec("uname", "-a")),
                Arguments.of("exec web -- uname -a", exec("uname", "-a")),
                Arguments.of("exec web -- \"uname\" '-a b'", exec("uname", "-a b")),
                Arguments.of("exec web uname", exec("uname")),
                Arguments.of("exec web u'na'me", exec("uname")),
                Arguments.of("  EXEC   web  \"uname -a\"  ", exec("uname", "-a")),
                Arguments.of("exec web \"grep 'a b' f\"", exec("grep", "a b", "f")),
                Arguments.of("exec web \"grep '\\.log' f\"", exec("grep", "\\.log", "f")),
                Arguments.of("exec web \"grep \\\"a b\\\" f\"", exec("grep", "a b", "f")),
                Arguments.of("exec web \"psql -c 'select 1; select 2'\"", exec("psql", "-c", "select 1; select 2")),
                Arguments.of("exec web \"find . -name '*.log'\"", exec("find", ".", "-name", "*.log")),
                Arguments.of(
                        "exec web \"git log HEAD~1 a[0] x{} end$ !\"",
                        exec("git", "log", "HEAD~1", "a[0]", "x{}", "end$", "!")),
                Arguments.of("exec web \"echo a#b '#c' \\#d\"", exec("echo", "a#b", "#c", "#d")),
                Arguments.of("exec web \"make A=b\"", exec("make", "A=b")),
                Arguments.of("exec web -- --version", exec("--version")),
                Arguments.of(
                        "exec prod/web uname",
                        new SlashCommand.Exec(new Selector("prod/web", NONE, NONE), Argv.of("uname"), NONE, NONE)),
                Arguments.of(
                        "exec --task ab12 web --container=app --reason \"the café is slow\" \"uname -a\"",
                        new SlashCommand.Exec(
                                new Selector("web", Optional.of("ab12"), Optional.of("app")),
                                Argv.of("uname", "-a"),
                                Optional.of("the café is slow"),
                                NONE)),
                Arguments.of(
                        "exec web --reason=\"a b\" -- ls -l",
                        new SlashCommand.Exec(WEB, Argv.of("ls", "-l"), Optional.of("a b"), NONE)),
                Arguments.of(
                        "exec web --ticket OPS-12 -- ls",
                        new SlashCommand.Exec(WEB, Argv.of("ls"), NONE, Optional.of("OPS-12"))),
                Arguments.of(
                        "exec web --reason #4711 ls",
                        new SlashCommand.Exec(WEB, Argv.of("ls"), Optional.of("#4711"), NONE)),
                Arguments.of("explain web \"uname -a\"", new SlashCommand.Explain(WEB, Argv.of("uname", "-a"))),
                Arguments.of("logs web", logs(WEB, Duration.ofMinutes(15), LogSearch.EVERYTHING, NEWEST)),
                Arguments.of(
                        "logs web --since 1h30m --until 10m --filter 'ERROR -debug' --tail 10000",
                        new SlashCommand.Logs(
                                WEB,
                                Duration.ofMinutes(90),
                                Optional.of(Duration.ofMinutes(10)),
                                new LogSearch(Optional.of("ERROR -debug"), NONE, NONE, NONE),
                                new LogCut(LogCut.End.TAIL, 10_000),
                                LogFormat.SHORT,
                                false)),
                Arguments.of(
                        "logs web --since 2d3h4m5s --tail=1",
                        logs(
                                WEB,
                                Duration.ofSeconds(2 * 86_400 + 3 * 3_600 + 4 * 60 + 5),
                                LogSearch.EVERYTHING,
                                new LogCut(LogCut.End.TAIL, 1))),
                Arguments.of(
                        "logs web --grep 'pay(ed|ing)' --exclude health --highlight=42",
                        logs(
                                WEB,
                                Duration.ofMinutes(15),
                                new LogSearch(
                                        NONE, Optional.of("pay(ed|ing)"), Optional.of("health"), Optional.of("42")),
                                NEWEST)),
                Arguments.of(
                        "logs web --task ab12 --container app --head 5",
                        logs(
                                new Selector("web", Optional.of("ab12"), Optional.of("app")),
                                Duration.ofDays(30),
                                LogSearch.EVERYTHING,
                                new LogCut(LogCut.End.HEAD, 5))),
                Arguments.of(
                        "logs --previous web --format json",
                        new SlashCommand.Logs(
                                WEB,
                                Duration.ofDays(1),
                                Optional.empty(),
                                LogSearch.EVERYTHING,
                                NEWEST,
                                LogFormat.JSON,
                                true)),
                Arguments.of(
                        "logs web --follow --grep pay --tail 5",
                        new SlashCommand.FollowLogs(
                                WEB,
                                Duration.ofMinutes(15),
                                new LogSearch(NONE, Optional.of("pay"), NONE, NONE),
                                5,
                                LogFormat.SHORT,
                                false)),
                Arguments.of(
                        "logs web --live --since 1m",
                        new SlashCommand.FollowLogs(
                                WEB, Duration.ofMinutes(1), LogSearch.EVERYTHING, 100, LogFormat.SHORT, true)),
                Arguments.of(
                        "insights web",
                        new SlashCommand.Insights(WEB, NamedQuery.ERRORS_BY_MINUTE, NONE, Duration.ofHours(1))),
                Arguments.of(
                        "insights web --query p95 --field http.duration_ms --since 24h",
                        new SlashCommand.Insights(
                                WEB, NamedQuery.P95, Optional.of("http.duration_ms"), Duration.ofHours(24))),
                Arguments.of("tasks web", new SlashCommand.Tasks("web")),
                Arguments.of(
                        "doctor web --task 0123 --container app",
                        new SlashCommand.Doctor(new Selector("web", Optional.of("0123"), Optional.of("app")))),
                Arguments.of("describe web", new SlashCommand.Describe("web", NONE)),
                Arguments.of("describe --task ab web", new SlashCommand.Describe("web", Optional.of("ab"))),
                Arguments.of("allowed web", new SlashCommand.Allowed("web")),
                Arguments.of("services", new SlashCommand.Services()),
                Arguments.of("status", new SlashCommand.Status(Optional.empty())),
                Arguments.of("status r0123456789ab", new SlashCommand.Status(Optional.of(ID))),
                Arguments.of("approve R0123456789AB", new SlashCommand.Approve(ID)),
                Arguments.of("transcript r0123456789ab", new SlashCommand.Transcript(ID)),
                Arguments.of("explain web --capability shell", new SlashCommand.ExplainCapability(WEB, "shell")),
                Arguments.of("explain --capability=run_task web", new SlashCommand.ExplainCapability(WEB, "run_task")),
                Arguments.of("exec --all-tasks web ls", new SlashCommand.Exec(WEB, Argv.of("ls"), NONE, NONE, true)),
                Arguments.of(
                        "exec web --all-tasks --ticket OPS-12 ls",
                        new SlashCommand.Exec(WEB, Argv.of("ls"), NONE, Optional.of("OPS-12"), true)),
                Arguments.of("deny r0123456789ab --all-tasks", new SlashCommand.Deny(ID, true)),
                Arguments.of("stop --all-tasks r0123456789ab", new SlashCommand.Stop(ID, true)),
                Arguments.of("extend r0123456789ab", new SlashCommand.Extend(ID, Duration.ofMinutes(10), NONE)),
                Arguments.of(
                        "extend --by 1h5m R0123456789AB --reason \"nearly done\"",
                        new SlashCommand.Extend(ID, Duration.ofMinutes(65), Optional.of("nearly done"))),
                Arguments.of("deny r0123456789ab", new SlashCommand.Deny(ID, false)),
                Arguments.of("stop r0123456789ab", new SlashCommand.Stop(ID, false)),
                Arguments.of(
                        "breakglass --reason \"it burns\" web uname",
                        new SlashCommand.Breakglass(
                                new SlashCommand.Exec(WEB, Argv.of("uname"), Optional.of("it burns"), NONE))),
                Arguments.of("review r0123456789ab", new SlashCommand.Review(ID, NONE)),
                Arguments.of(
                        "review r0123456789ab --remark \"was right\"",
                        new SlashCommand.Review(ID, Optional.of("was right"))),
                Arguments.of("help", new SlashCommand.Help(Optional.empty())),
                Arguments.of("help Exec", new SlashCommand.Help(Optional.of(Subcommand.EXEC))),
                Arguments.of("--help", new SlashCommand.Help(Optional.empty())),
                Arguments.of("-h", new SlashCommand.Help(Optional.empty())),
                Arguments.of("exec --help", new SlashCommand.Help(Optional.of(Subcommand.EXEC))),
                Arguments.of("exec -h", new SlashCommand.Help(Optional.of(Subcommand.EXEC))),
                Arguments.of("logs web --since 5m --help", new SlashCommand.Help(Optional.of(Subcommand.LOGS))),
                Arguments.of("services --help", new SlashCommand.Help(Optional.of(Subcommand.SERVICES))),
                Arguments.of("exec web -- ls --help", exec("ls", "--help")),
                Arguments.of("exec web \"--help\"", exec("--help")),
                Arguments.of("exec web -- -h", exec("-h")),
                Arguments.of("", new SlashCommand.Help(Optional.empty())),
                Arguments.of("  \t ", new SlashCommand.Help(Optional.empty())));
    }

    @ParameterizedTest
    @MethodSource("understood")
    void understands(String line, SlashCommand command) {
        assertThat(SlashCommandParser.parse(line)).isEqualTo(new Ok(command, List.of()));
    }

    static Stream<Arguments> notUnderstood() {
        return Stream.of(
                Arguments.of("exce web ls", 1, "There is no exce.", "Did you mean exec? Try: /ecs exec web ls"),
                Arguments.of("kubectl", 1, "There is no kubectl.", "/ecs help lists what there is."),
                Arguments.of("exec", 5, "exec needs the name of a service.", "Try: /ecs exec web \"uname -a\""),
                Arguments.of("tasks \"\"", 7, "The name of the service is empty.", "Try: /ecs tasks web"),
                Arguments.of(
                        "describe web --task \"\"",
                        21,
                        "The value of --task is empty.",
                        "Usage: /ecs describe SERVICE [--task ID]"),
                Arguments.of(
                        "describe web --task=",
                        21,
                        "The value of --task is empty.",
                        "Usage: /ecs describe SERVICE [--task ID]"),
                Arguments.of(
                        "logs web --filter ' '",
                        19,
                        "The value of --filter is empty.",
                        "Usage: /ecs " + Subcommand.LOGS.fullUsage()),
                Arguments.of(
                        "logs web --since \"\"",
                        18,
                        "The value of --since is empty.",
                        "Usage: /ecs " + Subcommand.LOGS.fullUsage()),
                Arguments.of(
                        "exec --reason web \"uptime\"",
                        15,
                        "--reason took web for its value, so the service or the command is missing.",
                        "Usage: /ecs " + Subcommand.EXEC.fullUsage()),
                Arguments.of(
                        "exec --task ab --reason web \"uname -a\"",
                        25,
                        "--reason took web for its value, so the service or the command is missing.",
                        "Usage: /ecs " + Subcommand.EXEC.fullUsage()),
                Arguments.of(
                        "exec --reason \"it is slow\" web",
                        31,
                        "The command is missing.",
                        "Try: /ecs exec web \"uname -a\""),
                Arguments.of(
                        "describe --task ab \"w e b\"",
                        20,
                        "w e b is not the name of a service.",
                        "/ecs services lists them."),
                Arguments.of(
                        "describe web --task a!b",
                        21,
                        "a!b cannot be a value of --task.",
                        "Usage: /ecs describe SERVICE [--task ID]"),
                Arguments.of("exec web --task ab", 19, "The command is missing.", "Try: /ecs exec web \"uname -a\""),
                Arguments.of("exec api", 9, "The command is missing.", "Try: /ecs exec api \"uname -a\""),
                Arguments.of(
                        "exec api --", 12, "The command is empty.", "Name a program. Try: /ecs exec api \"uname -a\""),
                Arguments.of(
                        "exec api \"\"",
                        11,
                        "The command is empty.",
                        "Name a program. Try: /ecs exec api \"uname -a\""),
                Arguments.of(
                        "exec -- ls",
                        6,
                        "-- stands before a command, behind the service.",
                        "Try: /ecs exec web \"uname -a\""),
                Arguments.of(
                        "tasks -- web", 7, "-- stands before a command, behind the service.", "Try: /ecs tasks web"),
                Arguments.of("exec web! ls", 6, "web! is not the name of a service.", "/ecs services lists them."),
                Arguments.of(
                        "exec web uname -a",
                        10,
                        "A command of several words needs quotes around all of it.",
                        "Try: /ecs exec web \"uname -a\""),
                Arguments.of(
                        "exec --task ab web grep \"a b\" f",
                        20,
                        "A command of several words needs quotes around all of it.",
                        "Try: /ecs exec --task ab web 'grep \"a b\" f'"),
                Arguments.of(
                        "exec web grep \"a\" 'b'",
                        10,
                        "A command of several words needs quotes around all of it.",
                        "Try: /ecs exec web -- grep \"a\" 'b'"),
                Arguments.of(
                        "exec web \"uname\" -a",
                        10,
                        "A command of several words needs quotes around all of it.",
                        "Try: /ecs exec web \"uname -a\""),
                Arguments.of(
                        "exec web \"ls -l\" --reason disk",
                        18,
                        "The option --reason stands behind the command.",
                        "Options stand before it. Try: /ecs exec web --reason disk \"ls -l\""),
                Arguments.of(
                        "exec web ls -l --task=ab",
                        16,
                        "The option --task=ab stands behind the command.",
                        "Options stand before it. Try: /ecs exec web --task=ab \"ls -l\""),
                Arguments.of(
                        "exec web ls -l | wc",
                        16,
                        "In a shell | would feed another program; here is no shell, so nothing was run.",
                        "There are no pipes. Ask for the first command alone and search its output in the thread, or"
                                + " have one program read the file itself, as grep does."
                                + " Try: /ecs exec web \"ls -l\""),
                Arguments.of(
                        "exec web \"ls",
                        10,
                        "The quote \" is never closed.",
                        "Close it at the end of what it should hold."),
                Arguments.of(
                        "exec web ls\\",
                        12,
                        "The backslash at the end escapes nothing.",
                        "Leave it out, or double it."),
                Arguments.of(
                        "exec web \"grep 'a\"",
                        16,
                        "The quote ' is never closed.",
                        "Close it, or put a backslash before it."),
                Arguments.of(
                        "exec web 'ls \\'",
                        14,
                        "The backslash at the end escapes nothing.",
                        "Leave it out, or double it."),
                Arguments.of("exec --taks ab web ls", 6, "exec has no option --taks.", "Did you mean --task?"),
                Arguments.of(
                        "exec --all-tasks=yes web ls", 6, "--all-tasks takes no value.", "Write --all-tasks alone."),
                Arguments.of(
                        "exec --all-tasks web --all-tasks ls",
                        22,
                        "--all-tasks is given twice.",
                        "Leave one of them out."),
                Arguments.of(
                        "exec --task 0f9d web --all-tasks ls",
                        22,
                        "--task names one task, and --all-tasks means all of them.",
                        "Leave one of them out."),
                Arguments.of(
                        "breakglass --all-tasks web ls",
                        12,
                        "breakglass has no option --all-tasks.",
                        "It has --reason, --ticket, --task, --container."),
                Arguments.of(
                        "exec -r x web ls",
                        6,
                        "exec has no option -r.",
                        "It has --reason, --ticket, --task, --container, --all-tasks."),
                Arguments.of(
                        "exec --since 1h web ls",
                        6,
                        "exec has no option --since.",
                        "It has --reason, --ticket, --task, --container, --all-tasks."),
                Arguments.of("tasks web --tail 3", 11, "tasks takes no options.", "Try: /ecs tasks web"),
                Arguments.of(
                        "logs api --tail",
                        10,
                        "--tail needs a value.",
                        "Usage: /ecs logs SERVICE [--since 1h30m] [--until 10m] [--filter \"PATTERN\"] [--grep RE2]"
                                + " [--exclude RE2] [--highlight RE2] [--format short|detailed|json] [--tail LINES]"
                                + " [--head LINES] [--task ID] [--container NAME] [--previous] [--follow] [--live]"),
                Arguments.of(
                        "exec --task --container app web ls",
                        6,
                        "--task needs a value.",
                        "Usage: /ecs exec [--reason \"WHY\"] [--ticket OPS-123] [--task ID] [--container NAME] [--all-tasks] SERVICE \"COMMAND\""),
                Arguments.of(
                        "extend r0123456789ab --by -5m",
                        22,
                        "--by needs a value, and -5m begins like an option.",
                        "If it is the value, write --by=-5m."),
                Arguments.of("exec --task a --task=b web ls", 15, "--task is given twice.", "Leave one of them out."),
                Arguments.of(
                        "exec --task= web ls",
                        13,
                        "The value of --task is empty.",
                        "Usage: /ecs exec [--reason \"WHY\"] [--ticket OPS-123] [--task ID] [--container NAME] [--all-tasks] SERVICE \"COMMAND\""),
                Arguments.of(
                        "logs web --since soon",
                        18,
                        "soon is not a length of time from 1s to 365d.",
                        "Write it like 90s, 15m or 1h30m."),
                Arguments.of(
                        "logs web --since 0s",
                        18,
                        "0s is not a length of time from 1s to 365d.",
                        "Write it like 90s, 15m or 1h30m."),
                Arguments.of(
                        "logs web --since 5m --until 5m",
                        29,
                        "--until is not later than --since.",
                        "Both say how long ago, so --until takes the shorter time."),
                Arguments.of(
                        "logs web api",
                        10,
                        "There is more than logs takes: api",
                        "Usage: /ecs logs SERVICE [--since 1h30m] [--until 10m] [--filter \"PATTERN\"] [--grep RE2]"
                                + " [--exclude RE2] [--highlight RE2] [--format short|detailed|json] [--tail LINES]"
                                + " [--head LINES] [--task ID] [--container NAME] [--previous] [--follow] [--live]"),
                Arguments.of("logs web --previous=yes", 10, "--previous takes no value.", "Write --previous alone."),
                Arguments.of(
                        "logs web --previous --previous", 21, "--previous is given twice.", "Leave one of them out."),
                Arguments.of(
                        "logs web --format xml", 19, "xml is not a format.", "There are short, detailed and json."),
                Arguments.of(
                        "logs web --follow --previous",
                        19,
                        "--follow and --previous exclude each other.",
                        "--follow shows the newest lines, and then what is written."),
                Arguments.of(
                        "logs web --follow --format json",
                        28,
                        "--follow has no format json.",
                        "Ask without --follow for a file of JSON."),
                Arguments.of(
                        "logs web --live --until 1m",
                        25,
                        "--live and --until exclude each other.",
                        "--live shows the newest lines, and then what is written."),
                Arguments.of(
                        "logs web --live --follow",
                        17,
                        "--live and --follow exclude each other.",
                        "--live is a second after the container; --follow leaves nothing out."),
                Arguments.of(
                        "insights web --query all",
                        22,
                        "There is no query all.",
                        "There are errors-by-minute, top-messages, p95, by-task."),
                Arguments.of(
                        "insights web --query p95",
                        25,
                        "p95 needs a field.",
                        "--field names a number in lines of JSON, for --query p95."),
                Arguments.of(
                        "insights web --query p95 --field 'a` | b'",
                        34,
                        "That is not the name of a field.",
                        "Letters, digits and _ . @ - name one, up to 100."),
                Arguments.of(
                        "insights web --since 25h",
                        22,
                        "insights looks at 24 hours at most.",
                        "AWS takes money for what a query scans."),
                Arguments.of(
                        "logs web --head 5",
                        17,
                        "--head reads one task from its start, so it needs --task.",
                        "The ids of the tasks are in the answer of tasks."),
                Arguments.of(
                        "logs web --task ab --head 5 --tail 3",
                        27,
                        "--head and --tail exclude each other.",
                        "--head gives the oldest lines, --tail the newest."),
                Arguments.of(
                        "logs web --task ab --head 5 --filter x",
                        38,
                        "--head takes no --filter.",
                        "--grep and --exclude look for text as well."),
                Arguments.of("services web", 10, "There is more than services takes: web", "Usage: /ecs services"),
                Arguments.of("approve", 8, "approve needs the id of a request.", "Usage: /ecs approve ID"),
                Arguments.of(
                        "stop 42",
                        6,
                        "42 is not the id of a request.",
                        "It stands on the request's card. /ecs status lists the open ones."),
                Arguments.of(
                        "explain web --capability shell id",
                        26,
                        "A command and --capability are two questions.",
                        "Leave one of them out, and ask twice."),
                Arguments.of("transcript", 11, "transcript needs the id of a request.", "Usage: /ecs transcript ID"),
                Arguments.of("help exce", 6, "There is no help about exce.", "Did you mean exec?"),
                Arguments.of(
                        "help kubernetes", 6, "There is no help about kubernetes.", "help alone lists everything."));
    }

    @ParameterizedTest
    @MethodSource("notUnderstood")
    void says_what_is_wrong_and_what_to_type(String line, int column, String problem, String hint) {
        assertThat(SlashCommandParser.parse(line)).isEqualTo(new Usage(problem, column, hint));
    }

    @ParameterizedTest
    @ValueSource(strings = {"shell", "run", "enable-exec", "disable-exec", "stop-task", "host", "history", "approvals"})
    void what_comes_later_is_not_claimed(String word) {
        assertThat(SlashCommandParser.parse(word + " web"))
                .isEqualTo(new Usage("This version does not have " + word + ".", 1, "/ecs help lists what there is."));
    }

    @ParameterizedTest
    @CsvSource({"10m, true", "14d, true", "9m59s, false", "14d1s, false", "x, false"})
    void metrics_reach_from_ten_minutes_to_fourteen_days(String since, boolean good) {
        assertThat(SlashCommandParser.parse("metrics web --since " + since) instanceof Ok)
                .isEqualTo(good);
    }

    @Test
    void metrics_are_of_the_last_hour_unless_asked_otherwise() {
        assertThat(SlashCommandParser.parse("metrics web"))
                .isEqualTo(new Ok(new SlashCommand.Metrics("web", Duration.ofHours(1)), List.of()));
    }

    @ParameterizedTest
    @CsvSource({"1, true", "10000, true", "10001, false", "0, false", "-1, false", "9999999, false", "x, false"})
    void the_tail_is_a_number_of_lines(String tail, boolean good) {
        assertThat(SlashCommandParser.parse("logs web --tail=" + tail) instanceof Ok)
                .isEqualTo(good);
    }

    @ParameterizedTest
    @CsvSource({"1s, true", "365d, true", "365d1s, false", "366d, false", "1, false", "m, false", "1m1h, false"})
    void a_length_of_time_goes_up_to_a_year(String since, boolean good) {
        assertThat(SlashCommandParser.parse("logs web --since " + since) instanceof Ok)
                .isEqualTo(good);
    }

    @Test
    void a_line_beyond_the_limit_is_refused_before_anything_is_read() {
        assertThat(SlashCommandParser.parse("x".repeat(3_001)))
                .isEqualTo(new Usage(
                        "The line has 3001 characters; at most 3000 are read.",
                        3_001,
                        "Nothing is ever shortened. Put what is long into a script in the image and run that."));
        assertThat(((Usage) SlashCommandParser.parse("x".repeat(3_000))).problem())
                .startsWith("There is no xxx");
    }

    @Test
    void a_reason_may_have_500_characters_and_any_letters() {
        var longest = "é".repeat(500);
        assertThat(SlashCommandParser.parse("exec --reason " + longest + " web ls"))
                .isEqualTo(new Ok(new SlashCommand.Exec(WEB, Argv.of("ls"), Optional.of(longest), NONE), List.of()));
        assertThat(SlashCommandParser.parse("exec --reason é" + longest + " web ls"))
                .isEqualTo(new Usage(
                        "--reason takes 1 to 500 characters, these are 501.",
                        15,
                        "Nothing is ever shortened; say it in fewer words."));
        assertThat(SlashCommandParser.parse("exec --reason \" \" web ls")).isInstanceOf(Usage.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u202e", "\u200b", "\u2066", "\u0007", "\u2028", "\u3164", "\ufeff", "\n", "\ud800"})
    void a_reason_may_not_hold_what_cannot_be_seen(String hidden) {
        var parsed = SlashCommandParser.parse("exec --reason \"a" + hidden + "b\" web ls");

        assertThat(parsed)
                .isInstanceOfSatisfying(
                        Usage.class,
                        usage -> assertThat(usage.problem())
                                .startsWith("U+%04X ".formatted((int) hidden.charAt(0)))
                                .endsWith(" stands in the value of --reason."));
    }

    @Test
    void hints_repeat_the_slash_command_that_was_used() {
        assertThat(SlashCommandParser.parse("/ecs-stg", "exec web uname -a"))
                .isInstanceOfSatisfying(
                        Usage.class,
                        usage -> assertThat(usage.hint()).isEqualTo("Try: /ecs-stg exec web \"uname -a\""));
    }

    @Test
    void columns_count_what_people_see_as_one_character_once() {
        assertThat(SlashCommandParser.parse("exec --reason \"🚀🚀\" web! ls"))
                .isInstanceOfSatisfying(
                        Usage.class, usage -> assertThat(usage.column()).isEqualTo(20));
    }

    @Test
    void every_example_of_the_help_can_be_typed() {
        assertThat(Subcommand.values())
                .allSatisfy(row ->
                        assertThat(SlashCommandParser.parse(row.example())).isInstanceOf(Ok.class));
    }

    private static final LogCut NEWEST = new LogCut(LogCut.End.TAIL, 100);

    private static SlashCommand logs(Selector selector, Duration since, LogSearch search, LogCut cut) {
        return new SlashCommand.Logs(selector, since, Optional.empty(), search, cut, LogFormat.SHORT, false);
    }

    private static SlashCommand exec(String... arguments) {
        return new SlashCommand.Exec(WEB, Argv.of(arguments), NONE, NONE);
    }
}
