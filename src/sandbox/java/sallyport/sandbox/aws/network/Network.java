package sallyport.sandbox.aws.network;

import java.util.List;
import java.util.stream.Stream;

/** All that lies between a task and the service endpoints of AWS. */
public record Network(
        List<Subnet> subnets,
        List<RouteTable> routeTables,
        List<VpcEndpoint> endpoints,
        List<SecurityGroup> groups,
        List<NatGateway> natGateways,
        List<NetworkAcl> acls) {

    public Network and(Network other) {
        return new Network(
                both(subnets, other.subnets),
                both(routeTables, other.routeTables),
                both(endpoints, other.endpoints),
                both(groups, other.groups),
                both(natGateways, other.natGateways),
                both(acls, other.acls));
    }

    private static <T> List<T> both(List<T> one, List<T> other) {
        return Stream.concat(one.stream(), other.stream()).toList();
    }
}
