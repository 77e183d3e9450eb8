package sallyport.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sallyport.request.Target;
import sallyport.ssm.StreamEndpoint;

class PartitionsTest {
    @ParameterizedTest
    @CsvSource({
        "eu-west-1, aws, kms.eu-west-1.amazonaws.com, kms-fips.eu-west-1.api.aws",
        "cn-north-1, aws-cn, kms.cn-north-1.amazonaws.com.cn, kms-fips.cn-north-1.api.amazonwebservices.com.cn",
        "us-gov-west-1, aws-us-gov, kms.us-gov-west-1.amazonaws.com, kms-fips.us-gov-west-1.api.aws",
        "eusc-de-east-1, aws-eusc, kms.eusc-de-east-1.amazonaws.eu, kms-fips.eusc-de-east-1.api.amazonwebservices.eu",
        "us-iso-east-1, aws-iso, kms.us-iso-east-1.c2s.ic.gov, kms-fips.us-iso-east-1.api.aws.ic.gov",
        "eu-north-99, aws, kms.eu-north-99.amazonaws.com, kms-fips.eu-north-99.api.aws"
    })
    void a_region_says_how_arns_begin_and_what_hosts_are_called(String region, String id, String host, String both) {
        assertThat(Partitions.id(region)).isEqualTo(id);
        assertThat(Partitions.host("kms", region, EndpointVariant.STANDARD)).isEqualTo(host);
        assertThat(Partitions.host("kms", region, new EndpointVariant(true, true)))
                .isEqualTo(both);
    }

    @ParameterizedTest
    @CsvSource({
        "eu-west-1, amazonaws.com, api.aws",
        "cn-northwest-1, amazonaws.com.cn, api.amazonwebservices.com.cn",
        "us-gov-east-1, amazonaws.com, api.aws"
    })
    void stream_urls_may_name_the_hosts_of_their_partition_only(String region, String usual, String dualStack) {
        assertThat(new AwsEndpoints(AwsOptions.production()).stream(region))
                .isEqualTo(new StreamEndpoint.Aws(region, List.of(usual, dualStack)));
    }

    @Test
    void fips_and_a_private_endpoint_are_connected_to_instead_of_what_ecs_names() {
        var named = new StreamEndpoint.Aws("us-gov-west-1", List.of("amazonaws.com", "api.aws"));
        var vpce = "vpce-0a1b-x.ssmmessages.us-gov-west-1.vpce.amazonaws.com";

        assertThat(stream(new EndpointVariant(true, false), Map.of()))
                .isEqualTo(new StreamEndpoint.Instead(named, "ssmmessages-fips.us-gov-west-1.amazonaws.com"));
        assertThat(stream(new EndpointVariant(true, false), Map.of("us-gov-west-1", vpce)))
                .isEqualTo(new StreamEndpoint.Instead(named, vpce));
        assertThat(stream(new EndpointVariant(false, true), Map.of("us-gov-east-1", vpce)))
                .isEqualTo(named);
    }

    private static StreamEndpoint stream(EndpointVariant variant, Map<String, String> streams) {
        var options = new AwsOptions(Optional.empty(), variant, streams, HttpClient.Builder.NO_PROXY);
        return new AwsEndpoints(options).stream("us-gov-west-1");
    }

    @ParameterizedTest
    @CsvSource({
        "vpce-0a1b-x.ssmmessages.eu-west-1.vpce.amazonaws.com, true",
        "vpce-0a1b-x-eu-west-1a.ssmmessages.eu-west-1.vpce.amazonaws.com, true",
        "vpce-0a1b-x.ssm.eu-west-1.vpce.amazonaws.com, false",
        "vpce-0a1b-x.ssmmessages.eu-central-1.vpce.amazonaws.com, false",
        "vpce-0a1b-x.ssmmessages.eu-west-1.vpce.amazonaws.com.evil.example, false",
        "evil.example/vpce-0a1b-x.ssmmessages.eu-west-1.vpce.amazonaws.com, false",
        "ssmmessages.eu-west-1.amazonaws.com, false"
    })
    void the_name_of_a_vpc_endpoint_is_known_by_its_form(String host, boolean isOne) {
        assertThat(Partitions.isVpcEndpoint(host, "ssmmessages", "eu-west-1")).isEqualTo(isOne);
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws-cn:iam::111122223333:role/team/sallyport-exec, cn-north-1, true",
        "arn:aws:iam::111122223333:role/sallyport-exec, cn-north-1, false",
        "arn:aws:iam::111122223333:role/sallyport-exec, us-gov-west-1, false"
    })
    void a_role_belongs_to_a_partition_and_an_account(String arn, String region, boolean fits) {
        var role = new RoleArn(arn);

        assertThat(role.account()).isEqualTo("111122223333");
        assertThat(role.isInPartitionOf(region)).isEqualTo(fits);
    }

    @ParameterizedTest
    @CsvSource({
        "arn:aws:iam::111122223333:user/x",
        "arn:aws:iam::1:role/x",
        "arn:aws:sts::111122223333:assumed-role/x/y",
        "arn:aws:iam::111122223333:role/",
        "arn:aws:iam::111122223333:role/a b",
        "sallyport-exec"
    })
    void what_is_no_arn_of_a_role_is_none(String text) {
        assertThat(RoleArn.parse(text)).isEmpty();
    }

    @Test
    void a_run_in_china_is_narrowed_by_arns_of_china() {
        var task = "arn:aws-cn:ecs:cn-north-1:111122223333:task/prod/0123456789abcdef0123456789abcdef";
        var cluster = "arn:aws-cn:ecs:cn-north-1:111122223333:cluster/prod";
        var target =
                new Target("web", "111122223333", "cn-north-1", cluster, "web", "web:1", "app", "", task, "0123-1");

        assertThat(SessionPolicy.of(target))
                .contains("arn:aws-cn:ssm:cn-north-1:")
                .doesNotContain("arn:aws:");
    }
}
