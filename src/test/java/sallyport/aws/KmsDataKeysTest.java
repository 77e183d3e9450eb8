package sallyport.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sallyport.ssm.DataKey;
import sallyport.ssm.DataKeyAnswer;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

class KmsDataKeysTest {
    private static final String KEY = "arn:aws:kms:eu-west-1:111122223333:key/1234";
    private static final Map<String, String> CONTEXT =
            Map.of("aws:ssm:SessionId", "ecs-execute-command-1", "aws:ssm:TargetId", "ecs:prod_1_2");

    private final AwsStub aws = new AwsStub();
    private final AwsClients clients = aws.clients();
    private final KmsDataKeys keys = new KmsDataKeys(
            clients.http(),
            aws.uri(),
            EcsFixture.REGION,
            AwsSessionCredentials.create("ASIARUN", "secret", "token-of-the-run"));

    @AfterEach
    void close() {
        clients.close();
        aws.close();
    }

    @Test
    void a_key_is_asked_for_with_its_context_and_the_runs_credentials() {
        answers(DataKey.LENGTH);

        assertThat(keys.generate(KEY, CONTEXT)).isInstanceOf(DataKeyAnswer.Generated.class);
        assertThat(aws.calls("GenerateDataKey")).singleElement().satisfies(call -> {
            assertThat(call.body().path("KeyId").stringValue()).isEqualTo(KEY);
            assertThat(call.body().path("NumberOfBytes").intValue()).isEqualTo(64);
            assertThat(call.body()
                            .path("EncryptionContext")
                            .path("aws:ssm:TargetId")
                            .stringValue())
                    .isEqualTo("ecs:prod_1_2");
            assertThat(call.body().path("EncryptionContext").size()).isEqualTo(2);
            assertThat(call.authorization()).contains("Credential=ASIARUN/").contains("/eu-west-1/kms/");
            assertThat(call.securityToken()).isEqualTo("token-of-the-run");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {63, 65, 0})
    void a_key_of_another_length_is_no_key(int length) {
        answers(length);

        assertThat(keys.generate(KEY, CONTEXT)).isInstanceOf(DataKeyAnswer.Failed.class);
    }

    @Test
    void a_refusal_tells_the_agent_its_code_and_not_who_we_are() {
        aws.on(
                "GenerateDataKey",
                body -> AwsStub.error(
                        400, "AccessDeniedException", "User: arn:aws:iam::1:role/bot is not authorized to perform"));

        assertThat(keys.generate(KEY, CONTEXT))
                .asInstanceOf(type(DataKeyAnswer.Failed.class))
                .extracting(DataKeyAnswer.Failed::reason)
                .asString()
                .contains("AccessDeniedException")
                .doesNotContain("role/bot");
    }

    @Test
    void no_answer_and_no_json_are_failures_and_asked_once() {
        aws.on("GenerateDataKey", body -> new AwsStub.Reply.Drop());
        assertThat(keys.generate(KEY, CONTEXT)).isInstanceOf(DataKeyAnswer.Failed.class);

        aws.on("GenerateDataKey", body -> new AwsStub.Reply.Answer(502, "text/html", "<html>"));
        assertThat(keys.generate(KEY, CONTEXT)).isInstanceOf(DataKeyAnswer.Failed.class);

        assertThat(aws.calls("GenerateDataKey")).hasSize(2);
    }

    private void answers(int length) {
        var base64 = Base64.getEncoder();
        aws.on(
                "GenerateDataKey",
                body -> AwsStub.json(AwsStub.JSON
                        .createObjectNode()
                        .put("KeyId", KEY)
                        .put("Plaintext", base64.encodeToString(new byte[length]))
                        .put("CiphertextBlob", base64.encodeToString(new byte[] {1, 2, 3}))));
    }
}
