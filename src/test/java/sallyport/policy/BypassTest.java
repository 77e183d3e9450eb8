package sallyport.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.policy.PolicyFixture.ask;
import static sallyport.policy.PolicyFixture.policy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sallyport.policy.Decision.Allowed;
import sallyport.policy.Decision.Denied;
import sallyport.request.Argv;

/**
 * Ways in which people have got around allow-lists, each against three ordinary rules. Five more are no matter of
 * matching, and are walked elsewhere:
 *
 * <ul>
 *   <li>26, the policy is edited between approval and start: {@code ApprovalsTest} (a policy that changed its terms, or
 *       forbids it, voids the request), {@code RunnerTest} (an approval is void once something stands against it).
 *   <li>27, the task is replaced: {@code RunnerTest} (another revision, another image, a container that went away).
 *   <li>28, a click is repeated: {@code ApprovalsTest} (two clicks by one person count once), {@code RunnerTest} (two
 *       runners start a request once), {@code SlackAppTest} (sent twice counts once).
 *   <li>29, somebody clicks who may not: {@code SlackDirectoryTest} (guests, strangers, bots, the deactivated),
 *       {@code SlackAppTest} (another workspace or app), {@code ApprovalsTest} (a guest is barred).
 *   <li>30, output that deceives: {@code ExitMarkerTest} (markers without the nonce), {@code TerminalTextTest} (escape
 *       sequences and links), {@code SlackTextTest} (mentions), {@code ssm.DataChannelTest} (more than can be shown).
 * </ul>
 *
 * <p>How a line is written in the first place (quotes, sizes, other characters) is {@code CommandTextTest}'s and
 * {@code ArgvTest}'s; a thousand more attempts are in {@link RealisticPolicyTest}.
 */
class BypassTest {
    private static final String APPCTL = "/usr/local/bin/appctl";
    private static final String TAIL = "/usr/bin/tail";
    private static final String FIND = "/usr/bin/find";
    private static final String OTHER_PROGRAM = "";

    private static final Policy POLICY = policy("""
            version: 1
            commands:
              app-status:
                summary: Health of a part
                argv: [/usr/local/bin/appctl, status, "{part}", "--limit={n}"]
                params:
                  part: { type: enum, values: [db, cache, queue] }
                  n: { type: int, min: 1, max: 200, optional: true }
                effect: read
              tail-log:
                summary: End of a log
                argv: [/usr/bin/tail, "-n", "{n}", "{file}"]
                params:
                  n: { type: int, min: 1, max: 500 }
                  file: { type: path, under: /var/log/app }
                effect: read
              find-log:
                summary: Find a log
                argv: [/usr/bin/find, /var/log/app, "-name", "{glob}"]
                params:
                  glob: { type: pattern, pattern: "[A-Za-z0-9.*-]{1,40}" }
                effect: read
            grants:
              - id: look
                commands: [app-status, tail-log, find-log]
                targets: [web]
                groups: [dev]
                approval: none
            """);

    @Test
    void the_rules_allow_what_they_are_for() {
        assertThat(POLICY.decide(ask(APPCTL, "status", "db"))).isInstanceOf(Allowed.class);
        assertThat(POLICY.decide(ask(APPCTL, "status", "db", "--limit=20"))).isInstanceOf(Allowed.class);
        assertThat(POLICY.decide(ask(TAIL, "-n", "5", "/var/log/app/x"))).isInstanceOf(Allowed.class);
        assertThat(POLICY.decide(ask(FIND, "/var/log/app", "-name", "*.log"))).isInstanceOf(Allowed.class);
    }

    static Stream<Arguments> attempts() {
        return Stream.of(
                row(
                        "1 a second command",
                        "argument 3: `db;` is not one of db, cache, queue",
                        APPCTL,
                        "status",
                        "db;",
                        "cat",
                        "/etc/shadow"),
                row(
                        "1 a separator as an argument",
                        "argument 4: `;` is not of the form --limit=…",
                        APPCTL,
                        "status",
                        "db",
                        ";",
                        "id"),
                row(
                        "2 shell syntax in a value",
                        "argument 3: `db && id` is not one of db, cache, queue",
                        APPCTL,
                        "status",
                        "db && id"),
                row(
                        "3 a substitution",
                        "argument 3: `$(id)` is not one of db, cache, queue",
                        APPCTL,
                        "status",
                        "$(id)"),
                row("3 backticks", "argument 3: ``id`` is not one of db, cache, queue", APPCTL, "status", "`id`"),
                row(
                        "4 an option nobody declared",
                        "argument 5: `--config=/tmp/x` is one too many",
                        APPCTL,
                        "status",
                        "db",
                        "--limit=20",
                        "--config=/tmp/x"),
                row(
                        "5 an escaped newline",
                        "argument 4: `20%0aid` is not a whole number from 1 to 200",
                        APPCTL,
                        "status",
                        "db",
                        "--limit=20%0aid"),
                row(
                        "6 a negative number",
                        "argument 4: `-1` is not a whole number from 1 to 200",
                        APPCTL,
                        "status",
                        "db",
                        "--limit=-1"),
                row(
                        "6 an exponent",
                        "argument 4: `1e9` is not a whole number from 1 to 200",
                        APPCTL,
                        "status",
                        "db",
                        "--limit=1e9"),
                row(
                        "6 hexadecimal",
                        "argument 4: `0x10` is not a whole number from 1 to 200",
                        APPCTL,
                        "status",
                        "db",
                        "--limit=0x10"),
                row(
                        "6 other digits",
                        "argument 4: `--limit=٣` holds U+0663 ARABIC-INDIC DIGIT THREE at character 9, which does"
                                + " not belong there",
                        APPCTL,
                        "status",
                        "db",
                        "--limit=٣"),
                row(
                        "6 a trailing blank",
                        "argument 4: `20 ` is not a whole number from 1 to 200",
                        APPCTL,
                        "status",
                        "db",
                        "--limit=20 "),
                row(
                        "7 a way up",
                        "argument 4: `/var/log/app/../../etc/passwd` is not a path below /var/log/app/ without . .. or //",
                        TAIL,
                        "-n",
                        "5",
                        "/var/log/app/../../etc/passwd"),
                row(
                        "8 a longer directory name",
                        "argument 4: `/var/log/app-evil/x` is not a path below /var/log/app/ without . .. or //",
                        TAIL,
                        "-n",
                        "5",
                        "/var/log/app-evil/x"),
                row(
                        "9 more options",
                        "argument 4: `--pid=1` is not a path below /var/log/app/ without . .. or //",
                        TAIL,
                        "-n",
                        "5",
                        "--pid=1",
                        "-f",
                        "/var/log/app/x"),
                row("9 a glued option", "argument 2: `-n5` is not -n", TAIL, "-n5", "/var/log/app/x"),
                row(
                        "10 the end of options",
                        "argument 4: `--` is not a path below /var/log/app/ without . .. or //",
                        TAIL,
                        "-n",
                        "5",
                        "--",
                        "-F"),
                row(
                        "10 a value that is an option",
                        "argument 4: `-F` is not a path below /var/log/app/ without . .. or //",
                        TAIL,
                        "-n",
                        "5",
                        "-F"),
                row(
                        "11 the environment by its file",
                        "argument 4: `/proc/self/environ` is not a path below /var/log/app/ without . .. or //",
                        TAIL,
                        "-n",
                        "5",
                        "/proc/self/environ"),
                row(
                        "12 an action behind the end",
                        "argument 5: `-exec` is one too many",
                        FIND,
                        "/var/log/app",
                        "-name",
                        "x",
                        "-exec",
                        "sh",
                        "-c",
                        "id",
                        "+"),
                row(
                        "13 an action as a value",
                        "argument 4: `-delete` is not text of the form [A-Za-z0-9.*-]{1,40} without a dash in front",
                        FIND,
                        "/var/log/app",
                        "-name",
                        "-delete"),
                row(
                        "14 a comma and more",
                        "argument 5: `,` is one too many",
                        FIND,
                        "/var/log/app",
                        "-name",
                        "x",
                        ",",
                        "-fprintf",
                        "/etc/cron.d/a",
                        "y"),
                row("15 an assignment in front", OTHER_PROGRAM, "LD_PRELOAD=/tmp/a.so", APPCTL, "status", "db"),
                row("16 env", OTHER_PROGRAM, "env", APPCTL, "status", "db"),
                row("16 busybox", OTHER_PROGRAM, "busybox", APPCTL, "status", "db"),
                row("16 timeout", OTHER_PROGRAM, "timeout", "5", APPCTL, "status", "db"),
                row("16 nice", OTHER_PROGRAM, "nice", APPCTL, "status", "db"),
                row("16 a shell", OTHER_PROGRAM, "sh", "-c", APPCTL + " status db"),
                row("17 a way around to the program", OTHER_PROGRAM, "/usr/local/bin/../bin/appctl", "status", "db"),
                row("17 the program here", OTHER_PROGRAM, "./appctl", "status", "db"),
                row("17 the program by PATH", OTHER_PROGRAM, "appctl", "status", "db"),
                row("17 the program in capitals", OTHER_PROGRAM, "/USR/LOCAL/BIN/APPCTL", "status", "db"),
                row("17 the program as a folder", OTHER_PROGRAM, APPCTL + "/", "status", "db"),
                row("18 a comment", "argument 4: `#` is not of the form --limit=…", APPCTL, "status", "db", "#"),
                row(
                        "19 a zero-width space",
                        "argument 3: `d\u200bb` holds U+200B ZERO WIDTH SPACE at character 2, which does"
                                + " not belong there",
                        APPCTL,
                        "status",
                        "d\u200bb"),
                row(
                        "19 a Cyrillic letter",
                        "argument 3: `сache` holds U+0441 CYRILLIC SMALL LETTER ES at character 1, which does"
                                + " not belong there",
                        APPCTL,
                        "status",
                        "сache"),
                row(
                        "19 a bidi override",
                        "argument 3: `db\u202e` holds U+202E RIGHT-TO-LEFT OVERRIDE at character 3, which does"
                                + " not belong there",
                        APPCTL,
                        "status",
                        "db\u202e"),
                row(
                        "19 a no-break space",
                        "argument 3: `db\u00a0` holds U+00A0 NO-BREAK SPACE at character 3, which does"
                                + " not belong there",
                        APPCTL,
                        "status",
                        "db\u00a0"),
                row(
                        "19 an en dash for the dashes",
                        "argument 4: `–limit=2` holds U+2013 EN DASH at character 1, which does" + " not belong there",
                        APPCTL,
                        "status",
                        "db",
                        "–limit=2"),
                row(
                        "20 quotes that were not taken off",
                        "argument 3: `'db'` is not one of db, cache, queue",
                        APPCTL,
                        "status",
                        "'db'"),
                row("20 an empty argument", "argument 3: `` is not one of db, cache, queue", APPCTL, "status", ""),
                row("20 a hundred arguments", "argument 4: `x` is not of the form --limit=…", manyArguments()),
                row(
                        "20 two thousand characters",
                        "argument 3: `" + "d".repeat(1_950) + "` is not one of db, cache, queue",
                        APPCTL,
                        "status",
                        "d".repeat(1_950)),
                row(
                        "21 tar's checkpoints",
                        OTHER_PROGRAM,
                        "tar",
                        "-cf",
                        "/dev/null",
                        "x",
                        "--checkpoint=1",
                        "--checkpoint-action=exec=sh"),
                row("22 git's pager", OTHER_PROGRAM, "git", "-c", "core.pager=sh -c id", "log"),
                row("23 psql's escape", OTHER_PROGRAM, "psql", "-c", "\\! id"),
                row("24 awk's system", OTHER_PROGRAM, "awk", "BEGIN{system(\"id\")}"),
                row("25 curl's output", OTHER_PROGRAM, "curl", "-o", "/app/x", "http://example.org"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("attempts")
    void is_refused(String attempt, String reason, List<String> argv) {
        assertThat(POLICY.decide(ask(argv)))
                .as(attempt)
                .isInstanceOfSatisfying(
                        Denied.class,
                        denied -> assertThat(denied.reasons().stream()
                                        .map(Reason::sentence)
                                        .findFirst()
                                        .orElse(OTHER_PROGRAM))
                                .isEqualTo(reason));
    }

    @Test
    void what_runs_is_the_template_filled_with_typed_values_and_equals_what_was_typed() {
        for (var typed : List.of(
                Argv.of(APPCTL, "status", "db", "--limit=20"),
                Argv.of(TAIL, "-n", "5", "/var/log/app/x y;z"),
                Argv.of(FIND, "/var/log/app", "-name", "a-b.*"))) {
            assertThat(POLICY.decide(ask(typed.arguments())))
                    .isInstanceOfSatisfying(
                            Allowed.class, allowed -> assertThat(allowed.argv()).isEqualTo(typed));
        }
    }

    private static String[] manyArguments() {
        return Stream.concat(Stream.of(APPCTL, "status", "db"), Stream.generate(() -> "x"))
                .limit(Argv.MAX_ARGUMENTS)
                .toArray(String[]::new);
    }

    private static Arguments row(String attempt, String reason, String... argv) {
        return Arguments.of(attempt, reason, List.of(argv));
    }
}
