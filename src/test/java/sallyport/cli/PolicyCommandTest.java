package sallyport.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The verbs {@code policy check} and {@code policy lint}; the others have tests of their own. */
class PolicyCommandTest {
    private static final String GOOD = """
            version: 1
            commands:
              uptime: { summary: Up, argv: [/usr/bin/uptime], effect: read }
            grants:
              - { id: web-uptime, command: uptime, targets: [web], groups: [dev], approval: none }
            """;
    private static final String DANGEROUS = GOOD.replace("/usr/bin/uptime", "uptime");
    private static final String BROKEN = "version: 1\nrules: []\n";

    @TempDir
    Path directory;

    private Path write(String text) throws IOException {
        return Files.writeString(directory.resolve("policy.yml"), text);
    }

    private static Terminal run(String verb, Path file, String... options) {
        var words = new String[options.length + 3];
        words[0] = "policy";
        words[1] = verb;
        words[2] = file.toString();
        System.arraycopy(options, 0, words, 3, options.length);
        return Terminal.run(words);
    }

    @Test
    void without_a_verb_it_is_asked_wrongly() {
        var answer = Terminal.run("policy");
        assertThat(answer.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(answer.err()).startsWith("Which verb? Nothing was done.").contains("explain", "diff");
    }

    @Nested
    class Check {
        @Test
        void calls_a_good_file_good_with_its_version() throws IOException {
            var file = write(GOOD);
            var answer = run("check", file);
            assertThat(answer.status()).isEqualTo(ExitStatus.GOOD);
            assertThat(answer.lines()).singleElement().asString().startsWith(file + " is good, version ");
        }

        @Test
        void names_what_is_dangerous_and_calls_it_good_unless_it_is_to_be_strict() throws IOException {
            var file = write(DANGEROUS);
            var answer = run("check", file);
            assertThat(answer.status()).isEqualTo(ExitStatus.GOOD);
            assertThat(answer.lines()).hasSize(2);
            assertThat(answer.lines().getFirst()).startsWith(file + " is good, version ");
            assertThat(answer.lines().getLast())
                    .startsWith(file + ": line 3, column 33: relative-program: uptime is looked up");
            assertThat(run("check", file, "--strict").status()).isEqualTo(ExitStatus.NO);
            assertThat(run("check", write(GOOD), "--strict").status()).isEqualTo(ExitStatus.GOOD);
        }

        @Test
        void says_the_same_in_json() throws IOException {
            var answer = run("check", write(DANGEROUS), "--json");
            assertThat(answer.status()).isEqualTo(ExitStatus.GOOD);
            assertThat(answer.json().path("good").asBoolean()).isTrue();
            assertThat(answer.json().path("version").asString()).hasSize(64);
            var warning = answer.json().path("warnings").path(0);
            assertThat(warning.path("id").asString()).isEqualTo("relative-program");
            assertThat(warning.path("line").asInt()).isEqualTo(3);
            assertThat(warning.path("column").asInt()).isEqualTo(33);
            assertThat(warning.path("message").asString()).startsWith("uptime is looked up");
            assertThat(run("check", write(DANGEROUS), "--json", "--strict").status())
                    .isEqualTo(ExitStatus.NO);
        }

        @Test
        void names_a_mistake_with_its_place() throws IOException {
            var file = write(BROKEN);
            var answer = run("check", file);
            assertThat(answer.status()).isEqualTo(ExitStatus.NO);
            assertThat(answer.complaints()).containsExactly(file + ": line 2, column 1: There is no key rules here.");
            var json = run("check", file, "--json");
            assertThat(json.status()).isEqualTo(ExitStatus.NO);
            assertThat(json.json().path("good").asBoolean(true)).isFalse();
            assertThat(json.json().path("problems").path(0).path("line").asInt())
                    .isEqualTo(2);
        }

        @Test
        void calls_a_file_that_is_not_there_a_wrong_question() {
            var file = directory.resolve("nothing.yml");
            var answer = run("check", file);
            assertThat(answer.status()).isEqualTo(ExitStatus.USAGE);
            assertThat(answer.complaints()).containsExactly(file + " does not exist. Nothing was checked.");
        }

        @Test
        void cannot_read_a_directory() {
            var answer = run("check", directory);
            assertThat(answer.status()).isEqualTo(ExitStatus.NO);
            assertThat(answer.complaints())
                    .containsExactly(directory + " cannot be read: it is a directory. Nothing was checked.");
        }

        @Test
        void cannot_read_what_is_not_utf_8() throws IOException {
            var file = Files.write(directory.resolve("policy.yml"), new byte[] {'#', (byte) 0xff, '\n'});
            var answer = run("check", file);
            assertThat(answer.status()).isEqualTo(ExitStatus.NO);
            assertThat(answer.complaints())
                    .containsExactly(file + " cannot be read: it is not UTF-8 text. Nothing was checked.");
        }
    }

    @Nested
    class Lint {
        private Path configuration() throws IOException {
            return Files.writeString(directory.resolve("sallyport.yml"), """
                    slack: { bot_token: "${NOT_SET}", signing_secrets: ["${NOT_SET}"], team_ids: [T1] }
                    people: { groups: { ops: [U1] } }
                    targets:
                      api: { account: "123456789012", region: us-east-1, cluster: prod, service: api }
                    """);
        }

        @Test
        void finds_nothing_in_a_good_file() throws IOException {
            var file = write(GOOD);
            var answer = run("lint", file);
            assertThat(answer.status()).isEqualTo(ExitStatus.GOOD);
            assertThat(answer.lines()).containsExactly(file + ": nothing was found.");
        }

        @Test
        void says_no_to_what_check_only_warns_of_and_to_what_has_no_effect() throws IOException {
            var file = write(
                    DANGEROUS + "  - { id: again, command: uptime, targets: [web], groups: [dev], approval: none }\n");
            var answer = run("lint", file);
            assertThat(answer.status()).isEqualTo(ExitStatus.NO);
            assertThat(answer.lines()).hasSize(2);
            assertThat(answer.lines().getFirst()).startsWith(file + ": line 3, column 33: relative-program: ");
            assertThat(answer.lines().getLast())
                    .isEqualTo(file + ": line 6, column 11: repeated-grant: again says the same as web-uptime. Remove"
                            + " one of the two.");
        }

        @Test
        void compares_with_a_configuration_without_needing_its_secrets() throws IOException {
            var answer = run("lint", write(GOOD), "--config", configuration().toString(), "--json");
            assertThat(answer.status()).isEqualTo(ExitStatus.NO);
            assertThat(answer.json().path("warnings").valueStream())
                    .extracting(warning -> warning.path("id").asString())
                    .containsExactly("undefined-group", "no-such-target");
        }

        @Test
        void does_not_miss_a_group_of_slack_and_says_that_it_cannot_look_into_it() throws IOException {
            var configuration = Files.writeString(directory.resolve("sallyport.yml"), """
                    people: { slack_groups: { dev: S0123ABCD } }
                    targets: { web: { cluster: c, service: s } }
                    """);
            var answer = run("lint", write(GOOD), "--config", configuration.toString());
            assertThat(answer.out()).doesNotContain("undefined-group");
            assertThat(answer.complaints())
                    .containsExactly("Only Slack knows who is in dev, and it is not asked here. Whether enough people"
                            + " can agree there was not looked at.");
            assertThat(run("lint", write(GOOD), "--config", configuration.toString(), "--json")
                            .json()
                            .path("slackGroups")
                            .get(0)
                            .asString())
                    .isEqualTo("dev");
        }

        @Test
        void says_no_in_json_only_if_something_was_found() throws IOException {
            var answer = run("lint", write(GOOD), "--json");
            assertThat(answer.status()).isEqualTo(ExitStatus.GOOD);
            assertThat(answer.out()).isEqualToIgnoringNewLines("{\"warnings\":[]}");
        }

        @Test
        void cannot_look_at_a_broken_policy_or_configuration() throws IOException {
            var broken = write(BROKEN);
            assertThat(run("lint", broken).status()).isEqualTo(ExitStatus.USAGE);
            assertThat(run("lint", broken).complaints())
                    .containsExactly(
                            broken + ": line 2, column 1: There is no key rules here.", "Nothing was looked at.");
            var configuration = Files.writeString(directory.resolve("sallyport.yml"), "targets: { api: {} }\n");
            var answer = run("lint", write(GOOD), "--config", configuration.toString());
            assertThat(answer.status()).isEqualTo(ExitStatus.USAGE);
            assertThat(answer.complaints())
                    .containsExactly(
                            configuration + ": line 1, column 17: The key cluster is missing.",
                            configuration + ": line 1, column 17: The key service is missing.",
                            "Nothing was looked at.");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"check", "lint", "test"})
    void a_verb_without_a_file_is_asked_wrongly(String verb) {
        var answer = Terminal.run("policy", verb);
        assertThat(answer.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(answer.err()).contains("Missing required parameter", "FILE");
    }
}
