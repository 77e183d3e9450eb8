package sallyport.sandbox.aws.world;

import java.util.ArrayList;
import java.util.List;
import sallyport.sandbox.aws.network.NatGateway;
import sallyport.sandbox.aws.network.Network;
import sallyport.sandbox.aws.network.NetworkAcl;
import sallyport.sandbox.aws.network.RouteTable;
import sallyport.sandbox.aws.network.RouteTable.Route;
import sallyport.sandbox.aws.network.SecurityGroup;
import sallyport.sandbox.aws.network.SecurityGroup.Permission;
import sallyport.sandbox.aws.network.Subnet;
import sallyport.sandbox.aws.network.VpcEndpoint;

/**
 * A VPC of one service's own, made so that one thing can be wrong in it. It has a private subnet in zone a, a public
 * one, and, unless told otherwise, a NAT gateway and everything open. Not thread-safe.
 */
final class Site {
    private static final String CIDR = "10.0.0.0/16";

    private final String vpc;
    private final String number;
    private final List<VpcEndpoint> endpoints = new ArrayList<>();
    private List<Route> routes;
    private String owner = Account.ID;
    private String natState = "available";
    private List<Permission> egress = List.of(Permission.ALL);
    private List<NetworkAcl.Entry> acl = NetworkAcl.open();
    private boolean publicIp;

    /** The identifiers follow from the number: seventeen hexadecimal digits. */
    Site(String number) {
        this.number = number;
        this.vpc = "vpc-" + number;
        this.routes = List.of(Route.local(CIDR), Route.nat(nat()));
    }

    /** The network of every service that has none of its own: two private subnets behind one NAT gateway. */
    static Network standard() {
        var publicSubnet = "subnet-0c1d2e3f4a5b6c7d8";
        var nat = "nat-0d1e2f3a4b5c6d7e8";
        return new Network(
                List.of(
                        new Subnet(Placement.SUBNET_A, Account.VPC, zone("a"), "10.0.1.0/24", Account.ID),
                        new Subnet(Placement.SUBNET_B, Account.VPC, zone("b"), "10.0.2.0/24", Account.ID),
                        new Subnet(publicSubnet, Account.VPC, zone("a"), "10.0.0.0/24", Account.ID)),
                List.of(
                        new RouteTable(
                                "rtb-0e1f2a3b4c5d6e7f8",
                                Account.VPC,
                                true,
                                List.of(),
                                List.of(Route.local(CIDR), Route.nat(nat))),
                        new RouteTable(
                                "rtb-0f1a2b3c4d5e6f7a8",
                                Account.VPC,
                                false,
                                List.of(publicSubnet),
                                List.of(Route.local(CIDR), Route.internet("igw-0a1b2c3d4e5f6a7b8")))),
                List.of(),
                List.of(new SecurityGroup(
                        Placement.GROUP, Account.VPC, "services", List.of(), List.of(Permission.ALL))),
                List.of(new NatGateway(nat, Account.VPC, publicSubnet, "available")),
                List.of(new NetworkAcl(
                        "acl-0a1b2c3d4e5f6a7b8",
                        Account.VPC,
                        true,
                        List.of(Placement.SUBNET_A, Placement.SUBNET_B, publicSubnet),
                        NetworkAcl.open())));
    }

    private static String zone(String letter) {
        return Account.REGION + letter;
    }

    private String subnet() {
        return "subnet-" + number;
    }

    private String nat() {
        return "nat-" + number;
    }

    String group() {
        return "sg-" + number;
    }

    Placement placement() {
        return new Placement(List.of(subnet()), List.of(group()), publicIp);
    }

    /** No way out but by endpoints. */
    Site closed() {
        routes = List.of(Route.local(CIDR));
        return this;
    }

    /** An internet gateway instead of the NAT gateway, with a public address for tasks or without. */
    Site open(boolean withPublicIp) {
        routes = List.of(Route.local(CIDR), Route.internet("igw-" + number));
        publicIp = withPublicIp;
        return this;
    }

    Site natGateway(String state) {
        natState = state;
        return this;
    }

    Site ownedBy(String account) {
        owner = account;
        return this;
    }

    Site lettingOut(Permission... permissions) {
        egress = List.of(permissions);
        return this;
    }

    Site aclClosed() {
        acl = NetworkAcl.closed();
        return this;
    }

    /** An endpoint as it should be: in the task's subnet, reachable, with private DNS. */
    Site endpoint(String service) {
        return endpoint(service, "available", subnet(), endpointGroup(), true, VpcEndpoint.OPEN_POLICY);
    }

    Site endpoint(String service, String state, String inSubnet, String group, boolean dns, String policy) {
        var id = "vpce-" + number.substring(0, 15) + "%02x".formatted(endpoints.size());
        endpoints.add(new VpcEndpoint(id, vpc, service, state, List.of(inSubnet), List.of(group), dns, policy));
        return this;
    }

    String privateSubnet() {
        return subnet();
    }

    String publicSubnet() {
        return "subnet-" + reversed();
    }

    /** Lets 443 in from the VPC. */
    String endpointGroup() {
        return "sg-" + reversed();
    }

    private String reversed() {
        return new StringBuilder(number).reverse().toString();
    }

    Network network() {
        return new Network(
                List.of(
                        new Subnet(subnet(), vpc, zone("a"), "10.0.1.0/24", owner),
                        new Subnet(publicSubnet(), vpc, zone("b"), "10.0.0.0/24", owner)),
                List.of(
                        new RouteTable("rtb-" + number, vpc, true, List.of(subnet()), routes),
                        new RouteTable(
                                "rtb-" + reversed(),
                                vpc,
                                false,
                                List.of(publicSubnet()),
                                List.of(Route.local(CIDR), Route.internet("igw-" + number)))),
                List.copyOf(endpoints),
                List.of(
                        new SecurityGroup(group(), vpc, "service", List.of(), egress),
                        new SecurityGroup(
                                endpointGroup(), vpc, "endpoints", List.of(Permission.tcp(443, CIDR)), List.of())),
                List.of(new NatGateway(nat(), vpc, publicSubnet(), natState)),
                List.of(new NetworkAcl("acl-" + number, vpc, true, List.of(subnet(), publicSubnet()), acl)));
    }
}
