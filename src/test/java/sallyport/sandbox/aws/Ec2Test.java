package sallyport.sandbox.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The network and the machines, the target groups and the keys, as their services tell of them. */
class Ec2Test {
    @RegisterExtension
    static final StartedAws AWS = new StartedAws();

    private static String ec2(String action, String members) throws IOException, InterruptedException {
        return AWS.api().query("ec2", action, members).body();
    }

    private static String subnet(String service) {
        return AWS.aws()
                .world()
                .cluster("clinic")
                .orElseThrow()
                .service(service)
                .orElseThrow()
                .placement()
                .subnets()
                .getFirst();
    }

    @Test
    void a_subnet_leads_to_its_route_table_and_the_table_to_a_gateway() throws Exception {
        var found = ec2(
                "DescribeRouteTables",
                "Filter.1.Name=association.subnet-id&Filter.1.Value.1=" + subnet("d20-no-route"));
        assertThat(found).contains("<gatewayId>local</gatewayId>").doesNotContain("0.0.0.0/0");
        var healthy = ec2("DescribeRouteTables", "Filter.1.Name=vpc-id&Filter.1.Value.1=vpc-0c1d2e3f4a5b6c7d8");
        assertThat(healthy).contains("<natGatewayId>nat-").contains("<main>true</main>");
    }

    @Test
    void a_shared_subnet_names_its_owner() throws Exception {
        assertThat(ec2("DescribeSubnets", "SubnetId.1=" + subnet("d22-shared-subnet")))
                .contains("<ownerId>210987654321</ownerId>");
    }

    @Test
    void an_identifier_that_nothing_has_is_an_error_of_ec2s_own_form() throws Exception {
        var unknown = AWS.api().query("ec2", "DescribeSubnets", "SubnetId.1=subnet-nope");
        assertThat(unknown.statusCode()).isEqualTo(400);
        assertThat(unknown.body()).contains("<Errors><Error><Code>InvalidSubnetID.NotFound</Code>");
        assertThat(ec2("DescribeSubnets", "Filter.1.Name=colour&Filter.1.Value.1=red"))
                .contains("<Code>InvalidParameterValue</Code>");
        AWS.fault("access-denied");
        assertThat(ec2("DescribeSubnets", "")).contains("<Code>UnauthorizedOperation</Code>");
    }

    @Test
    void a_description_comes_in_pages() throws Exception {
        var first = ec2("DescribeSecurityGroups", "MaxResults=5");
        assertThat(first.split("<groupDescription>", -1)).hasSize(6);
        var token = first.replaceAll("(?s).*<nextToken>(.*)</nextToken>.*", "$1");
        assertThat(ec2("DescribeSecurityGroups", "MaxResults=5&NextToken=" + token.replace("=", "%3D")))
                .contains("<groupDescription>");
    }

    @Test
    void a_running_task_has_a_network_interface_and_an_instance_a_profile() throws Exception {
        var task = AWS.aws().world().tasks().getFirst();
        assertThat(ec2("DescribeNetworkInterfaces", "NetworkInterfaceId.1=" + task.networkInterfaceId()))
                .contains("<groupId>sg-0f1e2d3c4b5a69788</groupId>")
                .doesNotContain("<publicIp>");
        assertThat(ec2("DescribeInstances", "")).contains("instance-profile/ecsInstanceProfile");
    }

    @Test
    void targets_are_healthy_unless_their_service_is_not() throws Exception {
        var group = "TargetGroupArn=arn%3Aaws%3Aelasticloadbalancing%3Aus-east-1%3A123456789012%3Atargetgroup%2F";
        var api = AWS.api();
        assertThat(api.query(
                                "elasticloadbalancing",
                                "DescribeTargetHealth",
                                group + "healthy-balanced%2F0123456789abcdef")
                        .body())
                .contains("<State>healthy</State>");
        assertThat(api.query(
                                "elasticloadbalancing",
                                "DescribeTargetHealth",
                                group + "unhealthy-target%2F0123456789abcdef")
                        .body())
                .contains("<State>unhealthy</State>");
        assertThat(api.query("elasticloadbalancing", "DescribeTargetHealth", group + "nope")
                        .body())
                .contains("TargetGroupNotFound");
    }

    @Test
    void a_disabled_key_makes_no_data_key() throws Exception {
        var api = AWS.api();
        var enabled = "11111111-2222-4333-8444-555555555555";
        var disabled = "99999999-8888-4777-8666-555555555555";
        assertThat(api.call("kms", "DescribeKey", "{\"KeyId\":\"" + disabled + "\"}")
                        .body()
                        .at("/KeyMetadata/KeyState")
                        .asString())
                .isEqualTo("Disabled");
        assertThat(api.call("kms", "GenerateDataKey", "{\"KeyId\":\"" + disabled + "\",\"KeySpec\":\"AES_256\"}")
                        .error())
                .isEqualTo("DisabledException");
        var made = api.call("kms", "GenerateDataKey", "{\"KeyId\":\"" + enabled + "\",\"NumberOfBytes\":64}");
        assertThat(made.body().path("Plaintext").asString()).hasSize(88);
    }
}
