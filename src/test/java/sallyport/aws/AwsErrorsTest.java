package sallyport.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sallyport.aws.AwsFailure.Kind;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.ecs.model.EcsException;

class AwsErrorsTest {
    private static final String DENIED = "User: arn:aws:sts::111122223333:assumed-role/target/r0123456789ab is not "
            + "authorized to perform: ecs:ExecuteCommand on resource: "
            + "arn:aws:ecs:eu-west-1:111122223333:task/prod/0123 ";

    @Test
    void a_denial_names_the_action_the_resource_and_the_principal() {
        var failure = explain(
                400,
                "AccessDeniedException",
                DENIED + "because no identity-based policy allows the ecs:ExecuteCommand action");

        assertThat(failure.kind()).isEqualTo(Kind.DENIED);
        assertThat(failure.sentence())
                .contains("AWS denied ecs:ExecuteCommand")
                .contains("on arn:aws:ecs:eu-west-1:111122223333:task/prod/0123")
                .contains("to arn:aws:sts::111122223333:assumed-role/target/r0123456789ab")
                .contains("no identity-based policy allows")
                .contains("Allow ecs:ExecuteCommand for that principal");
    }

    @Test
    void an_explicit_deny_is_not_answered_with_the_advice_to_allow() {
        var failure =
                explain(400, "AccessDeniedException", DENIED + "with an explicit deny in a service control policy");

        assertThat(failure.sentence())
                .contains("explicit deny in a service control policy")
                .contains("Only a change of the policy that denies it helps")
                .doesNotContain("Allow ecs:ExecuteCommand");
    }

    @Test
    void a_denial_that_may_hang_on_a_condition_names_the_keys_to_compare() {
        var failure = explain(
                400,
                "AccessDeniedException",
                DENIED + "because no identity-based policy allows the ecs:ExecuteCommand action");

        assertThat(failure.sentence())
                .contains("its conditions do not fit this call")
                .contains("ecs:cluster, ecs:task, ecs:container-name and aws:ResourceTag");
    }

    @ParameterizedTest
    @CsvSource({
        "with an explicit deny in a service control policy, SERVICE_CONTROL_POLICY, its administrators",
        "because no service control policy allows the ecs:ExecuteCommand action, SERVICE_CONTROL_POLICY, administrators",
        "with an explicit deny in a resource control policy, RESOURCE_CONTROL_POLICY, its administrators",
        "because no permissions boundary allows the ecs:ExecuteCommand action, PERMISSIONS_BOUNDARY, in the boundary",
        "with an explicit deny in a permissions boundary, PERMISSIONS_BOUNDARY, allowing it elsewhere does not",
        "because no session policy allows the ecs:ExecuteCommand action, SESSION_POLICY, ask again",
        "because no VPC endpoint policy allows the ecs:ExecuteCommand action, ENDPOINT_POLICY, the VPC endpoint",
        "because no resource-based policy allows the ecs:ExecuteCommand action, RESOURCE_POLICY, the resource itself",
        "with an explicit deny in an identity-based policy, IDENTITY_POLICY, allowing it elsewhere does not",
        "for reasons of its own, NOT_SAID, Allow ecs:ExecuteCommand"
    })
    void a_denial_says_whose_policy_has_to_change(String reason, Denier denier, String advice) {
        assertThat(AccessDenied.parse(DENIED + reason).orElseThrow().denier()).isEqualTo(denier);
        assertThat(explain(400, "AccessDeniedException", DENIED + reason).sentence())
                .contains(advice)
                .contains(reason);
    }

    @Test
    void what_ec2_encodes_is_left_out() {
        var failure = explain(
                403,
                "UnauthorizedOperation",
                "You are not authorized to perform this operation. User: arn:aws:iam::111122223333:user/x is not"
                        + " authorized to perform: ec2:DescribeSubnets because no identity-based policy allows the"
                        + " ec2:DescribeSubnets action. Encoded authorization failure message: "
                        + "x".repeat(300));

        assertThat(failure.sentence())
                .contains("AWS denied ec2:DescribeSubnets")
                .doesNotContain("Encoded")
                .doesNotContain("xxx");
    }

    @Test
    void the_resource_that_s3_puts_into_quotation_marks_is_told_without_them() {
        var failure = explain(
                403,
                "AccessDenied",
                "User: arn:aws:sts::111122223333:assumed-role/read/sallyport is not authorized to perform:"
                        + " s3:GetEncryptionConfiguration on resource: \"arn:aws:s3:::sessions\" because no"
                        + " identity-based policy allows the s3:GetEncryptionConfiguration action");

        assertThat(failure.sentence()).contains("on arn:aws:s3:::sessions to").contains("no identity-based policy");
    }

    @Test
    void a_denied_role_points_at_the_trust_policy_and_the_external_id() {
        var failure = explain(
                403,
                "AccessDenied",
                "User: arn:aws:iam::999988887777:role/bot is not authorized to perform: sts:AssumeRole on resource: "
                        + "arn:aws:iam::111122223333:role/target");

        assertThat(failure.sentence()).contains("trust policy").contains("external_id");
    }

    @ParameterizedTest
    @CsvSource({
        "sts:SetSourceIdentity, source_identity",
        "sts:TagSession, session_tags",
        "sts:AssumeRole, external_id in sallyport.yml"
    })
    void what_a_role_session_may_not_say_of_itself_names_the_key_that_makes_it_say_so(String action, String key) {
        var denied = "User: arn:aws:iam::999988887777:role/bot is not authorized to perform: " + action
                + " on resource: arn:aws:iam::111122223333:role/sallyport-exec";

        assertThat(explain(403, "AccessDenied", denied).sentence())
                .contains("AWS denied " + action)
                .contains("trust policy")
                .contains(key);
        assertThat(explain(
                                403,
                                "AccessDenied",
                                denied + " because no resource-based policy allows the " + action + " action")
                        .sentence())
                .contains("trust policy");
        assertThat(explain(403, "AccessDenied", denied + " with an explicit deny in a service control policy")
                        .sentence())
                .contains("its administrators")
                .doesNotContain(key);
    }

    @ParameterizedTest
    @CsvSource({
        "RegionDisabledException, STS is not activated in this region, Switch STS on",
        "PackedPolicyTooLarge, Packed size of session policies consumes 120%, session_tags",
        "OptInRequired, You are not subscribed to this service, Switch the Region on"
    })
    void an_error_of_sts_alone_says_what_to_change(String code, String message, String words) {
        assertThat(explain(400, code, message).sentence()).contains(message).contains(words);
    }

    @Test
    void credentials_that_one_region_does_not_know_may_be_good_in_another() {
        assertThat(explain(403, "InvalidClientTokenId", "invalid").sentence())
                .contains("not switched on for the account")
                .contains("another partition");
        assertThat(explain(403, "ExpiredToken", "expired").sentence()).doesNotContain("partition");
    }

    @Test
    void an_endpoint_that_aws_does_not_have_is_told_with_its_keys() {
        var failure = AwsErrors.explain(
                "starting", SdkClientException.create("FIPS is enabled but this partition does not support FIPS"));

        assertThat(failure.kind()).isEqualTo(Kind.REJECTED);
        assertThat(failure.sentence()).contains("aws.fips").contains("nothing was sent");
    }

    @Test
    void a_denial_in_a_form_nobody_knows_is_quoted() {
        assertThat(explain(400, "AccessDeniedException", "No.").sentence())
                .contains("denied access while starting")
                .contains("No.");
    }

    @ParameterizedTest
    @CsvSource({
        "400, ExpiredTokenException, The security token is expired, CREDENTIALS, have expired",
        "403, InvalidClientTokenId, The security token is invalid, CREDENTIALS, not known to AWS",
        "403, SignatureDoesNotMatch, The signature we calculated differs, CREDENTIALS, secret access key",
        "403, SignatureDoesNotMatch, Signature expired: 2026 is now earlier, CLOCK, clock",
        "400, InvalidSignatureException, Signature not yet current, CLOCK, clock",
        "400, ThrottlingException, Rate exceeded, THROTTLED, slowing this account down",
        "400, ClusterNotFoundException, Cluster not found., NOT_FOUND, Cluster not found.",
        "400, ClientException, Identifier is wrong, REJECTED, Identifier is wrong",
        "500, ServerException, oops, FAULT, HTTP 500"
    })
    void an_answer_is_told_by_its_family(int status, String code, String message, Kind kind, String words) {
        var failure = explain(status, code, message);

        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.sentence()).contains(words).contains("while starting");
    }

    @Test
    void words_of_aws_are_quoted_on_one_line_up_to_the_limit_and_cut_beyond() {
        assertThat(explain(400, "ClientException", "x".repeat(AwsErrors.MAX_QUOTED))
                        .sentence())
                .endsWith("x".repeat(AwsErrors.MAX_QUOTED) + ".");
        assertThat(explain(400, "ClientException", "x".repeat(AwsErrors.MAX_QUOTED + 1))
                        .sentence())
                .endsWith("x….");
        assertThat(explain(400, "ClientException", "a\nb\r\n c").sentence()).endsWith("a b c.");
    }

    @Test
    void no_sentence_carries_a_request_id_or_a_class_name() {
        var answered = explain(400, "ClientException", "Identifier is wrong").sentence();
        var unanswered = AwsErrors.explain("starting", client(new SocketException("Connection reset by peer")))
                .sentence();

        assertThat(answered).doesNotContain("Request ID").doesNotContain("Service:");
        assertThat(unanswered).doesNotContain("Exception").doesNotContain("reset by peer");
    }

    @Test
    void missing_credentials_are_told_as_such() {
        var failure = AwsErrors.explain(
                "starting", SdkClientException.create("Unable to load credentials from any of the providers"));

        assertThat(failure.kind()).isEqualTo(Kind.CREDENTIALS);
        assertThat(failure.sentence()).contains("no AWS credentials");
    }

    @Test
    void a_time_limit_is_no_answer() {
        assertThat(AwsErrors.explain("starting", ApiCallTimeoutException.create(10_000))
                        .kind())
                .isEqualTo(Kind.NO_ANSWER);
    }

    @Test
    void only_failures_before_the_first_byte_count_as_never_sent() {
        assertThat(ConnectFailure.reason(client(new UnknownHostException("ecs.eu-west-1.amazonaws.com"))))
                .isPresent();
        assertThat(ConnectFailure.reason(client(new ConnectException("refused"))))
                .isPresent();
        assertThat(ConnectFailure.reason(client(handshake(new CertificateException("unknown issuer")))))
                .isPresent();

        assertThat(ConnectFailure.reason(client(new SocketException("reset")))).isEmpty();
        assertThat(ConnectFailure.reason(client(new SocketTimeoutException("read"))))
                .isEmpty();
        assertThat(ConnectFailure.reason(client(new IOException("broken pipe"))))
                .isEmpty();
        assertThat(ConnectFailure.reason(client(new SSLHandshakeException("alert after the request"))))
                .isEmpty();
        assertThat(ConnectFailure.reason(ApiCallTimeoutException.create(10_000)))
                .isEmpty();
    }

    private static SSLHandshakeException handshake(Throwable cause) {
        var handshake = new SSLHandshakeException("handshake");
        handshake.initCause(cause);
        return handshake;
    }

    private static SdkException client(IOException cause) {
        return SdkClientException.create("Unable to execute HTTP request", cause);
    }

    private static AwsFailure explain(int status, String code, String message) {
        return AwsErrors.explain("starting", answer(status, code, message));
    }

    private static AwsServiceException answer(int status, String code, String message) {
        return EcsException.builder()
                .statusCode(status)
                .requestId("00000000-0000-4000-8000-000000000000")
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .serviceName("Ecs")
                        .build())
                .build();
    }
}
