package sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sallyport.aws.AccountAccess;
import sallyport.aws.AwsOptions;
import sallyport.aws.EndpointVariant;
import sallyport.aws.QueueUrl;
import sallyport.aws.RoleArn;
import sallyport.aws.RunAttribution;
import sallyport.request.ChannelId;
import sallyport.request.Person;
import sallyport.slack.SlackOptions;
import sallyport.slack.UserGroupId;
import sallyport.store.DynamoTable;
import sallyport.store.LedgerPlace;

class SettingsTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("SLACK_BOT_TOKEN", "xoxb-test", "SLACK_SIGNING_SECRET", "shhh", "EMPTY", "");
    private static final Path DIRECTORY = Path.of("somewhere");

    private static final String SMALLEST = """
            slack:
              bot_token: ${SLACK_BOT_TOKEN}
              signing_secrets: ["${SLACK_SIGNING_SECRET}"]
              team_ids: [T1]
            targets:
              web: { account: "123456789012", region: us-east-1, cluster: demo, service: web }
            """;

    private static Settings read(String text) {
        return read(text, Map.of());
    }

    private static Settings read(String text, Map<String, String> more) {
        var reading = SettingsReader.read(text, DIRECTORY, with(more));
        assertThat(reading).isInstanceOf(SettingsReading.Read.class);
        return ((SettingsReading.Read) reading).settings();
    }

    private static Map<String, String> with(Map<String, String> more) {
        var all = new HashMap<>(ENVIRONMENT);
        all.putAll(more);
        return all;
    }

    private static String problems(String text) {
        return problems(text, Map.of());
    }

    private static String problems(String text, Map<String, String> more) {
        return switch (SettingsReader.read(text, DIRECTORY, with(more))) {
            case SettingsReading.Read _ -> "";
            case SettingsReading.Broken(var problems) ->
                problems.stream().map(Object::toString).collect(Collectors.joining("\n"));
        };
    }

    @Test
    void the_smallest_configuration_has_safe_defaults() {
        var settings = read(SMALLEST);

        assertThat(settings.slack().apiBase()).isEqualTo(SlackOptions.SLACK_API);
        assertThat(settings.aws()).isEqualTo(AwsOptions.production());
        assertThat(settings.policy()).isEmpty();
        assertThat(settings.management().host()).isEqualTo("127.0.0.1");
        assertThat(settings.store()).isEqualTo(new LedgerPlace.Sqlite(DIRECTORY.resolve("sallyport.db")));
        assertThat(settings.aliases().find("web")).isPresent();
    }

    @Test
    void the_ledger_is_kept_in_a_file_or_in_a_table() {
        assertThat(read(SMALLEST + "store: { sqlite: data/s.db }\n").store())
                .isEqualTo(new LedgerPlace.Sqlite(DIRECTORY.resolve("data/s.db")));
        assertThat(read(SMALLEST + "store: { dynamodb: { table: sallyport, region: eu-west-1 } }\n")
                        .store())
                .isEqualTo(new LedgerPlace.Dynamo(new DynamoTable("sallyport", "eu-west-1", Optional.empty())));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            sqlite: s.db, dynamodb: { table: ttt, region: r } | line 7, column 8: store must have one of the keys
            dynamodb: { table: t, region: r } | table must be 3 to 255 letters
            dynamodb: { table: ttt }          | The key region is missing.
            dynamodb: { region: r }           | The key table is missing.
            dynamodb: { table: ttt, region: r, endpoint: x } | There is no key endpoint here.
            postgres: x                       | There is no key postgres here.
            """)
    void a_store_is_described_wholly_and_once(String store, String said) {
        assertThat(problems(SMALLEST + "store: { " + store + " }\n")).contains(said);
    }

    @Test
    void in_a_test_the_table_is_where_all_of_aws_is() {
        var settings = read(SMALLEST + """
                store: { dynamodb: { table: sallyport, region: eu-west-1 } }
                testing: { allow_endpoint_overrides: true, aws_endpoint: "http://127.0.0.1:1" }
                """);

        assertThat(settings.store())
                .isEqualTo(new LedgerPlace.Dynamo(
                        new DynamoTable("sallyport", "eu-west-1", Optional.of(URI.create("http://127.0.0.1:1")))));
    }

    @Test
    void groups_hold_people_of_the_workspace() {
        var settings = read(SMALLEST + "people: { groups: { dev: [U1, U2], sre: [U2] } }\n");

        assertThat(settings.groups().of(new Person("T1", "U2"))).containsExactlyInAnyOrder("dev", "sre");
        assertThat(settings.groups().of(new Person("T2", "U2"))).isEmpty();
    }

    @Test
    void schedules_that_say_who_is_on_call_are_a_file_beside_the_groups() {
        assertThat(read(SMALLEST).onCall()).isEmpty();
        var settings = read(SMALLEST + "people: { groups: { dev: [U1] }, on_call: rota/oncall.yml }\n");
        assertThat(settings.onCall()).contains(DIRECTORY.resolve("rota/oncall.yml"));
        assertThat(settings.groups().names()).containsExactlyInAnyOrder("dev", "admins");
        assertThat(problems(SMALLEST + "people: { oncall: oncall.yml }\n")).contains("Did you mean on_call?");
    }

    @Test
    void a_group_can_be_a_user_group_of_slack() {
        assertThat(read(SMALLEST).slackGroups()).isEqualTo(new SlackGroups(Map.of(), UserGroupPace.DEFAULT));
        var settings = read(SMALLEST + "people: { groups: { dev: [U1] }, slack_groups: { sre: S0123ABCD } }\n");
        assertThat(settings.slackGroups().ids()).isEqualTo(Map.of("sre", new UserGroupId("S0123ABCD")));
        assertThat(settings.groupNames()).containsExactlyInAnyOrder("dev", "admins", "sre");
        assertThat(settings.groups().names()).doesNotContain("sre");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            dev: S0123ABCD   | line 8, column 19: dev is a group whose members are listed already.
            admins: S0123ABC | line 8, column 19: admins is a group whose members are listed already.
            SRE: S0123ABCD   | line 8, column 19: SRE is not a name: use up to 64 of a-z
            sre: sre-team    | line 8, column 24: sre-team is not the id of a user group such as S0123ABCD.
            sre: 123         | line 8, column 24: sre must be text
            sre: [S0123ABCD] | line 8, column 24: sre must be text
            'sre: S1AB, sre: S2AB' | line 8, column 30: The key sre is already on line 8.
            """)
    void a_mistake_in_a_user_group_is_named_with_its_place(String groups, String said) {
        var people = "people:\n  slack_groups: { " + groups + " }\n  groups: { dev: [U1] }\n";
        assertThat(problems(SMALLEST + people)).contains(said);
        assertThat(problems(SMALLEST + "people: { slack_groups: [S0123ABCD] }\n"))
                .contains("Expected keys with values");
        assertThat(problems(SMALLEST + "people: { slack_group: { sre: S1 } }\n"))
                .contains("Did you mean slack_groups?");
    }

    @Test
    void only_a_test_reads_user_groups_more_often() {
        assertThat(read(SMALLEST + "testing: { slack_groups_ms: 5000 }\n")
                        .slackGroups()
                        .pace())
                .isEqualTo(new UserGroupPace(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5)));
        assertThat(read(SMALLEST + "testing: { slack_groups_ms: 60000 }\n")
                        .slackGroups()
                        .pace())
                .isEqualTo(UserGroupPace.DEFAULT);
        assertThat(problems(SMALLEST + "testing: { slack_groups_ms: 60001 }\n")).contains("from 1 to 60000");
    }

    @ParameterizedTest(name = "{0} -> {2}")
    @CsvSource(delimiter = '|', textBlock = """
            ${SLACK_SIGNING_SECRET} | ${NOWHERE} | line 3, column 21: The environment variable NOWHERE is not set.
            ${SLACK_SIGNING_SECRET} | ${EMPTY}   | line 3, column 21: A secret is not empty.
            signing_secrets         | signing_secret | Did you mean signing_secrets?
            "123456789012"          | "1234"     | account must be twelve digits in quotes.
            "123456789012"          | 123456789012 | account must be text
            cluster: demo,          | '          ' | The key cluster is missing.
            team_ids: [T1]          | team_ids: [] | team_ids must be a list with at least one item.
            """)
    void a_mistake_is_named_with_its_place(String from, String to, String said) {
        assertThat(problems(SMALLEST.replace(from, to))).contains(said);
    }

    @Test
    void endpoints_are_not_overridden_unless_the_configuration_says_that_it_is_a_test() {
        var override = SMALLEST + "testing: { aws_endpoint: \"http://127.0.0.1:1\" }\n";

        assertThat(problems(override)).contains("aws_endpoint needs testing.allow_endpoint_overrides: true.");
        assertThat(read(override.replace("{ aws", "{ allow_endpoint_overrides: true, aws"))
                        .aws()
                        .endpointOverride())
                .isPresent();
    }

    private static String target(String keys) {
        return SMALLEST.replace("service: web }", "service: web, " + keys + " }");
    }

    private static AccountAccess access(String keys) {
        return read(target(keys)).targets().getFirst().access();
    }

    @Test
    void a_target_is_entered_with_our_own_credentials_one_role_or_two() {
        var read = new RoleArn("arn:aws:iam::123456789012:role/sallyport-read");
        var exec = new RoleArn("arn:aws:iam::123456789012:role/sallyport-exec");

        assertThat(read(SMALLEST).targets().getFirst().access()).isEqualTo(new AccountAccess.Own());
        assertThat(access("role: " + exec + ", external_id: ext-7"))
                .isEqualTo(new AccountAccess.Roles(exec, Optional.of(exec), Optional.of("ext-7"), RunAttribution.NONE));
        assertThat(access(
                        "read_role: " + read + ", exec_role: " + exec + ", source_identity: true, session_tags: true"))
                .isEqualTo(new AccountAccess.Roles(
                        read, Optional.of(exec), Optional.empty(), new RunAttribution(true, true)));
        assertThat(access("read_role: " + read))
                .isEqualTo(new AccountAccess.Roles(read, Optional.empty(), Optional.empty(), RunAttribution.NONE));
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(delimiter = '|', textBlock = """
            role: sallyport-exec                                     | line 6, column 89: role must be the ARN of a role.
            role: "arn:aws:iam::210987654321:role/x"                 | role is in account 210987654321, and the target in 123456789012
            role: "arn:aws-cn:iam::123456789012:role/x"              | role is not in the partition of the Region us-east-1.
            role: "arn:aws:iam::123456789012:role/x", read_role: "arn:aws:iam::123456789012:role/y" | Give role, or read_role and exec_role, not both
            exec_role: "arn:aws:iam::123456789012:role/x"            | exec_role needs read_role
            source_identity: true                                    | source_identity needs role or exec_role
            read_role: "arn:aws:iam::123456789012:role/x", session_tags: true | session_tags needs role or exec_role
            external_id: "a b"                                       | external_id must be 2 to 1,224 letters
            exec_roles: x                                            | Did you mean exec_role?
            """)
    void a_mistake_in_how_a_target_is_entered_is_named(String keys, String said) {
        assertThat(problems(target(keys))).contains(said);
    }

    @Test
    void targets_lie_in_many_accounts_and_regions_but_in_one_partition() {
        var second = "  cn: { account: \"210987654321\", region: %s, cluster: demo, service: web }\n";

        assertThat(read(SMALLEST + second.formatted("eu-west-1")).targets()).hasSize(2);
        assertThat(problems(SMALLEST + second.formatted("cn-north-1")))
                .contains("The targets lie in the partitions aws and aws-cn")
                .contains("run one Sallyport for each");
    }

    @Test
    void public_endpoints_can_be_those_of_fips_and_of_dual_stack() {
        assertThat(read(SMALLEST + "aws: { fips: true, dual_stack: true }\n")
                        .aws()
                        .variant())
                .isEqualTo(new EndpointVariant(true, true));
        var table = (LedgerPlace.Dynamo) read(SMALLEST + "aws: { fips: true }\n"
                        + "store: { dynamodb: { table: sallyport, region: eu-west-1 } }\n")
                .store();
        assertThat(table.table().fips()).isTrue();
        assertThat(table.table().dualStack()).isFalse();
        assertThat(problems(SMALLEST + "aws: { fips: maybe }\n")).contains("line 7, column 14");
    }

    @Test
    void what_the_sdk_would_read_from_the_environment_counts_where_the_file_says_nothing() {
        var around =
                Map.of("AWS_USE_FIPS_ENDPOINT", "true", "HTTPS_PROXY", "http://proxy:3128", "no_proxy", "slack.com");

        assertThat(read(SMALLEST, around).aws().variant()).isEqualTo(new EndpointVariant(true, false));
        assertThat(read(SMALLEST + "aws: { fips: false }\n", around).aws().variant())
                .isEqualTo(EndpointVariant.STANDARD);
        assertThat(read(SMALLEST, around).aws().proxies().select(URI.create("https://ecs.us-east-1.amazonaws.com")))
                .extracting(Object::toString)
                .allMatch(proxy -> proxy.contains("proxy"));
        assertThat(read(SMALLEST, around).slack().proxies().select(SlackOptions.SLACK_API))
                .containsExactly(Proxy.NO_PROXY);
        assertThat(problems(SMALLEST, Map.of("https_proxy", "http://me:hunter2@proxy:3128")))
                .contains("HTTPS_PROXY must be http://HOST:PORT")
                .doesNotContain("hunter2");
    }

    @Test
    void everything_leaves_by_way_of_the_proxy_of_the_file() {
        var settings = read(SMALLEST + """
                proxy: { url: "http://proxy.internal:3128", no_proxy: [.slack.com] }
                store: { dynamodb: { table: sallyport, region: eu-west-1 } }
                """);

        var dynamo = ((LedgerPlace.Dynamo) settings.store()).table();
        assertThat(dynamo.proxies().select(URI.create("https://dynamodb.eu-west-1.amazonaws.com")))
                .doesNotContain(Proxy.NO_PROXY);
        assertThat(settings.aws().proxies().select(URI.create("wss://ssmmessages.us-east-1.amazonaws.com")))
                .doesNotContain(Proxy.NO_PROXY);
        assertThat(settings.slack().proxies().select(URI.create("https://hooks.slack.com")))
                .containsExactly(Proxy.NO_PROXY);
        assertThat(problems(SMALLEST + "proxy: { url: \"http://me:hunter2@proxy:3128\" }\n"))
                .contains("line 7, column 15: url must be http://HOST:PORT, without a name and password.")
                .doesNotContain("hunter2");
        assertThat(problems(SMALLEST + "proxy: { no_proxy: [x] }\n")).contains("The key url is missing.");
    }

    @Test
    void data_channels_of_a_region_can_take_a_vpc_endpoint() {
        var host = "vpce-0a1b-x.ssmmessages.us-east-1.vpce.amazonaws.com";

        assertThat(read(SMALLEST + "aws: { ssmmessages: { us-east-1: " + host + " } }\n")
                        .aws()
                        .privateStreams())
                .isEqualTo(Map.of("us-east-1", host));
        assertThat(problems(SMALLEST + "aws: { ssmmessages: { eu-west-1: " + host + " } }\n"))
                .contains("line 7, column 23: No target is in the Region eu-west-1.");
        assertThat(problems(SMALLEST + "aws: { ssmmessages: { us-east-1: evil.example } }\n"))
                .contains("us-east-1 must be the name of a VPC endpoint");
        assertThat(problems(SMALLEST + "aws: { endpoint: x }\n")).contains("There is no key endpoint here.");
    }

    @Test
    void secrets_do_not_show_themselves() {
        assertThat(read(SMALLEST).toString()).doesNotContain("xoxb-test").doesNotContain("shhh");
    }

    @Test
    void every_example_in_the_documentation_reads() throws IOException {
        var page = Files.readString(Path.of("docs/configuration.md"));
        var example = page.substring(page.indexOf("```yaml\n") + 8, page.indexOf("```\n\n|"));

        assertThat(problems(example)).isEmpty();
    }

    @Test
    void owners_are_told_every_week_where_exec_is_on_unless_that_is_turned_off() {
        assertThat(read(SMALLEST).audit().weeklyExecReport()).isTrue();
        assertThat(read(SMALLEST + "audit: { signing_key: keys/audit.key }\n")
                        .audit()
                        .weeklyExecReport())
                .isTrue();
        assertThat(read(SMALLEST + "audit: { weekly_exec_report: false }\n")
                        .audit()
                        .weeklyExecReport())
                .isFalse();
    }

    @Test
    void the_audit_trail_is_sealed_with_one_key_or_none() {
        assertThat(read(SMALLEST).audit()).isEqualTo(AuditSettings.NONE);
        var file = read(SMALLEST + "audit: { signing_key: keys/audit.key, checkpoints_channel: C9 }\n")
                .audit();
        assertThat(file.signingKey()).contains(DIRECTORY.resolve("keys/audit.key"));
        assertThat(file.checkpointsChannel().map(ChannelId::value)).contains("C9");
        var kms = "arn:aws:kms:eu-west-1:111122223333:key/1234-abcd";
        assertThat(read(SMALLEST + "audit: { kms_key: \"" + kms + "\" }\n")
                        .audit()
                        .kmsKey())
                .contains(kms);
        assertThat(problems(SMALLEST + "audit: { signing_key: a, kms_key: \"" + kms + "\" }\n"))
                .contains("Give signing_key or kms_key, not both");
        assertThat(problems(SMALLEST + "audit: { checkpoints_channel: C9 }\n"))
                .contains("checkpoints_channel needs signing_key or kms_key");
        assertThat(problems(SMALLEST + "audit: { kms_key: alias/audit }\n"))
                .contains("kms_key must be the ARN of a KMS key.");
        assertThat(problems(SMALLEST + "audit: { singing_key: a }\n")).contains("Did you mean signing_key?");
    }

    @Test
    void the_queue_of_task_events_is_named_by_its_url_and_without_one_nothing_is_heard() {
        var url = "https://sqs.eu-west-1.amazonaws.com/111122223333/sallyport-tasks";

        assertThat(read(SMALLEST).events()).isEmpty();
        assertThat(read(SMALLEST + "events: { queue: \"" + url + "\" }\n").events())
                .isEqualTo(QueueUrl.of(url))
                .get()
                .extracting(QueueUrl::region)
                .isEqualTo("eu-west-1");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                                       | The key queue is missing.
            { queue: sallyport-tasks }                                               | line 7, column 18: queue must be the URL
            { queue: "https://example.com/111122223333/sallyport-tasks" }            | queue must be the URL
            { queue: "https://sqs.eu-west-1.amazonaws.com/111122223333/tasks.fifo" } | queue must be the URL
            { queue: "http://sqs.eu-west-1.amazonaws.com/111122223333/tasks" }       | queue must be the URL
            { queue: "https://sqs.eu-west-1.amazonaws.com/111122223333/t", dlq: x }  | There is no key dlq here.
            """)
    void a_queue_that_is_none_is_refused_with_its_place(String events, String problem) {
        assertThat(problems(SMALLEST + "events: " + events + "\n")).contains(problem);
    }
}
