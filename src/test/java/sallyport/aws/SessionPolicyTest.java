package sallyport.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import sallyport.request.Target;
import tools.jackson.databind.JsonNode;

class SessionPolicyTest {
    @Test
    void the_start_is_allowed_for_the_one_container_of_the_one_task() {
        var statement = statement(target("eu-west-1", "aws", "prod", "app"), "ecs:ExecuteCommand");

        assertThat(texts(statement.path("Resource")))
                .containsExactly(
                        "arn:aws:ecs:eu-west-1:111122223333:cluster/prod",
                        "arn:aws:ecs:eu-west-1:111122223333:task/prod/" + EcsFixture.id(1));
        assertThat(statement
                        .path("Condition")
                        .path("StringEquals")
                        .path("ecs:container-name")
                        .stringValue())
                .isEqualTo("app");
    }

    @Test
    void exactly_the_five_actions_a_run_needs_are_allowed_and_nothing_else() {
        var policy = policy(target("eu-west-1", "aws", "prod", "app"));

        assertThat(StreamSupport.stream(policy.path("Statement").spliterator(), false))
                .allSatisfy(statement ->
                        assertThat(statement.path("Effect").stringValue()).isEqualTo("Allow"))
                .flatExtracting(statement -> texts(statement.path("Action")))
                .containsExactlyInAnyOrder(
                        "ecs:ExecuteCommand",
                        "ssmmessages:OpenDataChannel",
                        "ssm:TerminateSession",
                        "ssm:ResumeSession",
                        "kms:GenerateDataKey");
    }

    @Test
    void sessions_of_other_kinds_and_accounts_cannot_be_touched() {
        var statement = statement(target("eu-west-1", "aws", "prod", "app"), "ssm:TerminateSession");

        assertThat(texts(statement.path("Resource")))
                .containsExactly("arn:aws:ssm:eu-west-1:111122223333:session/ecs-execute-command-*");
    }

    @Test
    void other_partitions_keep_their_own_arns() {
        var statement = statement(target("cn-north-1", "aws-cn", "prod", "app"), "ssm:TerminateSession");

        assertThat(texts(statement.path("Resource"))).allMatch(arn -> arn.startsWith("arn:aws-cn:ssm:cn-north-1:"));
    }

    @Test
    void the_longest_names_that_ecs_allows_fit() {
        var longest = target("ap-southeast-1", "aws-us-gov", "c".repeat(255), "n".repeat(255));

        assertThat(SessionPolicy.of(longest)).hasSizeLessThanOrEqualTo(SessionPolicy.MAX_LENGTH);
    }

    @Test
    void a_name_cannot_break_out_of_the_policy() {
        var statement = statement(target("eu-west-1", "aws", "prod", "a\",\"x\":\"*"), "ecs:ExecuteCommand");

        assertThat(statement
                        .path("Condition")
                        .path("StringEquals")
                        .path("ecs:container-name")
                        .stringValue())
                .isEqualTo("a\",\"x\":\"*");
    }

    private static JsonNode policy(Target target) {
        return AwsStub.JSON.readTree(SessionPolicy.of(target));
    }

    private static JsonNode statement(Target target, String action) {
        return StreamSupport.stream(policy(target).path("Statement").spliterator(), false)
                .filter(statement -> texts(statement.path("Action")).contains(action))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::stringValue)
                .toList();
    }

    private static Target target(String region, String partition, String cluster, String container) {
        var prefix = "arn:" + partition + ":ecs:" + region + ":111122223333:";
        return new Target(
                "web",
                "111122223333",
                region,
                prefix + "cluster/" + cluster,
                "web",
                prefix + "task-definition/web:42",
                container,
                "",
                prefix + "task/" + cluster + "/" + EcsFixture.id(1),
                "runtime");
    }
}
