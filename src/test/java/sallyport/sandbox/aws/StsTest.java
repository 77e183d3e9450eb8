package sallyport.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StsTest {
    @RegisterExtension
    static final StartedAws AWS = new StartedAws();

    private static final String ASSUME = "Action=AssumeRole&Version=2011-06-15"
            + "&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fsallyport&RoleSessionName=run-1";

    @Test
    void an_assumed_role_is_who_the_caller_is_from_then_on() throws Exception {
        var api = AWS.api();
        var assumed = api.raw(
                api.form(ASSUME + "&Policy=%7B%22Statement%22%3A%5B%5D%7D").build());
        assertThat(assumed.statusCode()).isEqualTo(200);
        var key =
                Pattern.compile("<AccessKeyId>(ASIA[A-Z2-7]{16})</AccessKeyId>").matcher(assumed.body());
        assertThat(key.find()).isTrue();
        var signed = ApiClient.authorization("sts").replace("AKIDEXAMPLE", key.group(1));
        var identity = api.raw(api.form("Action=GetCallerIdentity&Version=2011-06-15")
                .setHeader("Authorization", signed)
                .build());
        assertThat(identity.body()).contains("<Arn>arn:aws:sts::123456789012:assumed-role/sallyport/run-1</Arn>");
        assertThat(AWS.aws().log().getFirst().body()).contains("RoleSessionName=run-1");
    }

    @Test
    void a_mistake_is_answered_in_xml() throws Exception {
        var api = AWS.api();
        var malformed = api.raw(api.form(ASSUME + "&Policy=%7B").build());
        assertThat(malformed.statusCode()).isEqualTo(400);
        assertThat(malformed.body()).contains("<Code>MalformedPolicyDocument</Code>");
        assertThat(api.raw(api.form(ASSUME + "&DurationSeconds=60").build()).body())
                .contains("ValidationError");
        assertThat(api.raw(api.form("Action=GetSessionToken").build()).body()).contains("InvalidAction");
        assertThat(api.raw(api.form(ASSUME + "&Surprise=1").build()).body()).contains("Surprise");
        AWS.fault("access-denied");
        var denied = api.raw(api.form(ASSUME).build());
        assertThat(denied.statusCode()).isEqualTo(403);
        assertThat(denied.body()).contains("<Code>AccessDenied</Code>").contains("sts:AssumeRole");
    }
}
