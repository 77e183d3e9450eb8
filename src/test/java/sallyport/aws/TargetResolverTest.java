package sallyport.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sallyport.request.Alias;
import sallyport.request.Selector;
import sallyport.request.StartFailure;
import sallyport.request.StartFailure.Kind;
import sallyport.request.Target;
import sallyport.run.Resolution;
import sallyport.run.RunningTasks;
import tools.jackson.databind.node.ObjectNode;

class TargetResolverTest {
    private final AwsStub aws = new AwsStub();
    private final AwsClients clients = aws.clients();
    private final EcsFixture ecs = new EcsFixture(aws);

    @AfterEach
    void close() {
        clients.close();
        aws.close();
    }

    @Test
    void a_container_is_resolved_to_all_that_names_it() {
        ecs.runs(EcsFixture.id(1));

        assertThat(resolved("web"))
                .isEqualTo(new Target(
                        "web",
                        EcsFixture.ACCOUNT,
                        EcsFixture.REGION,
                        EcsFixture.CLUSTER,
                        "web",
                        EcsFixture.REVISION,
                        "app",
                        "sha256:" + "a".repeat(64),
                        EcsFixture.arn(EcsFixture.id(1)),
                        EcsFixture.id(1) + "-0123456789"));
    }

    @Test
    void a_target_may_be_named_by_cluster_and_service() {
        ecs.runs(EcsFixture.id(1));

        assertThat(resolved("prod/web").alias()).isEqualTo("web");
    }

    @Test
    void an_unknown_target_is_refused_with_the_nearest_name_and_without_asking_aws() {
        assertThat(impossible(selector("wbe", null, null)))
                .returns(Kind.NO_SUCH_TARGET, StartFailure::kind)
                .extracting(StartFailure::explanation)
                .asString()
                .contains("Did you mean web?");
        assertThat(aws.calls("DescribeServices")).isEmpty();
    }

    @Test
    void nobody_running_is_said() {
        assertThat(impossible(selector("web", null, null)).explanation()).contains("No task of web runs");
    }

    @Test
    void of_equal_tasks_the_newest_is_chosen_and_all_are_counted() {
        ecs.runs(EcsFixture.id(3));
        ecs.runs(EcsFixture.id(1));
        ecs.runs(EcsFixture.id(2));

        assertThat(resolve(selector("web", null, null)))
                .asInstanceOf(type(Resolution.Resolved.class))
                .returns(EcsFixture.id(2), resolution -> resolution.target().taskId())
                .returns(3, Resolution.Resolved::runningTasks);
    }

    @Test
    void a_healthy_task_is_preferred_to_a_newer_one_that_is_not() {
        ecs.runs(EcsFixture.id(1), task -> task.put("healthStatus", "HEALTHY"));
        ecs.runs(EcsFixture.id(2), task -> task.put("healthStatus", "UNHEALTHY"));

        assertThat(resolved("web").taskId()).isEqualTo(EcsFixture.id(1));
    }

    @Test
    void a_task_that_exec_reaches_is_preferred_to_a_newer_one_it_does_not() {
        ecs.runs(EcsFixture.id(1));
        ecs.runs(EcsFixture.id(2), task -> task.put("enableExecuteCommand", false));

        assertThat(resolve(selector("web", null, null)))
                .asInstanceOf(type(Resolution.Resolved.class))
                .returns(EcsFixture.id(1), resolution -> resolution.target().taskId())
                .returns(1, Resolution.Resolved::runningTasks);
    }

    @Test
    void all_tasks_are_those_that_run_with_the_container_in_the_order_of_choice() {
        ecs.runs(EcsFixture.id(1));
        ecs.runs(EcsFixture.id(2), task -> task.put("enableExecuteCommand", false));
        ecs.runs(EcsFixture.id(3));
        ecs.runs(EcsFixture.id(4), task -> task.put("desiredStatus", "STOPPED"));

        assertThat(resolver(EcsFixture.WEB).tasks(selector("web", null, null)))
                .isEqualTo(new RunningTasks.Found(List.of(EcsFixture.id(3), EcsFixture.id(1), EcsFixture.id(2))));
        assertThat(resolver(EcsFixture.WEB).tasks(selector("web", null, "nginx")))
                .asInstanceOf(type(RunningTasks.Impossible.class))
                .extracting(impossible -> impossible.cause().explanation())
                .asString()
                .contains("No task of web runs with a container nginx");
        assertThat(resolver(EcsFixture.WEB).tasks(selector("wbe", null, null)))
                .isInstanceOf(RunningTasks.Impossible.class);
    }

    @Test
    void a_task_that_is_about_to_stop_is_not_chosen() {
        ecs.runs(EcsFixture.id(1));
        ecs.runs(EcsFixture.id(2), task -> task.put("desiredStatus", "STOPPED"));

        assertThat(resolved("web").taskId()).isEqualTo(EcsFixture.id(1));
    }

    @Test
    void a_task_is_found_by_the_unique_beginning_of_its_id() {
        ecs.runs("aaaa1111aaaa1111aaaa1111aaaa1111");
        ecs.runs("aaaa2222aaaa2222aaaa2222aaaa2222");

        assertThat(resolved(selector("web", "aaaa1", null)).taskId()).startsWith("aaaa1111");
    }

    @Test
    void an_ambiguous_beginning_is_refused_with_the_ids() {
        ecs.runs("aaaa1111aaaa1111aaaa1111aaaa1111");
        ecs.runs("aaaa2222aaaa2222aaaa2222aaaa2222");

        assertThat(impossible(selector("web", "aaaa", null)).explanation())
                .contains("aaaa1111aaaa1111aaaa1111aaaa1111")
                .contains("aaaa2222aaaa2222aaaa2222aaaa2222");
    }

    @Test
    void a_task_that_stopped_is_told_with_its_cause_and_another_is_not_taken_instead() {
        ecs.runs(EcsFixture.id(1));
        ecs.stopped("bbbb1111bbbb1111bbbb1111bbbb1111", 127);

        assertThat(impossible(selector("web", "bbbb", null)).explanation())
                .contains("bbbb1111bbbb1111bbbb1111bbbb1111 has stopped")
                .contains("not found (exit code 127)");
    }

    @Test
    void an_unknown_task_is_refused_with_the_running_ones() {
        ecs.runs(EcsFixture.id(1));

        assertThat(impossible(selector("web", "ffff", null)))
                .returns(Kind.NO_SUCH_TARGET, StartFailure::kind)
                .extracting(StartFailure::explanation)
                .asString()
                .contains("Running: " + EcsFixture.id(1));
    }

    @Test
    void a_named_container_is_taken_even_if_it_is_a_sidecar() {
        withSidecar(ecs.runs(EcsFixture.id(1)), "log-router");

        assertThat(resolved(selector("web", null, "log-router")).container()).isEqualTo("log-router");
    }

    @Test
    void an_unknown_container_is_refused_with_the_names_there_are() {
        withSidecar(ecs.runs(EcsFixture.id(1)), "log-router");

        assertThat(impossible(selector("web", null, "ap")).explanation())
                .contains("no container ap")
                .contains("app, log-router");
    }

    @Test
    void the_containers_that_aws_adds_are_not_meant_when_nobody_names_one() {
        withSidecar(ecs.runs(EcsFixture.id(1)), "ecs-service-connect-x1");

        assertThat(resolved("web").container()).isEqualTo("app");
    }

    @Test
    void a_log_router_of_the_definition_is_not_meant_when_nobody_names_one() {
        withSidecar(ecs.runs(EcsFixture.id(1)), "router");
        define(EcsFixture.object("""
                {"name":"router","essential":true,"firelensConfiguration":{"type":"fluentbit"}}"""));

        assertThat(resolved("web").container()).isEqualTo("app");
    }

    @Test
    void of_two_containers_of_the_application_the_only_essential_one_is_meant() {
        withSidecar(ecs.runs(EcsFixture.id(1)), "init");
        define(EcsFixture.object("{\"name\":\"init\",\"essential\":false}"));

        assertThat(resolved("web").container()).isEqualTo("app");
    }

    @Test
    void two_essential_containers_are_ambiguous_and_named() {
        withSidecar(ecs.runs(EcsFixture.id(1)), "worker");
        define(EcsFixture.object("{\"name\":\"worker\",\"essential\":true}"));

        assertThat(impossible(selector("web", null, null)).explanation())
                .contains("app, worker")
                .contains("--container");
    }

    @Test
    void the_targets_default_container_settles_it() {
        withSidecar(ecs.runs(EcsFixture.id(1)), "worker");
        define(EcsFixture.object("{\"name\":\"worker\",\"essential\":true}"));
        var alias = new Alias(
                "web", EcsFixture.ACCOUNT, EcsFixture.REGION, "prod", "web", Optional.of("worker"), Optional.empty());

        assertThat(resolver(alias).resolve(selector("web", null, null)))
                .asInstanceOf(type(Resolution.Resolved.class))
                .returns("worker", resolution -> resolution.target().container());
    }

    @Test
    void a_service_without_exec_is_told_how_to_turn_it_on() {
        ecs.service.put("enableExecuteCommand", false);
        ecs.runs(EcsFixture.id(1), task -> task.put("enableExecuteCommand", false));

        assertThat(impossible(selector("web", null, null)))
                .returns(Kind.EXEC_UNAVAILABLE, StartFailure::kind)
                .extracting(StartFailure::explanation)
                .asString()
                .contains("--service web --enable-execute-command --force-new-deployment");
    }

    @Test
    void a_task_older_than_the_switch_is_told_to_be_replaced_and_not_to_turn_exec_on() {
        ecs.runs(EcsFixture.id(1), task -> task.put("enableExecuteCommand", false));

        assertThat(impossible(selector("web", null, null)).explanation())
                .contains("before ECS Exec was turned on")
                .contains("--force-new-deployment")
                .doesNotContain("--enable-execute-command");
    }

    @Test
    void a_stopped_agent_is_told_with_its_reason() {
        EcsFixture.agent(ecs.runs(EcsFixture.id(1)), "STOPPED", "Received Container Stopped event");

        assertThat(impossible(selector("web", null, null)))
                .returns(Kind.EXEC_UNAVAILABLE, StartFailure::kind)
                .extracting(StartFailure::explanation)
                .asString()
                .contains("is STOPPED (Received Container Stopped event)")
                .contains("ssmmessages permissions");
    }

    @Test
    void the_agent_is_found_by_its_name_and_not_by_its_place() {
        var task = ecs.runs(EcsFixture.id(1));
        EcsFixture.container(task, 0).withArray("managedAgents").insert(0, EcsFixture.object("""
                {"name":"SomethingElse","lastStatus":"STOPPED"}"""));

        assertThat(resolved("web").taskId()).isEqualTo(EcsFixture.id(1));
    }

    @Test
    void a_container_without_an_agent_is_told_what_exec_takes() {
        EcsFixture.container(ecs.runs(EcsFixture.id(1)), 0).putArray("managedAgents");

        assertThat(impossible(selector("web", null, null)).explanation())
                .contains("no exec agent")
                .contains("1.4.0");
    }

    @Test
    void an_agent_that_is_starting_is_told_with_its_place_and_what_to_say_if_it_stays_so() {
        EcsFixture.agent(ecs.runs(EcsFixture.id(1)), "PENDING", "");

        assertThat(resolve(selector("web", null, null)))
                .asInstanceOf(type(Resolution.AgentStarting.class))
                .returns("app", Resolution.AgentStarting::container)
                .returns(EcsFixture.id(1), Resolution.AgentStarting::taskId)
                .satisfies(starting -> assertThat(starting.ifItStays())
                        .returns(Kind.EXEC_UNAVAILABLE, StartFailure::kind)
                        .extracting(StartFailure::explanation)
                        .asString()
                        .contains("still starting. Try again in a minute", "four ssmmessages permissions"));
    }

    @Test
    void windows_is_refused_by_name() {
        ecs.runs(EcsFixture.id(1), task -> task.put("platformFamily", "WINDOWS_SERVER_2022_CORE"));

        assertThat(impossible(selector("web", null, null)).explanation()).contains("WINDOWS_SERVER_2022_CORE");
    }

    @Test
    void a_container_that_does_not_run_is_refused() {
        EcsFixture.container(ecs.runs(EcsFixture.id(1)), 0).put("lastStatus", "PENDING");

        assertThat(impossible(selector("web", null, null)).explanation()).contains("is PENDING");
    }

    @Test
    void credentials_that_lead_to_another_account_are_noticed() {
        ecs.runs(EcsFixture.id(1));
        var alias =
                new Alias("web", "444455556666", EcsFixture.REGION, "prod", "web", Optional.empty(), Optional.empty());

        assertThat(resolver(alias).resolve(selector("web", null, null)))
                .asInstanceOf(type(Resolution.Impossible.class))
                .extracting(impossible -> impossible.cause().explanation())
                .asString()
                .contains("444455556666")
                .contains(EcsFixture.ACCOUNT);
    }

    @Test
    void an_outage_of_aws_is_unanswered_and_a_denial_is_impossible() {
        aws.on("DescribeServices", body -> AwsStub.error(500, "ServerException", "oops"));
        assertThat(resolve(selector("web", null, null))).isInstanceOf(Resolution.Unanswered.class);

        aws.on("DescribeServices", body -> AwsStub.error(400, "AccessDeniedException", "no"));
        assertThat(impossible(selector("web", null, null)).kind()).isEqualTo(Kind.AWS_REFUSED);
    }

    private static void withSidecar(ObjectNode task, String name) {
        var sidecar = EcsFixture.container(name, EcsFixture.id(99));
        task.withArray("containers").insert(0, sidecar);
    }

    private void define(ObjectNode container) {
        ecs.definition.withArray("containerDefinitions").add(container);
    }

    private static Selector selector(String alias, @Nullable String task, @Nullable String container) {
        return new Selector(alias, Optional.ofNullable(task), Optional.ofNullable(container));
    }

    private Target resolved(String alias) {
        return resolved(selector(alias, null, null));
    }

    private Target resolved(Selector selector) {
        return switch (resolve(selector)) {
            case Resolution.Resolved resolved -> resolved.target();
            case Resolution.Impossible(var cause) -> throw new AssertionError(cause.explanation());
            case Resolution.Unanswered(var cause) -> throw new AssertionError(cause);
            case Resolution.AgentStarting starting -> throw new AssertionError("starting: " + starting);
        };
    }

    private StartFailure impossible(Selector selector) {
        return switch (resolve(selector)) {
            case Resolution.Impossible(var cause) -> cause;
            case Resolution.Resolved resolved -> throw new AssertionError("resolved: " + resolved.target());
            case Resolution.Unanswered(var cause) -> throw new AssertionError(cause);
            case Resolution.AgentStarting starting -> throw new AssertionError("starting: " + starting);
        };
    }

    private Resolution resolve(Selector selector) {
        return resolver(EcsFixture.WEB).resolve(selector);
    }

    private TargetResolver resolver(Alias alias) {
        var targets = new AwsTargets(List.of(new AwsTarget(alias, Optional.empty(), Optional.empty())));
        return new TargetResolver(targets, new EcsReader(clients));
    }
}
