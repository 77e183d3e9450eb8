package sallyport.parse;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which commands only read a log, and the line that shows it instead. */
class LogsInsteadTest {
    private static SlashCommand.Exec exec(String line) {
        if (SlashCommandParser.parse(line) instanceof Parsed.Ok(SlashCommand.Exec exec, var _)) {
            return exec;
        }
        throw new AssertionError(line);
    }

    private static LogsInstead instead(String line) {
        return LogsInstead.of(exec(line)).orElseThrow(() -> new AssertionError(line + " is not recognized"));
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '¦', quoteCharacter = '\0', textBlock = """
            tail /var/log/app.log                          ¦ --since 1h --tail 10
            tail -n 50 app.log                             ¦ --since 1h --tail 50
            tail -n50 app.log                              ¦ --since 1h --tail 50
            tail -50 app.log                               ¦ --since 1h --tail 50
            tail --lines=200 logs/production.log           ¦ --since 1h --tail 200
            tail --lines 200 log/production.log            ¦ --since 1h --tail 200
            tail -n 50000 app.log                          ¦ --since 1h --tail 10000
            tail -n +1 app.log                             ¦ --since 1h --tail 1000
            tail -n 0 app.log                              ¦ --since 1h
            tail -f app.log                                ¦ --tail 10 --follow
            tail -F /var/log/nginx/access.log              ¦ --tail 10 --follow
            tail -fn 100 app.log                           ¦ --tail 100 --follow
            tail -n 100 -f app.log                         ¦ --tail 100 --follow
            tail -100f app.log                             ¦ nothing
            tail -f -n 0 app.log                           ¦ --follow
            tail --follow=name --retry app.log             ¦ --tail 10 --follow
            tail -qF -s 2 a.log b.log                      ¦ --tail 10 --follow
            tail -c 100 app.log                            ¦ nothing
            tail -n 5k app.log                             ¦ nothing
            tail -f                                        ¦ nothing
            tail -n 20 /etc/hosts                          ¦ nothing
            tail -n 20 app.log /etc/hosts                  ¦ nothing
            tail -n 20 -- app.log                          ¦ --since 1h --tail 20
            /usr/bin/tail -n 20 app.log                    ¦ --since 1h --tail 20
            ./tail app.log                                 ¦ nothing
            head app.log                                   ¦ --since 1h --tail 10
            head -n 30 app.log                             ¦ --since 1h --tail 30
            head -5 /var/log/syslog                        ¦ --since 1h --tail 5
            head -n -5 app.log                             ¦ nothing
            head -c 10 app.log                             ¦ nothing
            cat app.log                                    ¦ --since 1h --tail 1000
            cat /var/log/messages                          ¦ --since 1h --tail 1000
            cat /var/log/nginx/access_log                  ¦ --since 1h --tail 1000
            cat -n app.log                                 ¦ --since 1h --tail 1000
            cat a.log b.log                                ¦ --since 1h --tail 1000
            /bin/cat app.log                               ¦ --since 1h --tail 1000
            cat app.log.1                                  ¦ --since 1d --tail 1000
            cat app.log.2026-11-29                         ¦ --since 1d --tail 1000
            cat app-20261129.log                           ¦ --since 1h --tail 1000
            cat logs/catalina.out                          ¦ --since 1h --tail 1000
            cat nohup.out                                  ¦ --since 1h --tail 1000
            cat /srv/app/logs/worker                       ¦ --since 1h --tail 1000
            cat /srv/app/logs/worker.txt                   ¦ --since 1h --tail 1000
            cat server.err                                 ¦ --since 1h --tail 1000
            cat /proc/1/fd/1                               ¦ --since 1h --tail 1000
            tail -f /proc/1/fd/2                           ¦ --tail 10 --follow
            cat Error.LOG                                  ¦ --since 1h --tail 1000
            cat app_log.json                               ¦ --since 1h --tail 1000
            cat                                            ¦ nothing
            cat /etc/os-release                            ¦ nothing
            cat catalog                                    ¦ nothing
            cat CHANGELOG.md                               ¦ nothing
            cat blog/post.md                               ¦ nothing
            cat login.defs                                 ¦ nothing
            cat logback.xml                                ¦ nothing
            cat log.properties                             ¦ nothing
            cat logs/settings.yml                          ¦ nothing
            cat /var/log/wtmp                              ¦ nothing
            cat /var/log/app/app.conf                      ¦ nothing
            cat /proc/1/environ                            ¦ nothing
            cat --unknown app.log                          ¦ nothing
            tac app.log                                    ¦ --since 1h --tail 1000
            zcat app.log.2.gz                              ¦ --since 1d --tail 1000
            zcat dump.sql.gz                               ¦ nothing
            less app.log                                   ¦ --since 1h --tail 1000
            less -R app.log                                ¦ --since 1h --tail 1000
            less +F app.log                                ¦ --tail 1000 --follow
            less +G app.log                                ¦ --since 1h --tail 1000
            more app.log                                   ¦ --since 1h --tail 1000
            zless app.log.1.gz                             ¦ --since 1d --tail 1000
            less README                                    ¦ nothing
            grep ERROR app.log                             ¦ --since 1h --grep ERROR
            grep "out of memory" app.log                   ¦ --since 1h --grep 'out of memory'
            grep -i error app.log                          ¦ --since 1h --grep '(?i)error'
            grep -in error app.log                         ¦ --since 1h --grep '(?i)error'
            grep -v health app.log                         ¦ --since 1h --exclude health
            grep -iv health app.log                        ¦ --since 1h --exclude '(?i)health'
            grep -E "error|panic" app.log                  ¦ --since 1h --grep 'error|panic'
            egrep "error|panic" app.log                    ¦ --since 1h --grep 'error|panic'
            grep 'error\\|panic' app.log                   ¦ --since 1h --grep 'error|panic'
            grep "error\\|panic" app.log                   ¦ --since 1h --grep 'error\\|panic'
            grep "a+b" app.log                             ¦ --since 1h --grep 'a\\+b'
            grep "f(x)" app.log                            ¦ --since 1h --grep 'f\\(x\\)'
            grep "*x" app.log                              ¦ --since 1h --grep '\\*x'
            grep "[(]x[)]" app.log                         ¦ --since 1h --grep '[(]x[)]'
            grep "[]+]" app.log                            ¦ --since 1h --grep '[]+]'
            grep "[[:space:]]+" app.log                    ¦ --since 1h --grep '[[:space:]]\\+'
            grep '\\<id\\>' app.log                        ¦ --since 1h --grep '\\bid\\b'
            grep -w id app.log                             ¦ --since 1h --grep '\\b(?:id)\\b'
            grep -x done app.log                           ¦ --since 1h --grep '^(?:done)$'
            grep -F "a.b(c" app.log                        ¦ --since 1h --grep 'a\\.b\\(c'
            fgrep "[1]" app.log                            ¦ --since 1h --grep '\\[1\\]'
            grep -e GET -e POST app.log                    ¦ --since 1h --grep '(?:GET|POST)'
            grep -A 3 ERROR app.log                        ¦ --since 1h --grep ERROR
            grep -C5 ERROR app.log                         ¦ --since 1h --grep ERROR
            grep -5 ERROR app.log                          ¦ --since 1h --grep ERROR
            grep --color=always ERROR app.log              ¦ --since 1h --grep ERROR
            grep -r ERROR /var/log                         ¦ --since 1h --grep ERROR
            grep -r ERROR /etc                             ¦ nothing
            grep -c ERROR app.log                          ¦ nothing
            grep -l ERROR app.log                          ¦ nothing
            grep -o ERROR app.log                          ¦ nothing
            grep -f patterns app.log                       ¦ nothing
            grep root /etc/passwd                          ¦ nothing
            grep ERROR                                     ¦ nothing
            grep -- -v app.log                             ¦ --since 1h --grep '-v'
            zgrep ERROR app.log.3.gz                       ¦ --since 1d --grep ERROR
            journalctl                                     ¦ --since 1h --tail 1000
            journalctl -u nginx                            ¦ --since 1h --tail 1000
            journalctl -xe                                 ¦ --since 1h --tail 1000
            journalctl -fu nginx                           ¦ --follow
            journalctl -n 50 --no-pager                    ¦ --since 1h --tail 50
            journalctl --since "2 hours ago"               ¦ --since 2h --tail 1000
            journalctl --since "10 min ago" --until "5 minutes ago" ¦ --since 10m --until 5m --tail 1000
            journalctl --since -1h                         ¦ --since 1h --tail 1000
            journalctl -S today                            ¦ --since 1d --tail 1000
            journalctl --since 09:00                       ¦ nothing
            journalctl -u app -g error                     ¦ --since 1h --grep error
            journalctl -k                                  ¦ nothing
            journalctl --vacuum-time=1s                    ¦ nothing
            docker logs app                                ¦ --since 1h --tail 1000
            docker logs -f app                             ¦ --follow
            docker logs --tail 100 app                     ¦ --since 1h --tail 100
            docker logs -n 100 -f app                      ¦ --tail 100 --follow
            docker logs --since 10m -t app                 ¦ --since 10m --tail 1000
            docker logs --tail all app                     ¦ --since 1h --tail 1000
            docker container logs app                      ¦ --since 1h --tail 1000
            docker logs --since 2026-11-29T10:00:00 app    ¦ nothing
            docker logs                                    ¦ nothing
            docker ps                                      ¦ nothing
            docker                                         ¦ nothing
            rm app.log                                     ¦ nothing
            truncate -s 0 app.log                          ¦ nothing
            sh -c "tail app.log"                           ¦ nothing
            awk 1 app.log                                  ¦ nothing
            sed -n 1,5p app.log                            ¦ nothing
            ls -l /var/log                                 ¦ nothing
            uname -a                                       ¦ nothing
            """)
    void row_27_a_command_that_only_reads_a_log_has_a_line_that_shows_it(String command, String expected) {
        var found = LogsInstead.of(exec("exec web -- " + command)).map(LogsInstead::line);

        if (expected.equals("nothing")) {
            assertThat(found).isEmpty();
        } else {
            assertThat(found).contains("logs web " + expected);
        }
    }

    @Test
    void task_and_container_are_those_of_the_command_and_a_task_that_is_named_can_be_read_from_its_start() {
        assertThat(instead("exec --task 0a1b --container app web \"tail -n 5 app.log\"")
                        .line())
                .isEqualTo("logs web --task 0a1b --container app --tail 5");
        assertThat(instead("exec --task 0a1b web \"head -n 5 app.log\""))
                .isEqualTo(new LogsInstead("logs web --task 0a1b --head 5", List.of()));
        assertThat(instead("exec --all-tasks web \"tail -n 5 app.log\"").line())
                .isEqualTo("logs web --since 1h --tail 5");
    }

    @Test
    void what_the_line_shows_differently_is_said() {
        assertThat(instead("exec web -- head app.log").notes())
                .containsExactly("The newest lines are shown; the oldest ones need --task ID.");
        assertThat(instead("exec web -- grep -A 3 ERROR app.log").notes())
                .containsExactly("Lines around what is found are not shown.");
        assertThat(instead("exec web -- zcat app.log.1.gz").notes())
                .singleElement()
                .asString()
                .contains("no files that were put aside");
        assertThat(instead("exec web -- tail app.log").notes()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grep 'it'\\''s' app.log",
                "grep '\"' app.log",
                "grep '$HOME' app.log",
                "grep ' ' app.log",
                "grep '--follow' app.log",
                "grep -- '--tail' app.log",
                "grep '<!channel>' app.log"
            })
    void a_pattern_reaches_logs_to_the_letter(String command) {
        var exec = exec("exec web -- " + command);
        LogsInstead.of(exec).ifPresent(instead -> {
            var pattern = exec.argv().arguments().get(exec.argv().arguments().size() - 2);
            assertThat(SlashCommandParser.parse(instead.line())).isInstanceOfSatisfying(Parsed.Ok.class, ok -> {
                var search = ((SlashCommand.Logs) ok.command()).search();
                assertThat(search.grep()).contains(pattern.equals("$HOME") ? "$HOME" : pattern);
            });
        });
    }

    @Test
    void a_pattern_that_logs_takes_no_longer_has_no_line() {
        assertThat(LogsInstead.of(exec("exec web -- grep " + "x".repeat(501) + " app.log")))
                .isEmpty();
    }
}
