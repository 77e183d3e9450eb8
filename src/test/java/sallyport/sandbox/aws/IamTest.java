package sallyport.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What roles may do, as IAM tells who asks. */
class IamTest {
    @RegisterExtension
    static final StartedAws AWS = new StartedAws();

    private static final String ACTIONS = "ActionNames.member.1=ssmmessages%3ACreateControlChannel"
            + "&ActionNames.member.2=ssmmessages%3AOpenDataChannel";

    private static String simulate(String role, String more) throws IOException, InterruptedException {
        return AWS.api()
                .query(
                        "iam",
                        "SimulatePrincipalPolicy",
                        "PolicySourceArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2F" + role + "&" + ACTIONS + more)
                .body();
    }

    private static List<String> decisions(String xml) {
        return Pattern.compile("<EvalDecision>(\\w+)</EvalDecision>")
                .matcher(xml)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Test
    void a_healthy_role_may_use_the_channels() throws Exception {
        assertThat(decisions(simulate("clinic-healthy-task", ""))).containsExactly("allowed", "allowed");
    }

    @Test
    void what_nothing_allows_and_what_something_denies_are_told_apart() throws Exception {
        assertThat(decisions(simulate("clinic-d15-no-ssmmessages-task", "")))
                .containsExactly("implicitDeny", "implicitDeny");
        assertThat(decisions(simulate("clinic-d15-denied-outright-task", "")))
                .containsExactly("explicitDeny", "allowed");
    }

    @Test
    void a_boundary_and_the_organization_say_their_part() throws Exception {
        var bounded = simulate("clinic-d15-outside-its-boundary-task", "");
        assertThat(decisions(bounded)).containsOnly("implicitDeny");
        assertThat(bounded).contains("<AllowedByPermissionsBoundary>false</AllowedByPermissionsBoundary>");
        assertThat(bounded).contains("<AllowedByOrganizations>true</AllowedByOrganizations>");
        var denied = simulate("clinic-d15-denied-by-the-organization-task", "");
        assertThat(decisions(denied)).containsOnly("explicitDeny");
        assertThat(denied).contains("<AllowedByOrganizations>false</AllowedByOrganizations>");
    }

    @Test
    void a_condition_that_nobody_spoke_of_is_named_and_decides_once_it_is_given() throws Exception {
        var role = "clinic-d16-only-under-a-condition-task";
        var open = simulate(role, "");
        assertThat(decisions(open)).containsOnly("implicitDeny");
        assertThat(open).contains("<MissingContextValues><member>aws:SourceVpc</member></MissingContextValues>");
        var given = simulate(
                role,
                "&ContextEntries.member.1.ContextKeyName=aws%3ASourceVpc&ContextEntries.member.1.ContextKeyType=string"
                        + "&ContextEntries.member.1.ContextKeyValues.member.1=vpc-0123456789abcdef0");
        assertThat(decisions(given)).containsOnly("allowed");
        assertThat(given).contains("<MissingContextValues></MissingContextValues>");
    }

    @Test
    void a_role_shows_whom_it_trusts_and_an_unknown_one_is_no_entity() throws Exception {
        var role = AWS.api().query("iam", "GetRole", "RoleName=clinic-d17-trusts-ec2-only-task");
        assertThat(role.body()).contains(URLEncoder.encode("ec2.amazonaws.com", StandardCharsets.UTF_8));
        var unknown = AWS.api().query("iam", "GetRole", "RoleName=nope");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.body()).contains("<Code>NoSuchEntity</Code>");
        assertThat(AWS.api()
                        .query("iam", "GetInstanceProfile", "InstanceProfileName=ecsInstanceProfile")
                        .body())
                .contains("<RoleName>ecsInstanceRole</RoleName>");
    }

    @Test
    void a_role_is_assumed_only_by_whom_it_trusts() throws Exception {
        var assume = "RoleSessionName=run-1&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2F";
        var denied = AWS.api().query("sts", "AssumeRole", assume + "clinic-healthy-task");
        assertThat(denied.statusCode()).isEqualTo(403);
        assertThat(denied.body())
                .contains("is not authorized to perform: sts:AssumeRole on resource:")
                .contains("role/clinic-healthy-task");
    }

    @Test
    void the_external_id_is_asked_for_and_tags_and_source_identity_are_actions_of_their_own() throws Exception {
        var assume = "RoleSessionName=run-1&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fsallyport-external";
        assertThat(AWS.api().query("sts", "AssumeRole", assume).statusCode()).isEqualTo(403);
        assertThat(AWS.api()
                        .query("sts", "AssumeRole", assume + "&ExternalId=wrong")
                        .statusCode())
                .isEqualTo(403);
        var good = assume + "&ExternalId=sallyport-42";
        assertThat(AWS.api().query("sts", "AssumeRole", good).statusCode()).isEqualTo(200);
        assertThat(AWS.api()
                        .query("sts", "AssumeRole", good + "&Tags.member.1.Key=channel&Tags.member.1.Value=ops")
                        .statusCode())
                .isEqualTo(200);
        var untrusted = AWS.api().query("sts", "AssumeRole", good + "&SourceIdentity=robin");
        assertThat(untrusted.statusCode()).isEqualTo(403);
        assertThat(untrusted.body()).contains("sts:SetSourceIdentity");
        assertThat(AWS.aws().log().getLast().body()).contains("SourceIdentity=robin");
    }

    @Test
    void a_mistake_is_answered_in_the_services_own_shape() throws Exception {
        assertThat(AWS.api()
                        .query("iam", "GetRole", "RoleName=web-task&Surprise=1")
                        .body())
                .contains("Surprise");
        assertThat(AWS.api().query("iam", "DeleteRole", "RoleName=web-task").body())
                .contains("InvalidAction");
        AWS.fault("access-denied");
        assertThat(simulate("web-task", ""))
                .contains("<Code>AccessDenied</Code>")
                .contains("iam:SimulatePrincipal");
    }
}
