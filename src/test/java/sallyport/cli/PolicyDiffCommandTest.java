package sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PolicyDiffCommandTest {
    private static final String BEFORE = """
            version: 1
            commands:
              kernel: { summary: s, argv: [uname, "-a"], effect: read }
              up: { summary: s, argv: [uptime], effect: read }
            grants:
              - { id: kernel, commands: [kernel, up], targets: [web], groups: [dev], approval: none }
              - { id: look, capability: logs, targets: [web], groups: [dev] }
            denies:
              - { id: env, programs: [env] }
            """;
    private static final String NOW = """
            version: 1
            commands:
              kernel: { summary: s, argv: [uname, "-a"], effect: read }
              up: { summary: s, argv: [/usr/bin/uptime], effect: read }
            grants:
              - { id: kernel, commands: [kernel, up], targets: [web], groups: [dev],
                  approval: { all_of: [{ group: sre }] } }
              - { id: look, capability: tasks, targets: [web], groups: [dev] }
            denies:
              - { id: env, programs: [printenv] }
            """;

    @TempDir
    Path directory;

    private Terminal diff(String before, String now, String... more) throws IOException {
        var words = new String[4 + more.length];
        words[0] = "policy";
        words[1] = "diff";
        words[2] = Files.writeString(directory.resolve("a.yml"), before).toString();
        words[3] = Files.writeString(directory.resolve("b.yml"), now).toString();
        System.arraycopy(more, 0, words, 4, more.length);
        return Terminal.run(words);
    }

    @Test
    void what_says_the_same_makes_no_difference() throws IOException {
        var answer = diff(BEFORE, BEFORE.replace("id: look", "id: see").replace("version: 1", "# new\nversion: 1"));
        assertThat(answer.status()).isEqualTo(ExitStatus.GOOD);
        assertThat(answer.lines()).containsExactly("Nobody gains or loses anything.");
        assertThat(diff(BEFORE, BEFORE, "--json").out()).isEqualToIgnoringNewLines("{\"changes\":[]}");
    }

    @Test
    void a_rule_that_is_enforced_and_was_only_reported_is_told_as_such() throws IOException {
        var reported = BEFORE.replace("{ id: env,", "{ id: env, mode: report,");
        assertThat(diff(reported, BEFORE).lines())
                .containsExactly(
                        "+ deny: nobody may run env on any target",
                        "- report-only: nobody may run env on any target (enforced now)");
        assertThat(diff(reported, BEFORE, "--json").out())
                .contains("{\"change\":\"not-reporting\",\"rule\":\"nobody may run env on any target\","
                        + "\"enforcedNow\":true}");
        assertThat(diff(BEFORE, reported, "--json").out())
                .contains("{\"change\":\"reporting\",\"rule\":\"nobody may run env on any target\","
                        + "\"enforcedBefore\":true}");
    }

    @Test
    void who_gains_and_who_loses_is_told_line_by_line() throws IOException {
        var answer = diff(BEFORE, NOW);
        assertThat(answer.status()).isEqualTo(ExitStatus.NO);
        assertThat(answer.lines())
                .containsExactly(
                        "~ dev may run kernel on web: approval 1 of sre, before none (stricter)",
                        "~ dev may run up on web: approval 1 of sre, before none (stricter)",
                        "- dev may see logs on web",
                        "+ dev may see tasks on web",
                        "+ deny: nobody may run printenv on any target",
                        "- deny: nobody may run env on any target",
                        "~ command up: runs `/usr/bin/uptime`, before `uptime`");
    }

    @Test
    void the_same_is_told_in_json() throws IOException {
        var answer = diff(BEFORE, NOW, "--json");
        assertThat(answer.status()).isEqualTo(ExitStatus.NO);
        assertThat(answer.json().path("changes").valueStream().map(Object::toString))
                .containsExactly(
                        "{\"change\":\"moved\",\"who\":\"dev\",\"what\":\"run kernel\",\"where\":\"web\","
                                + "\"terms\":\"approval 1 of sre, before none\",\"direction\":\"stricter\"}",
                        "{\"change\":\"moved\",\"who\":\"dev\",\"what\":\"run up\",\"where\":\"web\","
                                + "\"terms\":\"approval 1 of sre, before none\",\"direction\":\"stricter\"}",
                        "{\"change\":\"lost\",\"who\":\"dev\",\"what\":\"see logs\",\"where\":\"web\",\"terms\":\"\"}",
                        "{\"change\":\"gained\",\"who\":\"dev\",\"what\":\"see tasks\",\"where\":\"web\",\"terms\":\"\"}",
                        "{\"change\":\"forbidden\",\"deny\":\"nobody may run printenv on any target\"}",
                        "{\"change\":\"not-forbidden\",\"deny\":\"nobody may run env on any target\"}",
                        "{\"change\":\"redefined\",\"command\":\"up\","
                                + "\"definition\":\"runs `/usr/bin/uptime`, before `uptime`\"}");
    }

    @Test
    void what_cannot_be_read_is_no_difference_but_a_wrong_question() throws IOException {
        var answer = diff(BEFORE, "version: 3\n");
        assertThat(answer.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(answer.complaints())
                .containsExactly(
                        directory.resolve("b.yml") + ": line 1, column 10: Policies of version 1 can be read here.",
                        "Nothing was compared.");
        var missing = Terminal.run("policy", "diff", "no.yml", "no.yml");
        assertThat(missing.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(missing.complaints()).containsExactly("no.yml does not exist. Nothing was compared.");
        assertThat(Terminal.run("policy", "diff", "one.yml").status()).isEqualTo(ExitStatus.USAGE);
    }
}
