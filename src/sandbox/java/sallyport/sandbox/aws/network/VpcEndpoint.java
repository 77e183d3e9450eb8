package sallyport.sandbox.aws.network;

import java.util.List;

/**
 * A VPC endpoint of type Interface.
 *
 * @param service the last part of the service's name, such as ssmmessages
 * @param policy the policy document
 */
public record VpcEndpoint(
        String id,
        String vpcId,
        String service,
        String state,
        List<String> subnets,
        List<String> groups,
        boolean privateDns,
        String policy) {

    public static final String OPEN_POLICY =
            "{\"Statement\":[{\"Effect\":\"Allow\",\"Principal\":\"*\",\"Action\":\"*\",\"Resource\":\"*\"}]}";
}
