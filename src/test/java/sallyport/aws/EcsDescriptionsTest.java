package sallyport.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import sallyport.watch.Fact;
import sallyport.watch.Looked;
import sallyport.watch.Rollout;
import sallyport.watch.ServiceDescription;
import sallyport.watch.TargetHealth;
import tools.jackson.databind.node.ArrayNode;

class EcsDescriptionsTest {
    private static final String GROUP =
            "arn:aws:elasticloadbalancing:eu-west-1:111122223333:targetgroup/web-green/0123456789abcdef";

    private final AwsStub aws = new AwsStub();
    private final AwsClients clients = aws.clients();
    private final EcsFixture ecs = new EcsFixture(aws);
    private final EcsDescriptions descriptions =
            new EcsDescriptions(EcsFixture.TARGETS, clients, new EcsReader(clients));

    @BeforeEach
    void serve() {
        aws.answers("ListServiceDeployments", "{\"serviceDeployments\":[]}");
    }

    @AfterEach
    void close() {
        clients.close();
        aws.close();
    }

    @Test
    void the_newest_service_deployments_are_told_with_what_watches_them() {
        aws.answers("ListServiceDeployments", """
                {"serviceDeployments":[
                  {"serviceDeploymentArn":"old","createdAt":1795500000},{"serviceDeploymentArn":"newest","createdAt":1795600000},
                  {"serviceDeploymentArn":"older","createdAt":1795400000},{"serviceDeploymentArn":"oldest","createdAt":1}]}""");
        aws.answers("DescribeServiceDeployments", """
                {"serviceDeployments":[
                  {"serviceDeploymentArn":"old","createdAt":1795500000,"status":"SUCCESSFUL","finishedAt":1795500100},
                  {"serviceDeploymentArn":"newest","createdAt":1795600000,"startedAt":1795600001,"status":"ROLLBACK_IN_PROGRESS",
                   "statusReason":"alarm","lifecycleStage":"BAKE_TIME",
                   "targetServiceRevision":{"requestedTaskCount":4,"runningTaskCount":1,"pendingTaskCount":2},
                   "deploymentConfiguration":{"strategy":"CANARY"},
                   "deploymentCircuitBreaker":{"status":"MONITORING","failureCount":1,"threshold":3},
                   "alarms":{"status":"TRIGGERED","alarmNames":["5xx","slow"],"triggeredAlarmNames":["5xx"]},
                   "rollback":{"reason":"5xx fired","startedAt":1795600050}}]}""");

        var rollouts = known(described().rollouts());

        assertThat(aws.calls("DescribeServiceDeployments"))
                .singleElement()
                .extracting(call -> call.body().path("serviceDeploymentArns").toString())
                .isEqualTo("[\"newest\",\"old\",\"older\"]");
        assertThat(rollouts).extracting(Rollout::status).containsExactly("ROLLBACK_IN_PROGRESS", "SUCCESSFUL");
        assertThat(rollouts.getFirst()).satisfies(newest -> {
            assertThat(newest.stage()).isEqualTo("BAKE_TIME");
            assertThat(newest.strategy()).isEqualTo("CANARY");
            assertThat(newest.requested() + " " + newest.running() + " " + newest.pending())
                    .isEqualTo("4 1 2");
            assertThat(newest.breaker()).contains(new Rollout.Breaker("MONITORING", 1, 3));
            assertThat(newest.alarms())
                    .contains(new Rollout.Alarms("TRIGGERED", List.of("5xx", "slow"), List.of("5xx")));
            assertThat(newest.rollback()).map(Rollout.Rollback::reason).contains("5xx fired");
            assertThat(newest.isUnderWay()).isTrue();
        });
    }

    @Test
    void the_health_of_a_target_is_that_of_the_task_with_its_address() {
        balanced();
        var task = ecs.runs(EcsFixture.id(1));
        EcsFixture.container(task, 0).putArray("networkInterfaces").addObject().put("privateIpv4Address", "10.0.0.7");
        aws.on("DescribeTargetHealth", body -> AwsStub.xml(health("10.0.0.7", "unhealthy")));

        assertThat(known(described().targets()))
                .containsExactly(new TargetHealth(
                        "web-green",
                        "10.0.0.7:8080",
                        Optional.of(EcsFixture.id(1)),
                        "unhealthy",
                        "Target.Timeout",
                        "Request timed out"));
        assertThat(aws.calls("DescribeTargetHealth"))
                .extracting(call -> call.body().path("TargetGroupArn").asString(""))
                .containsExactly(GROUP);
    }

    @Test
    void a_target_that_is_an_instance_or_a_stranger_belongs_to_no_task() {
        balanced();
        ecs.runs(EcsFixture.id(1));
        aws.on("DescribeTargetHealth", body -> AwsStub.xml(health("i-0123456789abcdef0", "healthy")));

        assertThat(known(described().targets()))
                .singleElement()
                .returns(Optional.empty(), TargetHealth::task)
                .returns("i-0123456789abcdef0:8080", TargetHealth::target);
    }

    @Test
    void a_service_without_target_groups_asks_elastic_load_balancing_nothing() {
        assertThat(known(described().targets())).isEmpty();
        assertThat(aws.calls("DescribeTargetHealth")).isEmpty();
    }

    @Test
    void what_is_denied_is_missing_with_the_reason_and_takes_nothing_else_with_it() {
        balanced();
        ecs.runs(EcsFixture.id(1));
        aws.on("DescribeTargetHealth", body -> AwsStub.denied("elasticloadbalancing:DescribeTargetHealth"));
        aws.on("ListServiceDeployments", body -> AwsStub.error(400, "AccessDeniedException", "not authorized"));

        var described = described();

        assertThat(described.targets())
                .isInstanceOfSatisfying(
                        Fact.Missing.class,
                        missing -> assertThat(missing.why()).contains("elasticloadbalancing:DescribeTargetHealth"));
        assertThat(described.rollouts()).isInstanceOf(Fact.Missing.class);
        assertThat(described.service().tasks()).hasSize(1);
    }

    @Test
    void containers_that_may_stop_alone_are_those_that_the_definition_says_are_not_essential() {
        var containers = (ArrayNode) ecs.definition.path("containerDefinitions");
        containers.addObject().put("name", "metrics").put("essential", false);
        containers.addObject().put("name", "proxy");

        assertThat(known(described().notEssential())).containsExactly("metrics");
    }

    @Test
    void a_missing_service_is_told_and_not_its_missing_deployments() {
        aws.answers("DescribeServices", "{\"services\":[]}");
        aws.on("ListTasks", body -> AwsStub.error(400, "ServiceNotFoundException", "Service not found."));
        aws.on("ListServiceDeployments", body -> AwsStub.error(400, "ServiceNotFoundException", "Service not found."));

        assertThat(descriptions.describe(EcsFixture.WEB))
                .isInstanceOfSatisfying(
                        Looked.Missing.class,
                        missing -> assertThat(missing.explanation()).contains("no service web in cluster prod"));
    }

    @Test
    void a_denied_service_is_unavailable_with_who_denied_it() {
        aws.on(
                "DescribeServices",
                body -> AwsStub.error(
                        400,
                        "AccessDeniedException",
                        "User: arn:aws:sts::111122223333:assumed-role/r/s is not authorized to perform:"
                                + " ecs:DescribeServices because no identity-based policy allows it"));

        assertThat(descriptions.describe(EcsFixture.WEB))
                .isInstanceOfSatisfying(
                        Looked.Unavailable.class,
                        denied -> assertThat(denied.explanation()).contains("ecs:DescribeServices"));
    }

    /** Each of the six answers waits until all six were asked, or this would never end. */
    @Test
    @Timeout(20)
    void what_does_not_depend_on_each_other_is_asked_at_once() {
        balanced();
        ecs.runs(EcsFixture.id(1));
        ecs.stopped(EcsFixture.id(2), 1);
        var first = new CountDownLatch(4);
        var second = new CountDownLatch(4);
        meetAt(first, "DescribeServices", AwsStub.json(EcsFixture.array("services", List.of(ecs.service))));
        var list = AwsStub.JSON.createObjectNode();
        list.putArray("taskArns").add(EcsFixture.arn(EcsFixture.id(1)));
        meetAt(first, "ListTasks", AwsStub.json(list));
        meetAt(first, "ListServiceDeployments", AwsStub.json("""
                {"serviceDeployments":[{"serviceDeploymentArn":"one","createdAt":1795500000}]}"""));
        meetAt(second, "DescribeTasks", AwsStub.json(EcsFixture.array("tasks", ecs.running)));
        meetAt(second, "DescribeServiceDeployments", AwsStub.json("{\"serviceDeployments\":[]}"));
        meetAt(second, "DescribeTargetHealth", AwsStub.xml(health("10.0.0.7", "healthy")));

        assertThat(described().service().tasks()).hasSize(2);
        assertThat(first.getCount() + second.getCount()).isZero();
    }

    private void meetAt(CountDownLatch latch, String operation, AwsStub.Reply answer) {
        aws.on(operation, body -> {
            latch.countDown();
            try {
                return latch.await(10, TimeUnit.SECONDS) ? answer : AwsStub.error(500, "Alone", operation);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void balanced() {
        ecs.service
                .putArray("loadBalancers")
                .addObject()
                .put("targetGroupArn", GROUP)
                .put("containerName", "app")
                .put("containerPort", 8080);
    }

    private static String health(String target, String state) {
        var why = state.equals("healthy")
                ? ""
                : "<Reason>Target.Timeout</Reason><Description>Request timed out</Description>";
        return """
                <DescribeTargetHealthResponse xmlns="http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/">
                <DescribeTargetHealthResult><TargetHealthDescriptions><member>
                <Target><Id>%s</Id><Port>8080</Port></Target>
                <TargetHealth><State>%s</State>%s</TargetHealth>
                </member></TargetHealthDescriptions></DescribeTargetHealthResult></DescribeTargetHealthResponse>""".formatted(target, state, why);
    }

    private ServiceDescription described() {
        return switch (descriptions.describe(EcsFixture.WEB)) {
            case Looked.Found<ServiceDescription>(var found) -> found;
            case Looked.Missing<ServiceDescription>(var why) -> throw new AssertionError(why);
            case Looked.Unavailable<ServiceDescription>(var why) -> throw new AssertionError(why);
        };
    }

    private static <T> T known(Fact<T> fact) {
        return switch (fact) {
            case Fact.Known<T>(var value) -> value;
            case Fact.Missing<T>(var why) -> throw new AssertionError(why);
        };
    }
}
