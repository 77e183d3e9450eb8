package sallyport.sandbox.aws.network;

import java.util.List;

/** A route table; the main one of its VPC holds for every subnet that no other names. */
public record RouteTable(String id, String vpcId, boolean main, List<String> subnets, List<Route> routes) {

    /**
     * A route.
     *
     * @param targetMember EC2's member for this kind of target: gatewayId, natGatewayId or transitGatewayId
     * @param state active or blackhole
     */
    public record Route(String destination, String targetMember, String target, String state) {
        public static Route local(String cidr) {
            return new Route(cidr, "gatewayId", "local", "active");
        }

        public static Route nat(String natGateway) {
            return new Route("0.0.0.0/0", "natGatewayId", natGateway, "active");
        }

        public static Route internet(String gateway) {
            return new Route("0.0.0.0/0", "gatewayId", gateway, "active");
        }
    }
}
