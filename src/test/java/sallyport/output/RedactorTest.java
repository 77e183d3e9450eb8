package sallyport.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RedactorTest {
    private static final String CORE = "Zq9".repeat(12);

    /** Lines with one secret each; all of them contain some of {@link #CORE} and nothing else does. */
    static final List<String> SECRETS = List.of(
            "key AKIA" + "ZQ9Z".repeat(4) + " of us",
            "ASIA" + "ZQ9Z".repeat(4),
            "xoxb-1234567890-" + CORE,
            "xapp-1-A0-" + CORE,
            "ghp_" + CORE,
            "github_pat_" + CORE,
            "sk_live_" + CORE,
            "rk_test_" + CORE,
            "eyJ" + CORE + ".eyJ" + CORE + "." + CORE,
            "Authorization: Bearer " + CORE,
            "{\"Authorization\": \"Bearer " + CORE + "\"}",
            "{'authorization': 'Basic " + CORE + "='}",
            "authorization=" + CORE,
            "postgres://app:" + CORE + "@db:5432/app",
            "redis://:" + CORE + "@cache",
            "amqp://u:" + CORE + "@" + CORE + "@mq/",
            "DB_PASSWORD=" + CORE,
            "password: " + CORE,
            "password = '" + CORE + "'",
            "password=\"" + CORE + " " + CORE + "\"",
            "passphrase_secret: 'it is " + CORE + "'",
            "{\"password\":\"" + CORE + "\"}",
            "{\\\"password\\\":\\\"" + CORE + "\\\"}",
            "{'api_key': '" + CORE + "'}",
            "\"token\"=>\"" + CORE + "\"",
            "X-Api-Key: " + CORE,
            "AWS_SECRET_ACCESS_KEY=" + CORE,
            "aws_session_token = " + CORE,
            "access-key=" + CORE + ", next",
            "DB_PASS=" + CORE,
            "export MY_PWD='" + CORE + " " + CORE + "'",
            "{\"db-pass\": \"" + CORE + "\"}",
            "mysql --password " + CORE + " shop",
            "client --db-password \"" + CORE + " " + CORE + "\"",
            "client -secret '" + CORE + "'",
            "client --api-key " + CORE,
            "sk-ant-" + CORE,
            "AIza" + CORE.substring(0, 35));

    static final List<String> ORDINARY = List.of(
            "2026-03-01T12:00:00Z INFO  [web-1] GET /orders/1234?page=2 200 12ms",
            "I, [2026-03-01T12:00:00.123456 #1]  INFO -- : [8f14e45f-ceea-467f-a0e6-1d2b4c9e8a11] Completed 200 OK",
            "   up     20260301120000  Add index to orders",
            "drwxr-xr-x 2 app app 4096 Mar  1 12:00 config",
            "at com.example.Orders.find(Orders.java:42)",
            "sha256:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
            "commit 1f7ec5eb8a0b54f3a2d8c1f0e5a9b7c6d4e3f2a1",
            "arn:aws:ecs:eu-central-1:111122223333:task/prod/0f9de3c5a1b24b6c8d7e6f5a4b3c2d1e",
            "https://example.org/a/b?c=d#e",
            "http://localhost:8080/@scope/package",
            "git@github.com:example/repo.git",
            "connecting to postgres://db:5432/app as app",
            "mail to someone@example.org: sent",
            "PID USER %CPU COMMAND",
            "Filesystem      Size  Used Avail Use% Mounted on",
            "passwordless login is enabled",
            "2 tokens left",
            "csrf token ok",
            "the keyboard: qwertyuiop",
            "monkey=banana split",
            "eyJust a word. and another.",
            "AKIA is the prefix of an access key id",
            "-----BEGIN CERTIFICATE-----",
            "-----BEGIN PUBLIC KEY-----",
            "SELECT count(*) FROM orders WHERE state = 'open'; -- 12 rows",
            "progress: 45% [=========>           ] 12:03",
            "PWD=/home/app/current",
            "OLDPWD=/home/app/releases/12",
            "bypass=everything passed: 1234567",
            "client --token --verbose-output",
            "a spoken password remembered",
            "🚀 grüße 日本語");

    @ParameterizedTest
    @MethodSource("secrets")
    void a_secret_of_known_form_is_redacted(String line) {
        assertThat(Redactor.redact(line + "\n"))
                .contains("[redacted:")
                .endsWith("\n")
                .matches(RedactorTest::isClean);
    }

    @ParameterizedTest
    @MethodSource("ordinary")
    void an_ordinary_line_stays_as_it_is(String line) {
        assertThat(Redactor.redact("x\n" + line + "\ny")).isEqualTo("x\n" + line + "\ny");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DB_PASSWORD=hunter22 next|DB_PASSWORD=[redacted:assignment] next",
                "{\"password\":\"hunter22\",\"user\":\"app\"}|{\"password\":\"[redacted:assignment]\",\"user\":\"app\"}",
                "postgres://app:hunter22@db/app|postgres://app:[redacted:url-password]@db/app",
                "Authorization: Bearer abcdefgh|Authorization: Bearer [redacted:authorization]",
                "xoxb-1234567890|[redacted:slack-token]"
            })
    void what_was_redacted_can_be_told_from_what_stays(String line, String redacted) {
        assertThat(Redactor.redact(line)).isEqualTo(redacted);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AKIAABCDEFGHIJKLMNO",
                "AKIAABCDEFGHIJKLMNOPQ",
                "XAKIAABCDEFGHIJKLMNOP",
                "xoxb-123456789",
                "ghp_short",
                "sk_live_tooshort",
                "eyJabc.def.ghi",
                "password=short",
                "DB_PASS=short",
                "--password short",
                "sk-ant-123456789012345",
                "AIza1234567890123456789012345678901234",
                "Authorization: no"
            })
    void what_is_a_character_short_of_a_secret_stays(String line) {
        assertThat(Redactor.redact(line)).isEqualTo(line);
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void a_secret_split_anywhere_is_redacted_as_if_it_came_whole(String line) {
        var text = "before\n" + line + "\nafter";
        var whole = Redactor.redact(text);
        for (int split = 0; split <= text.length(); split++) {
            assertThat(redact(text.substring(0, split), text.substring(split))).isEqualTo(whole);
        }
        assertThat(redact(text.split(""))).isEqualTo(whole);
    }

    @ParameterizedTest
    @MethodSource("secrets")
    void a_secret_is_redacted_wherever_a_line_without_end_is_cut(String secret) {
        int cut = Redactor.MAX_HELD + 1 - Redactor.KEPT_BACK;
        for (int at = cut - secret.length() - 2; at <= cut + 1; at++) {
            var text = filler(at) + " " + secret + " " + filler(Redactor.MAX_HELD);
            var pieces = new String[] {text.substring(0, Redactor.MAX_HELD + 1), text.substring(Redactor.MAX_HELD + 1)};
            assertThat(redact(pieces)).as("at %s", at).matches(RedactorTest::isClean);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"password=", "eyJhhhhhhhhh.eyJhhhhhhhh.", "ghp_", "\"token\":\"", "Authorization: Bearer "})
    void a_secret_longer_than_what_is_held_is_dropped_to_its_end(String start) {
        var text = "see " + start + CORE.repeat(400) + " done\n";
        assertThat(redact(text.split("(?<=\\G.{1000})")))
                .matches(RedactorTest::isClean)
                .endsWith(" done\n");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void harmless_text_leaves_whole_however_long_its_lines_are(int seed) {
        var random = new Random(seed);
        var text = new StringBuilder();
        while (text.length() < 30_000) {
            text.append(filler(random.nextInt(9_000))).append(random.nextBoolean() ? "\n" : " ");
        }
        var pieces = text.toString().split("(?s)(?<=\\G.{" + (1 + random.nextInt(5_000)) + "})");
        assertThat(redact(pieces)).isEqualTo(text.toString());
    }

    @Test
    void no_more_than_a_few_thousand_characters_wait_for_a_line_end() {
        var redactor = new Redactor();
        assertThat(redactor.accept(filler(Redactor.MAX_HELD))).isEmpty();
        assertThat(redactor.accept("x")).hasSize(Redactor.MAX_HELD + 1 - Redactor.KEPT_BACK);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "RSA ", "EC ", "OPENSSH ", "ENCRYPTED "})
    void a_private_key_goes_from_its_header_to_its_footer(String kind) {
        var text = "before\n-----BEGIN " + kind + "PRIVATE KEY-----\n" + (CORE + "\n").repeat(30) + "-----END " + kind
                + "PRIVATE KEY-----\nafter\n";
        assertThat(redact(text)).isEqualTo("before\n[redacted:private-key]\nafter\n");
        assertThat(redact(text.split(""))).isEqualTo("before\n[redacted:private-key]\nafter\n");
        assertThat(redact(text.split("(?<=\n)"))).isEqualTo("before\n[redacted:private-key]\nafter\n");
    }

    /** The sign of the kelvin and the long s are a k and an s to whoever ignores case. */
    @ParameterizedTest
    @ValueSource(strings = {"API_TO\u212AEN", "\u017Fecret"})
    void letters_that_ignore_case_with_those_of_ascii_hide_no_name(String name) {
        assertThat(redact(name + "=hunter22\n")).isEqualTo(name + "=[redacted:assignment]\n");
    }

    @Test
    void a_private_key_on_one_line_takes_nothing_else_along() {
        var json = "{\"private_key\":\"-----BEGIN PRIVATE KEY-----\\n" + CORE.repeat(300)
                + "\\n-----END PRIVATE KEY-----\\n\",\"client\":\"me\"}";
        assertThat(redact(json + "\n"))
                .isEqualTo("{\"private_key\":\"[redacted:private-key]\\n\",\"client\":\"me\"}\n");
        assertThat(redact(json.split("(?<=\\G.{100})")))
                .matches(RedactorTest::isClean)
                .endsWith("\"client\":\"me\"}");
    }

    @Test
    void a_pgp_private_key_is_a_private_key() {
        var text = "-----BEGIN PGP PRIVATE KEY BLOCK-----\n" + CORE + "\n-----END PGP PRIVATE KEY BLOCK-----\n";
        assertThat(redact(text)).isEqualTo("[redacted:private-key]\n");
    }

    @Test
    void the_header_of_a_key_alone_does_not_hide_all_that_follows() {
        var text = "config/a.rb: -----BEGIN RSA PRIVATE KEY-----\n" + (filler(79) + "\n").repeat(300) + "the end\n";
        assertThat(redact(text))
                .startsWith("config/a.rb: [redacted:private-key]\n")
                .endsWith("the end\n");
        assertThat(text.length() - redact(text).length()).isLessThan(Redactor.MAX_KEY + 100);
    }

    private static List<String> secrets() {
        return SECRETS;
    }

    private static List<String> ordinary() {
        return ORDINARY;
    }

    private static IntStream seeds() {
        return IntStream.range(0, 40);
    }

    private static boolean isClean(String text) {
        return !text.contains("Zq9Zq") && !text.contains("ZQ9ZZ") && !text.contains("9ZQ9");
    }

    private static String filler(int length) {
        return "lorem ipsum ".repeat(length / 12 + 1).substring(0, length);
    }

    private static String redact(String... pieces) {
        var redactor = new Redactor();
        var text = new StringBuilder();
        for (var piece : pieces) {
            text.append(redactor.accept(piece));
        }
        return text.append(redactor.finish()).toString();
    }
}
