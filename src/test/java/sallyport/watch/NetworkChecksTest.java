package sallyport.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static sallyport.watch.Patient.endpoint;
import static sallyport.watch.Patient.known;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sallyport.watch.NetworkFacts.AclEntry;
import sallyport.watch.NetworkFacts.Endpoint;
import sallyport.watch.NetworkFacts.Route;
import sallyport.watch.NetworkFacts.Rule;

/** The way from a task to ssmmessages. */
class NetworkChecksTest {
    private final Patient patient = new Patient();

    private void routes(Route... routes) {
        patient.routes = known(List.of(routes));
    }

    private void endpoints(Endpoint... endpoints) {
        patient.endpoints = known(List.of(endpoints));
    }

    private Severity path() {
        return patient.check("D20").severity();
    }

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0/0, nat-1, true, false, FINE",
        "0.0.0.0/0, nat-1, false, false, BLOCKS",
        "0.0.0.0/0, igw-1, true, true, FINE",
        "0.0.0.0/0, igw-1, true, false, BLOCKS",
        "0.0.0.0/0, tgw-1, true, false, COULD_NOT_CHECK",
        "0.0.0.0/0, eni-1, true, false, COULD_NOT_CHECK",
        "10.0.0.0/8, nat-1, true, false, BLOCKS",
        "10.0.0.0/16, local, true, false, BLOCKS"
    })
    void a_way_to_the_internet_is_one(
            String destination, String target, boolean usable, boolean publicAddress, Severity severity) {
        routes(new Route(destination, target, usable));
        patient.publicAddress = publicAddress;

        assertThat(path()).isEqualTo(severity);
    }

    /** exec-checker skips this in green, taking it that there is a way to the internet. */
    @Test
    void a_vpc_without_endpoints_and_without_a_way_out_blocks() {
        routes(new Route("10.0.0.0/16", "local", true));

        assertThat(path()).isEqualTo(Severity.BLOCKS);
        assertThat(patient.check("D20").remedy().orElseThrow().cli().orElseThrow())
                .contains("create-vpc-endpoint", "vpc-1", "com.amazonaws.eu-west-1.ssmmessages");
    }

    @Test
    void an_endpoint_is_a_way_where_nothing_leads_out() {
        routes();
        endpoints(endpoint("ssmmessages", "available", true, "eu-west-1a"));
        patient.letsTheTaskIn();

        assertThat(path()).isEqualTo(Severity.FINE);
    }

    @Test
    void an_endpoint_that_keeps_the_task_out_blocks_although_there_is_a_way_to_the_internet() {
        endpoints(endpoint("ssmmessages", "available", true, "eu-west-1a"));

        assertThat(path()).isEqualTo(Severity.BLOCKS);
        assertThat(patient.check("D20").remedy().orElseThrow().cli().orElseThrow())
                .contains("authorize-security-group-ingress --group-id sg-endpoint", "--source-group sg-task");
    }

    @ParameterizedTest
    @CsvSource({
        "pending, true, eu-west-1a, BLOCKS",
        "available, false, eu-west-1a, BLOCKS",
        "available, true, eu-west-1b, ADVICE"
    })
    void an_endpoint_has_to_be_ready_be_found_and_had_better_be_near(
            String state, boolean privateDns, String zone, Severity severity) {
        routes();
        endpoints(endpoint("ssmmessages", state, privateDns, zone));
        patient.letsTheTaskIn();

        assertThat(path()).isEqualTo(severity);
    }

    @Test
    void an_endpoint_with_a_policy_of_its_own_is_not_proven() {
        endpoints(new Endpoint(
                "vpce-1",
                "ssmmessages",
                "Interface",
                "available",
                true,
                false,
                List.of("eu-west-1a"),
                List.of("sg-endpoint")));
        patient.letsTheTaskIn();

        assertThat(path()).isEqualTo(Severity.COULD_NOT_CHECK);
    }

    @Test
    void a_denied_look_at_routes_is_not_a_closed_way() {
        patient.routes = new Fact.Missing<>("AWS denied ec2:DescribeRouteTables.");

        assertThat(path()).isEqualTo(Severity.COULD_NOT_CHECK);
        assertThat(patient.check("D20").title()).contains("ec2:DescribeRouteTables");
    }

    /** exec-checker fails on such subnets. */
    @Test
    void a_subnet_that_another_account_shares_is_not_judged_to_be_broken() {
        patient.subnetOwner = "999988887777";

        assertThat(patient.check("D22").severity()).isEqualTo(Severity.COULD_NOT_CHECK);
        assertThat(patient.check("D22").title()).contains("999988887777");
        assertThat(path()).isEqualTo(Severity.FINE);
    }

    @Test
    void a_closed_vpc_needs_endpoints_for_what_the_cluster_uses() {
        routes();
        endpoints(endpoint("ssmmessages", "available", true, "eu-west-1a"), endpoint("kms", "available", true, "x"));
        patient.kmsKey = Optional.of("key-1");
        patient.logging = Optional.of("OVERRIDE");
        patient.logGroup = Optional.of(new ClusterFacts.LogGroup("/ecs/exec", false));
        patient.bucket = Optional.of(new ClusterFacts.Bucket("sessions", "", false));

        assertThat(patient.check("D21").severity()).isEqualTo(Severity.ADVICE);
        assertThat(patient.check("D21").evidence())
                .extracting(Evidence::toString)
                .containsExactly("vpcEndpoints.missing=logs,s3");
    }

    @ParameterizedTest
    @CsvSource({
        "tcp, 443, 443, 0.0.0.0/0, FINE",
        "tcp, 0, 65535, 0.0.0.0/0, FINE",
        "tcp, 444, 65535, 0.0.0.0/0, BLOCKS",
        "udp, 443, 443, 0.0.0.0/0, BLOCKS",
        "tcp, 443, 443, pl-1, COULD_NOT_CHECK"
    })
    void security_groups_have_to_let_443_out(String protocol, int from, int to, String peer, Severity severity) {
        patient.rules = List.of(new Rule("sg-task", true, protocol, from, to, peer));

        assertThat(patient.check("D23").severity()).isEqualTo(severity);
    }

    @Test
    void the_first_entry_of_a_network_acl_that_fits_decides() {
        patient.acl = new ArrayList<>(patient.acl);
        patient.acl.add(new AclEntry(90, true, false, "6", 443, 443, "0.0.0.0/0"));
        assertThat(patient.check("D23").severity()).isEqualTo(Severity.ADVICE);

        patient.acl.add(new AclEntry(80, true, true, "6", 443, 443, "0.0.0.0/0"));
        assertThat(patient.check("D23").severity()).isEqualTo(Severity.FINE);
    }
}
