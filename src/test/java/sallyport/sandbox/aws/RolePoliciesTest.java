package sallyport.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Sallyport's two roles may do in the sandbox: what the files of {@code deploy/iam} say and nothing else. */
class RolePoliciesTest {
    @RegisterExtension
    static final StartedAws AWS = new StartedAws();

    private static final String EXTERNAL_ID = "&ExternalId=sandbox-0b7c1c5e-6f0e";

    private static HttpResponse<String> assume(String role, String more) throws IOException, InterruptedException {
        return AWS.api()
                .query(
                        "sts",
                        "AssumeRole",
                        "RoleSessionName=run-1&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2F" + role + more);
    }

    /** The access key of a new session. */
    private static String session(String role, String more) throws IOException, InterruptedException {
        var assumed = assume(role, EXTERNAL_ID + more);
        assertThat(assumed.statusCode()).as(assumed.body()).isEqualTo(200);
        var key = Pattern.compile("<AccessKeyId>(\\w+)</AccessKeyId>").matcher(assumed.body());
        assertThat(key.find()).isTrue();
        return key.group(1);
    }

    private static ApiClient.Answer as(String key, String service, String operation, String body)
            throws IOException, InterruptedException {
        var signed = ApiClient.authorization(service).replace("AKIDEXAMPLE", key);
        return AWS.api()
                .send(AWS.api()
                        .request(service, operation, body.replace('\'', '"'))
                        .setHeader("Authorization", signed)
                        .build());
    }

    private static String execute(String task, String container) {
        return "{'cluster':'demo','container':'" + container + "','task':'" + task
                + "','interactive':true,'command':'true'}";
    }

    @Test
    void both_are_entered_with_the_external_id_only_and_one_lets_a_run_say_who_asked() throws Exception {
        var said = "&SourceIdentity=U0REQUESTER&Tags.member.1.Key=sallyport%3Arequest&Tags.member.1.Value=r1";

        assertThat(assume("sallyport-exec", "").statusCode()).isEqualTo(403);
        assertThat(assume("sallyport-read", "&ExternalId=wrong").statusCode()).isEqualTo(403);
        assertThat(assume("sallyport-exec", EXTERNAL_ID + said).statusCode()).isEqualTo(200);
        assertThat(assume("sallyport-read", EXTERNAL_ID).statusCode()).isEqualTo(200);
        assertThat(assume("sallyport-read", EXTERNAL_ID + said).body()).contains("sts:TagSession");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ecs  | DescribeClusters       | {'clusters':['demo']}                                    | 200
            ecs  | DescribeClusters       | {'clusters':['demo','clinic']}                           | 400
            ecs  | DescribeServices       | {'cluster':'demo','services':['web']}                    | 200
            ecs  | DescribeServices       | {'cluster':'clinic','services':['healthy']}              | 400
            ecs  | ListTasks              | {'cluster':'demo','serviceName':'web'}                   | 200
            ecs  | ListTasks              | {'cluster':'clinic','serviceName':'healthy'}             | 400
            ecs  | DescribeTaskDefinition | {'taskDefinition':'web'}                                 | 200
            ecs  | UpdateService          | {'cluster':'demo','service':'web','desiredCount':9}      | 400
            logs | FilterLogEvents        | {'logGroupName':'/ecs/web'}                              | 200
            logs | FilterLogEvents        | {'logGroupName':'/aws/other'}                            | 400
            ssm  | DescribeSessions       | {'State':'Active'}                                       | 200
            ssm  | TerminateSession       | {'SessionId':'ecs-execute-command-0123456789abcdefg'}    | 400
            """)
    void the_role_that_reads_may_look_at_its_cluster_and_its_log_groups(
            String service, String operation, String body, int status) throws Exception {
        var answer = as(session("sallyport-read", ""), service, operation, body);

        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(status);
        if (status != 200) {
            assertThat(answer.error()).isEqualTo("AccessDeniedException");
            assertThat(answer.body().path("message").asString())
                    .contains("assumed-role/sallyport-read/run-1 is not authorized to perform: " + service + ":"
                            + operation)
                    .contains("because no identity-based policy allows");
        }
    }

    @Test
    void the_role_that_reads_may_ask_whether_a_bucket_is_encrypted_and_the_one_that_runs_may_not() throws Exception {
        assertThat(encryption(session("sallyport-read", ""))).isEqualTo(200);
        assertThat(encryption(session("sallyport-exec", ""))).isEqualTo(403);
    }

    private static int encryption(String key) throws IOException, InterruptedException {
        var request = AWS.api()
                .s3("GET", "/clinic-exec-sessions?encryption")
                .setHeader("Authorization", ApiClient.authorization("s3").replace("AKIDEXAMPLE", key))
                .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    @Test
    void only_the_role_that_runs_starts_commands() throws Exception {
        var task = AWS.api().task("web");

        assertThat(as(session("sallyport-read", ""), "ecs", "ExecuteCommand", execute(task, "app"))
                        .error())
                .isEqualTo("AccessDeniedException");
        var exec = session("sallyport-exec", "");
        assertThat(as(exec, "ecs", "ExecuteCommand", execute(task, "app")).status())
                .isEqualTo(200);
        assertThat(as(exec, "ecs", "ExecuteCommand", execute(task, "log_router"))
                        .body()
                        .path("message")
                        .asString())
                .contains("with an explicit deny in an identity-based policy");
        assertThat(as(exec, "ecs", "ListTasks", "{'cluster':'demo'}").error()).isEqualTo("AccessDeniedException");
    }

    @Test
    void a_session_can_do_no_more_than_its_own_policy_allows() throws Exception {
        var task = AWS.api().task("web");
        var other = AWS.api().task("worker");
        var policy = "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":"
                + "\"ecs:ExecuteCommand\",\"Resource\":[\"arn:aws:ecs:us-east-1:123456789012:cluster/demo\",\""
                + task + "\"]}]}";
        var key = session("sallyport-exec", "&Policy=" + URLEncoder.encode(policy, StandardCharsets.UTF_8));

        assertThat(as(key, "ecs", "ExecuteCommand", execute(task, "app")).status())
                .isEqualTo(200);
        assertThat(as(key, "ecs", "ExecuteCommand", execute(other, "app"))
                        .body()
                        .path("message")
                        .asString())
                .contains("because no session policy allows the ecs:ExecuteCommand action");
    }
}
