package sallyport.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sallyport.request.Selector;
import sallyport.watch.Check;
import sallyport.watch.Checks;
import sallyport.watch.Evidence;
import sallyport.watch.Examination;
import sallyport.watch.ExecFacts;
import sallyport.watch.Fact;
import sallyport.watch.Looked;
import sallyport.watch.Severity;
import tools.jackson.databind.node.ObjectNode;

/** From AWS's answers to the results of the checks. */
class ExecFactsTest {
    private final AwsStub aws = new AwsStub();
    private final AwsClients clients = aws.clients();
    private final EcsFixture ecs = new EcsFixture(aws);
    private final DoctorFixture doctor = new DoctorFixture(aws, ecs);
    private final ObjectNode task = ecs.runs(EcsFixture.id(1), DoctorFixture::attached);
    private final CountDownLatch never = new CountDownLatch(1);
    /** Long, for a machine that does a lot besides. */
    private Duration budget = Duration.ofMinutes(1);

    @AfterEach
    void close() {
        never.countDown();
        clients.close();
        aws.close();
    }

    private ExecFacts facts(Optional<String> wanted, Optional<String> container) {
        return facts(EcsFixture.TARGET, wanted, container);
    }

    private ExecFacts facts(AwsTarget target, Optional<String> wanted, Optional<String> container) {
        var source = new ExecFactsGathering(
                new AwsTargets(List.of(target)),
                clients,
                new AwsEndpoints(AwsOptions.sandbox(aws.uri())),
                new EcsReader(clients),
                InstantSource.system(),
                budget);
        var looked = source.gather(new Selector("web", wanted, container));
        return ((Looked.Found<ExecFacts>) looked).value();
    }

    private Checks checks() {
        return new Checks(Examination.of(facts(Optional.empty(), Optional.empty())));
    }

    private Check check(String id) {
        return checks().get(id);
    }

    @Test
    void a_healthy_service_has_nothing_that_blocks_and_little_that_cannot_be_checked() {
        assertThat(checks().values())
                .filteredOn(check -> check.severity() != Severity.FINE)
                .extracting(Check::id)
                .containsExactlyInAnyOrder("D18", "D25", "D31", "D38");
        assertThat(check("D18").title()).contains("cannot be simulated");
    }

    @Test
    void what_was_measured_is_told() {
        assertThat(check("D29").evidence()).extracting(Evidence::toString).containsExactly("MemoryUtilization=62%");
    }

    /** Each fact that is denied, and the checks that then cannot be made; none of them turns green. */
    @ParameterizedTest
    @CsvSource({
        "DescribeClusters, ecs:DescribeClusters, D1 D18 D19",
        "DescribeServices, ecs:DescribeServices, D1 D10 D11 D35 D36",
        "ListTasks, ecs:ListTasks, D2 D3 D4 D5 D9 D12 D15 D20",
        "DescribeTaskDefinition, ecs:DescribeTaskDefinition, D24 D25 D26 D27 D14 D15",
        "DescribeKey, kms:DescribeKey, D18",
        "DescribeLogGroups, logs:DescribeLogGroups, D19",
        "ListDaemons, ecs:ListDaemons, D40",
        "GetTaskProtection, ecs:GetTaskProtection, D39"
    })
    void a_denied_read_makes_its_checks_impossible_and_says_who_was_denied(
            String operation, String action, String ids) {
        aws.on(operation, _ -> AwsStub.error(400, "AccessDeniedException", denial(action)));

        assertUnchecked(ids, action);
    }

    private static String denial(String action) {
        return "User: arn:aws:sts::111122223333:assumed-role/sallyport-target/sallyport is not authorized to perform: "
                + action + " because no identity-based policy allows the " + action + " action";
    }

    private void assertUnchecked(String ids, String action) {
        var checks = checks();
        assertThat(List.of(ids.split(" "))).allSatisfy(id -> {
            assertThat(checks.get(id).severity()).as(id).isEqualTo(Severity.COULD_NOT_CHECK);
            assertThat(checks.get(id).title()).as(id).contains(action).contains("sallyport-target");
        });
    }

    private static AwsStub.Reply ofS3(int status, String code, String message) {
        return new AwsStub.Reply.Answer(
                status,
                "application/xml",
                "<Error><Code>" + code + "</Code><Message>" + message + "</Message><RequestId>R</RequestId></Error>");
    }

    @Test
    void a_bucket_that_may_not_be_looked_at_could_not_be_checked() {
        aws.on("GetBucketEncryption", _ -> ofS3(403, "AccessDenied", denial("s3:GetEncryptionConfiguration")));

        assertUnchecked("D19", "s3:GetEncryptionConfiguration");
    }

    @ParameterizedTest
    @CsvSource({
        "NoSuchBucket, The specified bucket does not exist, which is not there",
        "ServerSideEncryptionConfigurationNotFoundError, The server side encryption configuration was not found,"
                + " an encrypted bucket"
    })
    void a_bucket_that_is_missing_or_not_encrypted_blocks(String code, String message, String title) {
        aws.on("GetBucketEncryption", _ -> ofS3(404, code, message));

        assertThat(check("D19").severity()).isEqualTo(Severity.BLOCKS);
        assertThat(check("D19").title()).contains("sessions").contains(title);
    }

    @ParameterizedTest
    @CsvSource({"SimulatePrincipalPolicy, iam:SimulatePrincipalPolicy, D15 D16 D37", "GetRole, iam:GetRole, D17 D16"})
    void a_denied_question_to_iam_makes_its_checks_impossible(String operation, String action, String ids) {
        aws.on(operation, _ -> AwsStub.denied(action));

        assertUnchecked(ids, action);
    }

    @ParameterizedTest
    @CsvSource({
        "DescribeNetworkInterfaces, ec2:DescribeNetworkInterfaces, D20 D21 D22 D23",
        "DescribeSubnets, ec2:DescribeSubnets, D20 D21 D22 D23",
        "DescribeRouteTables, ec2:DescribeRouteTables, D20 D21",
        "DescribeNatGateways, ec2:DescribeNatGateways, D20 D21",
        "DescribeVpcEndpoints, ec2:DescribeVpcEndpoints, D20 D21 D23",
        "DescribeSecurityGroups, ec2:DescribeSecurityGroups, D23",
        "DescribeNetworkAcls, ec2:DescribeNetworkAcls, D23"
    })
    void a_denied_question_to_ec2_makes_its_checks_impossible(String operation, String action, String ids) {
        aws.on(operation, _ -> DoctorFixture.ec2Denied(action));

        assertUnchecked(ids, action);
    }

    @Test
    void metrics_that_are_denied_are_not_fine() {
        aws.on("GetMetricData", _ -> AwsStub.error(400, "x", "x"));

        assertThat(check("D29").severity()).isEqualTo(Severity.COULD_NOT_CHECK);
    }

    @Test
    void a_role_that_cannot_be_assumed_blocks_with_the_reason() {
        aws.on("GetCallerIdentity", _ -> AwsStub.denied("sts:AssumeRole"));

        assertThat(check("D0").severity()).isEqualTo(Severity.BLOCKS);
        assertThat(check("D0").title()).contains("sts:AssumeRole");
    }

    @Test
    void what_does_not_come_in_time_could_not_be_checked_and_keeps_nothing_else_from_it() {
        checks();
        budget = Duration.ofSeconds(4);
        aws.on("DescribeRouteTables", _ -> {
            await();
            return new AwsStub.Reply.Drop();
        });

        var checks = checks();

        assertThat(checks.get("D20").severity()).isEqualTo(Severity.COULD_NOT_CHECK);
        assertThat(checks.get("D20").title()).contains("no answer within 4 s");
        assertThat(checks.get("D9").severity()).isEqualTo(Severity.FINE);
    }

    private void await() {
        try {
            never.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** exec-checker makes a task's ARN of what the cluster was called, which is wrong when that is an ARN itself. */
    @Test
    void permissions_are_simulated_on_the_arn_that_ecs_gives_the_task() {
        checks();

        assertThat(aws.calls("SimulatePrincipalPolicy"))
                .filteredOn(call ->
                        call.body().path("ActionNames.member.1").asString("").equals("ecs:ExecuteCommand"))
                .singleElement()
                .satisfies(call -> {
                    assertThat(call.body().path("ResourceArns.member.1").asString(""))
                            .isEqualTo(EcsFixture.CLUSTER);
                    assertThat(call.body().path("ResourceArns.member.2").asString(""))
                            .isEqualTo(EcsFixture.arn(EcsFixture.id(1)));
                    assertThat(call.body().toString()).contains("ecs:container-name");
                });
    }

    @Test
    void a_bot_without_a_configured_role_is_simulated_as_the_role_with_its_path() {
        checks();

        assertThat(aws.calls("SimulatePrincipalPolicy"))
                .extracting(call -> call.body().path("PolicySourceArn").asString(""))
                .contains("arn:aws:iam::111122223333:role/app/sallyport-target", DoctorFixture.TASK_ROLE);
    }

    /** exec-checker does not see conditions. */
    @Test
    void a_condition_that_simulation_leaves_open_is_passed_on() {
        doctor.openConditions.put("ssmmessages:OpenDataChannel", "aws:SourceVpce");

        assertThat(check("D15").severity()).isEqualTo(Severity.COULD_NOT_CHECK);
        assertThat(check("D15").title()).contains("aws:SourceVpce");
    }

    @Test
    void a_permission_that_lacks_blocks() {
        doctor.decisions.put("ssmmessages:CreateControlChannel", "implicitDeny");

        assertThat(check("D15").severity()).isEqualTo(Severity.BLOCKS);
    }

    /** exec-checker walks the agents of all containers by one index. */
    @Test
    void the_exec_agent_of_a_container_is_found_by_its_name() {
        var containers = task.putArray("containers");
        var bare = EcsFixture.container("envoy", EcsFixture.id(1));
        bare.putArray("managedAgents");
        containers.add(bare);
        containers.add(EcsFixture.container("app", EcsFixture.id(1)));

        assertThat(check("D12").severity()).isEqualTo(Severity.FINE);
        assertThat(check("D32").title()).contains("envoy");
    }

    @Test
    void the_main_route_table_counts_where_the_subnet_has_none() {
        aws.on(
                "DescribeRouteTables",
                body -> AwsStub.xml(
                        "<DescribeRouteTablesResponse xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><routeTableSet>"
                                + (body.toString().contains("association.main") ? """
                                <item><routeSet><item><destinationCidrBlock>0.0.0.0/0</destinationCidrBlock>
                                <transitGatewayId>tgw-1</transitGatewayId><state>active</state></item></routeSet></item>""" : "")
                                + "</routeTableSet></DescribeRouteTablesResponse>"));

        assertThat(check("D20").severity()).isEqualTo(Severity.COULD_NOT_CHECK);
        assertThat(check("D20").title()).contains("does not show what comes next");
    }

    @Test
    void a_nat_gateway_that_is_gone_is_no_way_out() {
        doctor.ec2(
                "DescribeNatGateways",
                "natGatewaySet",
                "<item><natGatewayId>nat-1</natGatewayId>" + "<state>deleted</state></item>");

        assertThat(check("D20").severity()).isEqualTo(Severity.BLOCKS);
    }

    @Test
    void an_endpoint_is_told_with_its_zones_and_groups() {
        doctor.ec2("DescribeVpcEndpoints", "vpcEndpointSet", """
                <item><vpcEndpointId>vpce-1</vpcEndpointId><serviceName>com.amazonaws.eu-west-1.ssmmessages</serviceName>
                <vpcEndpointType>Interface</vpcEndpointType><state>available</state>
                <privateDnsEnabled>true</privateDnsEnabled>
                <policyDocument>{"Statement":[{"Action":"*","Effect":"Allow","Principal":"*","Resource":"*"}]}</policyDocument>
                <subnetIdSet><item>subnet-1</item></subnetIdSet>
                <groupSet><item><groupId>sg-task</groupId></item></groupSet></item>""");
        doctor.ec2("DescribeSecurityGroups", "securityGroupInfo", """
                <item><groupId>sg-task</groupId><ipPermissions><item><ipProtocol>tcp</ipProtocol><fromPort>443</fromPort>
                <toPort>443</toPort><groups><item><groupId>sg-task</groupId></item></groups></item></ipPermissions></item>""");

        var checks = checks();

        assertThat(checks.get("D20").severity()).isEqualTo(Severity.FINE);
        assertThat(checks.get("D20").title()).contains("VPC endpoint");
        assertThat(checks.get("D23").severity()).isEqualTo(Severity.BLOCKS);
    }

    @Test
    void a_task_on_ec2_without_a_role_has_its_instances() {
        ecs.definition.put("taskRoleArn", "");
        task.put("launchType", "EC2").put("containerInstanceArn", "arn:aws:ecs:eu-west-1:111122223333:ci/prod/1");
        aws.answers("DescribeContainerInstances", """
                {"containerInstances":[{"ec2InstanceId":"i-1","status":"ACTIVE","agentConnected":true,
                 "versionInfo":{"agentVersion":"1.49.0"}}]}""");
        doctor.ec2("DescribeInstances", "reservationSet", """
                <item><instancesSet><item><instanceId>i-1</instanceId><iamInstanceProfile>
                <arn>arn:aws:iam::111122223333:instance-profile/ecs</arn></iamInstanceProfile></item></instancesSet></item>""");
        aws.on("GetInstanceProfile", _ -> AwsStub.xml("""
                <GetInstanceProfileResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><GetInstanceProfileResult>
                <InstanceProfile><Roles><member><Arn>arn:aws:iam::111122223333:role/ecs-instance</Arn></member></Roles>
                </InstanceProfile></GetInstanceProfileResult></GetInstanceProfileResponse>"""));

        var checks = checks();

        assertThat(checks.get("D14").evidence())
                .extracting(Evidence::toString)
                .containsExactly("instanceProfile.roles[0]=arn:aws:iam::111122223333:role/ecs-instance");
        assertThat(checks.get("D7").severity()).isEqualTo(Severity.BLOCKS);
        assertThat(checks.get("D7").title()).contains("1.49.0");
    }

    @Test
    void a_fargate_task_without_a_role_has_none() {
        ecs.definition.put("taskRoleArn", "");

        assertThat(check("D14").severity()).isEqualTo(Severity.BLOCKS);
    }

    @Test
    void a_role_that_the_task_was_started_with_comes_before_the_definitions() {
        task.putObject("overrides").put("taskRoleArn", "arn:aws:iam::111122223333:role/other");

        assertThat(check("D14").evidence()).extracting(Evidence::path).containsExactly("task.overrides.taskRoleArn");
    }

    @Test
    void values_of_the_environment_are_never_gathered() {
        var container = (ObjectNode) ecs.definition.path("containerDefinitions").get(0);
        container
                .putArray("environment")
                .addObject()
                .put("name", "AWS_SECRET_ACCESS_KEY")
                .put("value", "topsecret");

        var facts = facts(Optional.empty(), Optional.empty());

        assertThat(facts.toString()).contains("AWS_SECRET_ACCESS_KEY").doesNotContain("topsecret");
    }

    @Test
    void a_named_task_is_looked_at_also_when_it_has_stopped() {
        ecs.stopped(EcsFixture.id(9), 1);

        var facts = facts(Optional.of(EcsFixture.id(9)), Optional.empty());

        assertThat(facts.task())
                .isInstanceOfSatisfying(
                        Fact.Known.class, known -> assertThat(known.toString()).contains(EcsFixture.id(9)));
        assertThat(Examination.of(facts).getFirst().severity()).isEqualTo(Severity.BLOCKS);
    }

    @Test
    void without_tasks_the_definition_of_the_service_is_judged() {
        ecs.running.clear();

        var checks = checks();

        assertThat(checks.get("D2").severity()).isEqualTo(Severity.BLOCKS);
        assertThat(checks.get("D25").severity()).isEqualTo(Severity.ADVICE);
        assertThat(checks.get("D9").severity()).isEqualTo(Severity.COULD_NOT_CHECK);
    }

    @Test
    void an_answer_that_nobody_understands_spoils_one_check_only() {
        doctor.trust = "not JSON";

        assertThat(check("D17").severity()).isEqualTo(Severity.COULD_NOT_CHECK);
        assertThat(check("D15").severity()).isEqualTo(Severity.FINE);
    }

    private Checks checks(Optional<RoleArn> running) {
        var roles = new AccountAccess.Roles(
                new RoleArn(EcsFixture.ROLE), running, Optional.of("external-7"), new RunAttribution(true, true));
        return new Checks(
                Examination.of(facts(new AwsTarget(EcsFixture.WEB, roles), Optional.empty(), Optional.empty())));
    }

    @Test
    void the_role_that_runs_is_assumed_as_a_run_would_and_may_do_nothing() {
        aws.grantsRoles();
        var exec = "arn:aws:iam::111122223333:role/sallyport-exec";

        assertThat(checks(Optional.of(new RoleArn(exec))).get("D0").severity()).isEqualTo(Severity.FINE);

        assertThat(aws.calls("AssumeRole"))
                .filteredOn(call -> call.body().path("RoleArn").asString().equals(exec))
                .singleElement()
                .satisfies(call -> {
                    assertThat(call.body().path("ExternalId").asString()).isEqualTo("external-7");
                    assertThat(call.body().path("SourceIdentity").asString()).isEqualTo("sallyport");
                    assertThat(call.body().path("Tags.member.1.Key").asString()).isEqualTo("sallyport:request");
                    assertThat(call.body().path("Policy").asString()).contains("\"Deny\"");
                });
        assertThat(aws.calls("SimulatePrincipalPolicy"))
                .extracting(call -> call.body().path("PolicySourceArn").asString())
                .contains(exec)
                .doesNotContain(EcsFixture.ROLE);
    }

    @Test
    void a_role_that_runs_and_cannot_be_assumed_blocks_before_anybody_asks_for_a_command() {
        aws.grantsRoles();
        aws.deniesRole("sallyport-exec", "sts:SetSourceIdentity");

        var check = checks(Optional.of(new RoleArn("arn:aws:iam::111122223333:role/sallyport-exec")))
                .get("D0");
        assertThat(check.severity()).isEqualTo(Severity.BLOCKS);
        assertThat(check.title()).contains("sts:SetSourceIdentity").contains("source_identity");
    }

    @Test
    void whether_commands_could_be_started_is_not_asked_of_a_target_that_can_only_be_read() {
        aws.grantsRoles();

        assertThat(checks(Optional.empty()).get("D16"))
                .returns(Severity.COULD_NOT_CHECK, Check::severity)
                .extracting(Check::title)
                .asString()
                .contains("web can only be read");
        assertThat(aws.calls("AssumeRole"))
                .allSatisfy(call ->
                        assertThat(call.body().path("RoleArn").asString()).isEqualTo(EcsFixture.ROLE));
    }

    @Test
    void a_target_that_is_not_configured_is_never_asked_about() {
        var source = new ExecFactsGathering(
                EcsFixture.TARGETS,
                clients,
                new AwsEndpoints(AwsOptions.sandbox(aws.uri())),
                new EcsReader(clients),
                InstantSource.system(),
                budget);

        assertThat(source.gather(new Selector("wbe", Optional.empty(), Optional.empty())))
                .isInstanceOf(Looked.Missing.class);
        assertThat(aws.calls("DescribeClusters")).isEmpty();
    }
}
