package sallyport.aws;

import static sallyport.aws.EcsStates.isTrue;
import static sallyport.aws.EcsStates.orEmpty;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sallyport.watch.Fact;
import sallyport.watch.NetworkFacts;
import sallyport.watch.NetworkFacts.AclEntry;
import sallyport.watch.NetworkFacts.Endpoint;
import sallyport.watch.NetworkFacts.Route;
import sallyport.watch.NetworkFacts.Rule;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.PrefixListId;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;

/** The network around a task, asked of EC2. */
final class TaskNetwork {
    private static final int ANY_PORT = 65_535;

    private final Ec2Client ec2;
    private final Inquiry inquiry;

    TaskNetwork(Ec2Client ec2, Inquiry inquiry) {
        this.ec2 = ec2;
        this.inquiry = inquiry;
    }

    /** Where a task's traffic leaves: its own interface or its instance's. */
    record Exit(String subnet, boolean publicAddress, List<String> groups) {}

    Exit ofInterface(String id) {
        var found = ec2.describeNetworkInterfaces(request -> request.networkInterfaceIds(id))
                .networkInterfaces()
                .getFirst();
        boolean isPublic = Optional.ofNullable(found.association())
                .flatMap(association -> EcsFacts.text(association.publicIp()))
                .isPresent();
        return new Exit(orEmpty(found.subnetId()), isPublic, groups(found.groups()));
    }

    Exit ofInstance(Instance instance) {
        return new Exit(
                orEmpty(instance.subnetId()),
                EcsFacts.text(instance.publicIpAddress()).isPresent(),
                groups(instance.securityGroups()));
    }

    private static List<String> groups(List<GroupIdentifier> groups) {
        return groups.stream()
                .map(GroupIdentifier::groupId)
                .map(EcsStates::orEmpty)
                .toList();
    }

    NetworkFacts around(Exit exit) {
        var subnet = subnets(List.of(exit.subnet())).get(exit.subnet());
        if (subnet == null) {
            throw new IllegalStateException("EC2 described another subnet than " + exit.subnet());
        }
        var vpc = orEmpty(subnet.vpcId());
        var routes =
                inquiry.<List<Route>>ask("looking up route tables", () -> new Fact.Known<>(routes(exit.subnet(), vpc)));
        var endpoints = inquiry.<List<Endpoint>>ask("looking up VPC endpoints", () -> new Fact.Known<>(endpoints(vpc)));
        var rules = inquiry.<List<Rule>>ask(
                "looking up security groups", () -> endpoints.fact().map(found -> rules(exit.groups(), found)));
        var acl = inquiry.<List<AclEntry>>ask("looking up network ACLs", () -> new Fact.Known<>(acl(exit.subnet())));
        return new NetworkFacts(
                facts(subnet),
                exit.publicAddress(),
                exit.groups(),
                routes.fact(),
                endpoints.fact(),
                rules.fact(),
                acl.fact());
    }

    private static NetworkFacts.Subnet facts(Subnet subnet) {
        return new NetworkFacts.Subnet(
                orEmpty(subnet.subnetId()),
                orEmpty(subnet.vpcId()),
                orEmpty(subnet.availabilityZone()),
                orEmpty(subnet.ownerId()),
                orEmpty(subnet.cidrBlock()));
    }

    private Map<String, Subnet> subnets(Collection<String> ids) {
        return ids.isEmpty()
                ? Map.of()
                : ec2.describeSubnetsPaginator(request -> request.subnetIds(ids)).subnets().stream()
                        .collect(Collectors.toMap(Subnet::subnetId, Function.identity()));
    }

    /** Those of the subnet's own table, or else of the VPC's main one. */
    private List<Route> routes(String subnet, String vpc) {
        var own = tables(filter("association.subnet-id", subnet));
        var tables = own.isEmpty() ? tables(filter("vpc-id", vpc), filter("association.main", "true")) : own;
        var routes = tables.stream().flatMap(table -> table.routes().stream()).toList();
        var nats = routes.stream()
                .map(software.amazon.awssdk.services.ec2.model.Route::natGatewayId)
                .flatMap(Stream::ofNullable)
                .collect(Collectors.toSet());
        var ready = ready(nats);
        return routes.stream().map(route -> route(route, ready)).toList();
    }

    private List<RouteTable> tables(Filter... filters) {
        return ec2.describeRouteTablesPaginator(request -> request.filters(filters)).routeTables().stream()
                .toList();
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }

    /** The NAT gateways that work and lead to the internet. */
    private Set<String> ready(Set<String> ids) {
        return ids.isEmpty()
                ? Set.of()
                : ec2.describeNatGatewaysPaginator(request -> request.natGatewayIds(ids)).natGateways().stream()
                        .filter(gateway -> "available".equals(gateway.stateAsString())
                                && !"private".equals(gateway.connectivityTypeAsString()))
                        .map(NatGateway::natGatewayId)
                        .collect(Collectors.toSet());
    }

    private static Route route(software.amazon.awssdk.services.ec2.model.Route route, Set<String> nats) {
        var destination = Stream.of(
                        route.destinationCidrBlock(), route.destinationIpv6CidrBlock(), route.destinationPrefixListId())
                .flatMap(Stream::ofNullable)
                .findFirst()
                .orElse("");
        var target = Stream.of(
                        route.natGatewayId(),
                        route.gatewayId(),
                        route.transitGatewayId(),
                        route.networkInterfaceId(),
                        route.vpcPeeringConnectionId(),
                        route.egressOnlyInternetGatewayId(),
                        route.coreNetworkArn(),
                        route.localGatewayId(),
                        route.carrierGatewayId())
                .flatMap(Stream::ofNullable)
                .findFirst()
                .orElse("");
        boolean usable = !"blackhole".equals(route.stateAsString())
                && (route.natGatewayId() == null || nats.contains(route.natGatewayId()));
        return new Route(destination, target, usable);
    }

    private List<Endpoint> endpoints(String vpc) {
        var found = ec2
                .describeVpcEndpointsPaginator(request -> request.filters(filter("vpc-id", vpc)))
                .vpcEndpoints()
                .stream()
                .toList();
        var zones = subnets(found.stream()
                .flatMap(endpoint -> endpoint.subnetIds().stream())
                .collect(Collectors.toSet()));
        return found.stream().map(endpoint -> endpoint(endpoint, zones)).toList();
    }

    private static Endpoint endpoint(VpcEndpoint endpoint, Map<String, Subnet> subnets) {
        var name = orEmpty(endpoint.serviceName());
        return new Endpoint(
                orEmpty(endpoint.vpcEndpointId()),
                name.substring(name.lastIndexOf('.') + 1),
                orEmpty(endpoint.vpcEndpointTypeAsString()),
                orEmpty(endpoint.stateAsString()),
                isTrue(endpoint.privateDnsEnabled()),
                EndpointPolicy.allowsAll(orEmpty(endpoint.policyDocument())),
                endpoint.subnetIds().stream()
                        .flatMap(id -> Stream.ofNullable(subnets.get(id)))
                        .map(Subnet::availabilityZone)
                        .map(EcsStates::orEmpty)
                        .distinct()
                        .toList(),
                endpoint.groups().stream()
                        .map(SecurityGroupIdentifier::groupId)
                        .map(EcsStates::orEmpty)
                        .toList());
    }

    private List<Rule> rules(List<String> ofTask, List<Endpoint> endpoints) {
        var ids = new HashSet<>(ofTask);
        endpoints.forEach(endpoint -> ids.addAll(endpoint.groups()));
        if (ids.isEmpty()) {
            return List.of();
        }
        return ec2.describeSecurityGroupsPaginator(request -> request.groupIds(ids)).securityGroups().stream()
                .flatMap(TaskNetwork::rules)
                .toList();
    }

    private static Stream<Rule> rules(SecurityGroup group) {
        var id = orEmpty(group.groupId());
        return Stream.concat(
                group.ipPermissions().stream().flatMap(permission -> rules(id, false, permission)),
                group.ipPermissionsEgress().stream().flatMap(permission -> rules(id, true, permission)));
    }

    private static Stream<Rule> rules(String group, boolean egress, IpPermission permission) {
        int from = Optional.ofNullable(permission.fromPort()).orElse(0);
        int to = Optional.ofNullable(permission.toPort()).orElse(ANY_PORT);
        return Stream.of(
                        permission.ipRanges().stream().map(IpRange::cidrIp),
                        permission.ipv6Ranges().stream().map(Ipv6Range::cidrIpv6),
                        permission.prefixListIds().stream().map(PrefixListId::prefixListId),
                        permission.userIdGroupPairs().stream().map(UserIdGroupPair::groupId))
                .flatMap(Function.identity())
                .map(peer -> new Rule(group, egress, orEmpty(permission.ipProtocol()), from, to, orEmpty(peer)));
    }

    private List<AclEntry> acl(String subnet) {
        return ec2
                .describeNetworkAclsPaginator(request -> request.filters(filter("association.subnet-id", subnet)))
                .networkAcls()
                .stream()
                .flatMap(acl -> acl.entries().stream())
                .map(TaskNetwork::entry)
                .toList();
    }

    private static AclEntry entry(NetworkAclEntry entry) {
        var ports = Optional.ofNullable(entry.portRange());
        return new AclEntry(
                Optional.ofNullable(entry.ruleNumber()).orElse(0),
                isTrue(entry.egress()),
                "allow".equals(entry.ruleActionAsString()),
                orEmpty(entry.protocol()),
                ports.map(range -> range.from()).orElse(0),
                ports.map(range -> range.to()).orElse(ANY_PORT),
                Optional.ofNullable(entry.cidrBlock()).orElseGet(() -> orEmpty(entry.ipv6CidrBlock())));
    }
}
