package sallyport.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sallyport.request.Alias;
import sallyport.watch.ServiceRoll;
import tools.jackson.databind.JsonNode;

class EcsServiceRollsTest {
    private static final Alias FLEET = alias("fleet", "fleet", "*");

    private final AwsStub aws = new AwsStub();
    private final AwsClients clients = aws.clients();
    private final EcsReader reader = new EcsReader(clients);
    private int services = 100;

    @BeforeEach
    void serve() {
        aws.on("ListServices", body -> page(body.path("nextToken").asString("0")));
        aws.on(
                "DescribeServices",
                body -> AwsStub.json(EcsFixture.array(
                        "services",
                        StreamSupport.stream(body.path("services").spliterator(), false)
                                .map(EcsServiceRollsTest::service)
                                .toList())));
    }

    @AfterEach
    void close() {
        clients.close();
        aws.close();
    }

    @Test
    void a_hundred_services_take_one_page_and_ten_descriptions() {
        var roll = rolls(FLEET).look(alias -> true);

        assertThat(roll.entries())
                .hasSize(100)
                .allSatisfy(entry -> assertThat(entry.state()).hasValueSatisfying(state -> {
                    assertThat(state.running() + "/" + state.desired()).isEqualTo("1/2");
                    assertThat(state.execEnabled()).isTrue();
                    assertThat(state.revision()).isEqualTo("web:42");
                    assertThat(state.deployedAt()).isPresent();
                }));
        assertThat(roll.entries().getFirst().alias().name()).isEqualTo("fleet/ship-001");
        assertThat(roll.notes()).isEmpty();
        assertThat(aws.calls("ListServices")).hasSize(1);
        assertThat(aws.calls("DescribeServices")).hasSize(10);
    }

    @Test
    void one_cluster_is_listed_without_a_word_on_the_others() {
        var other = alias("other", "other", Alias.EVERY_SERVICE);
        aws.on(
                "ListServices",
                body -> body.path("cluster").asString().equals("fleet")
                        ? page(body.path("nextToken").asString("0"))
                        : AwsStub.error(400, "AccessDeniedException", "no policy allows it"));

        var roll = rolls(FLEET, other, alias("z-flagship", "fleet", "ship-005")).of(FLEET);

        assertThat(roll.entries())
                .hasSize(99)
                .allMatch(entry -> entry.alias().wholeCluster().equals(Optional.of(FLEET.name())));
        assertThat(roll.notes()).isEmpty();
    }

    @Test
    void only_what_may_be_seen_is_listed_and_described() {
        var roll = rolls(FLEET).look(alias -> alias.name().endsWith("7"));

        assertThat(roll.entries()).hasSize(10);
        assertThat(aws.calls("DescribeServices")).hasSize(1);
    }

    @Test
    void nothing_is_described_for_who_may_see_nothing_and_targets_can_be_named_all_the_same() {
        var roll = rolls(alias("web", "prod", "web")).look(alias -> false);

        assertThat(roll.entries())
                .containsExactly(new ServiceRoll.Entry(alias("web", "prod", "web"), Optional.empty()));
        assertThat(aws.calls("DescribeServices")).isEmpty();
    }

    @Test
    void a_service_that_is_a_target_of_its_own_is_listed_once_and_first() {
        var own = alias("z-flagship", "fleet", "ship-005");

        var roll = rolls(FLEET, own).look(alias -> true);

        assertThat(roll.entries()).hasSize(100);
        assertThat(roll.entries().getFirst().alias()).isEqualTo(own);
        assertThat(roll.entries()).noneMatch(entry -> entry.alias().name().equals("fleet/ship-005"));
    }

    @Test
    void three_hundred_services_of_a_cluster_are_listed_and_one_more_is_said() {
        services = EcsServiceRolls.MAX_SERVICES;
        assertThat(rolls(FLEET).look(alias -> true).notes()).isEmpty();

        services = EcsServiceRolls.MAX_SERVICES + 1;
        var roll = rolls(FLEET).look(alias -> true);

        assertThat(roll.entries()).hasSize(EcsServiceRolls.MAX_SERVICES);
        assertThat(roll.notes()).singleElement().asString().contains("more than 300 services");
    }

    @Test
    void a_cluster_that_aws_refuses_takes_no_other_with_it() {
        aws.on(
                "ListServices",
                body -> AwsStub.error(
                        400,
                        "AccessDeniedException",
                        "User: arn:aws:sts::1:assumed-role/r/s is not authorized to perform: ecs:ListServices because no policy"));

        var roll = rolls(FLEET, alias("web", "prod", "web")).look(alias -> true);

        assertThat(roll.entries())
                .singleElement()
                .satisfies(entry -> assertThat(entry.state()).isPresent());
        assertThat(roll.notes()).singleElement().asString().contains("ecs:ListServices");
    }

    private EcsServiceRolls rolls(Alias... aliases) {
        var targets = List.of(aliases).stream()
                .map(alias -> new AwsTarget(alias, Optional.empty(), Optional.empty()))
                .toList();
        return new EcsServiceRolls(new AwsTargets(targets), reader);
    }

    private AwsStub.Reply page(String token) {
        int from = Integer.parseInt(token);
        int to = Math.min(services, from + 100);
        var answer = AwsStub.JSON.createObjectNode();
        var arns = answer.putArray("serviceArns");
        IntStream.rangeClosed(from + 1, to)
                .forEach(number ->
                        arns.add("arn:aws:ecs:eu-west-1:111122223333:service/fleet/ship-%03d".formatted(number)));
        if (to < services) {
            answer.put("nextToken", String.valueOf(to));
        }
        return AwsStub.json(answer);
    }

    private static JsonNode service(JsonNode name) {
        return EcsFixture.object("""
                {"serviceName":"%s","status":"ACTIVE","desiredCount":2,"runningCount":1,"pendingCount":1,
                 "enableExecuteCommand":true,"taskDefinition":"%s",
                 "deployments":[{"rolloutState":"COMPLETED","createdAt":1795600000}]}""".formatted(name.asString(""), EcsFixture.REVISION));
    }

    private static Alias alias(String name, String cluster, String service) {
        return new Alias(name, "111122223333", "eu-west-1", cluster, service, Optional.empty(), Optional.empty());
    }
}
