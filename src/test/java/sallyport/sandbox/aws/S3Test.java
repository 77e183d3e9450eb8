package sallyport.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sallyport.sandbox.aws.wire.LoggedCall;
import sallyport.sandbox.aws.world.Bucket;

/** What S3 tells of a bucket's encryption, to whom, and how it refuses. */
class S3Test {
    @RegisterExtension
    static final StartedAws AWS = new StartedAws();

    private static final DateTimeFormatter AMZ_DATE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static HttpRequest.Builder request(String bucket) {
        return AWS.api().s3("GET", "/" + bucket + "?encryption");
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return AWS.api().raw(request.build());
    }

    private static HttpResponse<String> ask(String bucket) throws IOException, InterruptedException {
        return send(request(bucket));
    }

    private static void assertRefused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains("<Error><Code>" + code + "</Code><Message>");
    }

    private static HttpRequest.Builder signedAt(Instant time) {
        return request(Bucket.SESSIONS).setHeader("X-Amz-Date", AMZ_DATE.format(time));
    }

    /** The access key of a session of a role that has no permission for S3. */
    private static String key() throws IOException, InterruptedException {
        var assumed = AWS.api()
                .query(
                        "sts",
                        "AssumeRole",
                        "RoleSessionName=run-1&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fsallyport-exec"
                                + "&ExternalId=sandbox-0b7c1c5e-6f0e");
        var key = Pattern.compile("<AccessKeyId>(\\w+)</AccessKeyId>").matcher(assumed.body());
        assertThat(key.find()).as(assumed.body()).isTrue();
        return key.group(1);
    }

    @Test
    void a_bucket_with_a_configuration_shows_its_one_rule() throws Exception {
        var answer = ask(Bucket.SESSIONS);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body())
                .contains("<ServerSideEncryptionConfiguration xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\"><Rule>"
                        + "<ApplyServerSideEncryptionByDefault><SSEAlgorithm>AES256</SSEAlgorithm>"
                        + "</ApplyServerSideEncryptionByDefault><BucketKeyEnabled>false</BucketKeyEnabled></Rule>"
                        + "</ServerSideEncryptionConfiguration>");
        var headers = answer.headers().map();
        assertThat(headers).containsKeys("x-amz-request-id", "x-amz-id-2").doesNotContainKey("x-amzn-requestid");
        assertThat(answer.headers().firstValue("content-type").orElseThrow()).startsWith("application/xml");
        assertThat(send(AWS.api().s3("GET", "/" + Bucket.SESSIONS + "/?encryption="))
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void what_is_missing_is_named_until_it_is_mended() throws Exception {
        var missing = ask(Bucket.MISSING);
        assertRefused(missing, 404, "NoSuchBucket");
        assertThat(missing.body())
                .contains("<BucketName>" + Bucket.MISSING + "</BucketName><RequestId>"
                        + missing.headers().firstValue("x-amz-request-id").orElseThrow());
        var plain = ask(Bucket.PLAIN);
        assertRefused(plain, 404, "ServerSideEncryptionConfigurationNotFoundError");
        assertThat(plain.body()).contains("<BucketName>" + Bucket.PLAIN + "</BucketName>");

        AWS.aws().mend("clinic-bucket-missing/d19-bucket-missing");
        AWS.aws().mend("clinic-bucket-plain/d19-bucket-not-encrypted");

        assertThat(ask(Bucket.MISSING).statusCode()).isEqualTo(200);
        assertThat(ask(Bucket.PLAIN).statusCode()).isEqualTo(200);
    }

    @Test
    void a_call_is_in_the_log_with_its_first_line() throws Exception {
        var answer = ask(Bucket.MISSING);

        assertThat(AWS.aws().log())
                .singleElement()
                .extracting(LoggedCall::service, LoggedCall::operation, LoggedCall::body, LoggedCall::status)
                .containsExactly("s3", "GetBucketEncryption", "GET /" + Bucket.MISSING + "?encryption", 404);
        var logged = AWS.aws().log().getFirst();
        assertThat(logged.answer()).isEqualTo(answer.body());
        assertThat(logged.accessKey()).contains("AKIDEXAMPLE");
    }

    @Test
    void a_role_without_the_permission_learns_only_whether_there_is_a_bucket() throws Exception {
        var signed = ApiClient.authorization("s3").replace("AKIDEXAMPLE", key());

        var denied = send(request(Bucket.SESSIONS).setHeader("Authorization", signed));

        assertRefused(denied, 403, "AccessDenied");
        assertThat(denied.body())
                .contains("<Message>User: arn:aws:sts::123456789012:assumed-role/sallyport-exec/run-1 is not authorized"
                        + " to perform: s3:GetEncryptionConfiguration on resource: \"arn:aws:s3:::" + Bucket.SESSIONS
                        + "\" because no identity-based policy allows the s3:GetEncryptionConfiguration action"
                        + "</Message>");
        assertRefused(send(request("nope").setHeader("Authorization", signed)), 404, "NoSuchBucket");
    }

    @Test
    void another_owner_than_expected_is_denied() throws Exception {
        var header = "x-amz-expected-bucket-owner";

        assertThat(send(request(Bucket.SESSIONS).header(header, "123456789012")).statusCode())
                .isEqualTo(200);
        assertRefused(send(request(Bucket.SESSIONS).header(header, "210987654321")), 403, "AccessDenied");
    }

    @Test
    void what_is_not_signed_for_s3_just_now_is_refused() throws Exception {
        var path = AWS.aws().endpoint().resolve("/" + Bucket.SESSIONS + "?encryption");
        assertRefused(send(HttpRequest.newBuilder(path)), 403, "AccessDenied");
        for (var authorization : new String[] {"AWS AKIDEXAMPLE:c2ln", ApiClient.authorization("ecs")}) {
            assertRefused(
                    send(request(Bucket.SESSIONS).setHeader("Authorization", authorization)),
                    400,
                    "AuthorizationHeaderMalformed");
        }
        assertRefused(send(request(Bucket.SESSIONS).setHeader("X-Amz-Date", "today")), 403, "AccessDenied");
        var unhashed = HttpRequest.newBuilder(path)
                .header("X-Amz-Date", AMZ_DATE.format(Instant.now()))
                .header("Authorization", ApiClient.authorization("s3"));
        assertRefused(send(unhashed), 400, "InvalidRequest");
    }

    @Test
    void the_clock_may_be_a_quarter_of_an_hour_off() throws Exception {
        var now = Instant.now();

        assertThat(send(signedAt(now.minusSeconds(800))).statusCode()).isEqualTo(200);
        assertThat(send(signedAt(now.plusSeconds(800))).statusCode()).isEqualTo(200);
        var late = send(signedAt(now.minusSeconds(1000)));
        assertRefused(late, 403, "RequestTimeTooSkewed");
        assertThat(late.body())
                .contains("<RequestTime>" + AMZ_DATE.format(now.minusSeconds(1000)) + "</RequestTime>")
                .contains("<MaxAllowedSkewMilliseconds>900000</MaxAllowedSkewMilliseconds>");
        assertRefused(send(signedAt(now.plusSeconds(1000))), 403, "RequestTimeTooSkewed");
    }

    @Test
    void trouble_that_was_asked_for_comes_once_and_in_the_words_of_s3() throws Exception {
        AWS.aws().faults().inject("throttle", Map.of("operation", "ListTasks"), 1);
        assertThat(ask(Bucket.SESSIONS).statusCode()).isEqualTo(200);
        AWS.aws().faults().inject("throttle", Map.of("operation", "GetBucketEncryption"), 1);
        assertRefused(ask(Bucket.SESSIONS), 503, "SlowDown");
        AWS.fault("access-denied");
        var denied = ask("nope");
        assertRefused(denied, 403, "AccessDenied");
        assertThat(denied.body())
                .contains("User: arn:aws:iam::123456789012:user/sandbox is not authorized to perform:"
                        + " s3:GetEncryptionConfiguration on resource: \"arn:aws:s3:::nope\" because");
        assertThat(ask(Bucket.SESSIONS).statusCode()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET    | /
            GET    | /clinic-exec-sessions
            GET    | /clinic-exec-sessions?location
            GET    | /clinic-exec-sessions?encryption&versionId=1
            GET    | /clinic-exec-sessions?encryption=aws:kms
            GET    | /clinic-exec-sessions/key?encryption
            PUT    | /clinic-exec-sessions?encryption
            DELETE | /clinic-exec-sessions?encryption
            POST   | /clinic-exec-sessions?delete
            """)
    void nothing_else_of_s3_passes_silently(String method, String pathAndQuery) throws Exception {
        assertRefused(send(AWS.api().s3(method, pathAndQuery)), 501, "NotImplemented");
        assertThat(AWS.aws().log())
                .singleElement()
                .extracting(LoggedCall::service, LoggedCall::operation, LoggedCall::status)
                .containsExactly("s3", "unknown", 501);
    }

    @Test
    void a_head_is_not_implemented_either_and_what_is_not_of_s3_is_not_found() throws Exception {
        assertThat(send(AWS.api().s3("HEAD", "/" + Bucket.SESSIONS)).statusCode())
                .isEqualTo(501);
        var elsewhere = HttpRequest.newBuilder(AWS.aws().endpoint().resolve("/no/such/path"));
        assertThat(send(elsewhere).statusCode()).isEqualTo(404);
        assertThat(AWS.aws().log()).hasSize(1);
    }
}
