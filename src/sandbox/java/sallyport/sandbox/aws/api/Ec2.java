package sallyport.sandbox.aws.api;

import static sallyport.sandbox.aws.api.EcsJson.array;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.wire.Refusal;
import sallyport.sandbox.aws.world.World;
import tools.jackson.databind.node.ObjectNode;

/**
 * The descriptions of EC2 that tell how a task reaches the outside: each takes identifiers, filters and pages, and an
 * identifier that nothing has is an error.
 */
final class Ec2 {
    private static final int LARGEST_PAGE = 1000;

    private final Supplier<World> world;

    Ec2(Supplier<World> world) {
        this.world = world;
    }

    /**
     * One kind of thing.
     *
     * @param idParameter the parameter that names some of them
     * @param id EC2's member that identifies one
     * @param filters what each filter compares
     */
    private record Kind(
            String member,
            String idParameter,
            String id,
            Map<String, Function<ObjectNode, List<String>>> filters,
            String errorCode,
            Function<World, Stream<ObjectNode>> all) {}

    Map<String, QueryOperation> operations() {
        var vpc = Map.of("vpc-id", Ec2Filters.member("vpcId"));
        return Map.of(
                "DescribeSubnets",
                        describe(new Kind(
                                "subnetSet",
                                "SubnetId",
                                "subnetId",
                                with(vpc, "subnet-id", Ec2Filters.member("subnetId")),
                                "InvalidSubnetID.NotFound",
                                present -> present.network().subnets().stream().map(Ec2Xml::subnet))),
                "DescribeRouteTables",
                        describe(new Kind(
                                "routeTableSet",
                                "RouteTableId",
                                "routeTableId",
                                with(
                                        with(
                                                vpc,
                                                "association.subnet-id",
                                                Ec2Filters.each("associationSet", "subnetId")),
                                        "association.main",
                                        Ec2Filters.each("associationSet", "main")),
                                "InvalidRouteTableID.NotFound",
                                present ->
                                        present.network().routeTables().stream().map(Ec2Xml::routeTable))),
                "DescribeVpcEndpoints",
                        describe(new Kind(
                                "vpcEndpointSet",
                                "VpcEndpointId",
                                "vpcEndpointId",
                                with(vpc, "service-name", Ec2Filters.member("serviceName")),
                                "InvalidVpcEndpointId.NotFound",
                                present ->
                                        present.network().endpoints().stream().map(Ec2Xml::endpoint))),
                "DescribeSecurityGroups",
                        describe(new Kind(
                                "securityGroupInfo",
                                "GroupId",
                                "groupId",
                                with(vpc, "group-id", Ec2Filters.member("groupId")),
                                "InvalidGroup.NotFound",
                                present -> present.network().groups().stream().map(Ec2Xml::group))),
                "DescribeNatGateways",
                        describe(new Kind(
                                "natGatewaySet",
                                "NatGatewayId",
                                "natGatewayId",
                                with(vpc, "subnet-id", Ec2Filters.member("subnetId")),
                                "NatGatewayNotFound",
                                present ->
                                        present.network().natGateways().stream().map(Ec2Xml::natGateway))),
                "DescribeNetworkAcls",
                        describe(new Kind(
                                "networkAclSet",
                                "NetworkAclId",
                                "networkAclId",
                                with(vpc, "association.subnet-id", Ec2Filters.each("associationSet", "subnetId")),
                                "InvalidNetworkAclID.NotFound",
                                present -> present.network().acls().stream().map(Ec2Xml::acl))),
                "DescribeNetworkInterfaces",
                        describe(new Kind(
                                "networkInterfaceSet",
                                "NetworkInterfaceId",
                                "networkInterfaceId",
                                with(vpc, "subnet-id", Ec2Filters.member("subnetId")),
                                "InvalidNetworkInterfaceID.NotFound",
                                Ec2Machines::networkInterfaces)),
                "DescribeInstances",
                        describe(new Kind(
                                "reservationSet",
                                "InstanceId",
                                "instanceId",
                                with(vpc, "instance-id", Ec2Filters.member("instanceId")),
                                "InvalidInstanceID.NotFound",
                                Ec2Machines::instances)));
    }

    private static <T> Map<String, T> with(Map<String, T> some, String name, T more) {
        var all = new HashMap<>(some);
        all.put(name, more);
        return Map.copyOf(all);
    }

    private QueryOperation describe(Kind kind) {
        return (asked, caller) ->
                page(asked.only(kind.idParameter(), "Filter", "MaxResults", "NextToken", "DryRun"), kind);
    }

    private ObjectNode page(QueryMembers asked, Kind kind) {
        var ids = asked.texts(kind.idParameter());
        var found = kind.all()
                .apply(world.get())
                .filter(each ->
                        ids.isEmpty() || ids.contains(each.path(kind.id()).asString()))
                .toList();
        ids.stream()
                .filter(id -> found.stream()
                        .noneMatch(each -> each.path(kind.id()).asString().equals(id)))
                .findAny()
                .ifPresent(id -> {
                    throw Refusal.of(kind.errorCode(), "The ID '" + id + "' does not exist");
                });
        var filters = new Ec2Filters(asked.structures("Filter"), kind.filters());
        var page = Pages.cut(
                found.stream().filter(filters::let).toList(),
                kind.member(),
                asked.text("NextToken"),
                size(asked),
                () -> Refusal.of("InvalidNextToken", "The token is not valid"));
        var answer = Json.object();
        answer.set(
                kind.member(),
                array(page.items().stream().map(each -> wrapped(kind, each)).toList()));
        page.next().ifPresent(token -> answer.put("nextToken", token));
        return answer;
    }

    private static int size(QueryMembers asked) {
        var text = asked.text("MaxResults").orElse(Integer.toString(LARGEST_PAGE));
        if (!text.matches("\\d{1,4}") || Integer.parseInt(text) < 5 || Integer.parseInt(text) > LARGEST_PAGE) {
            throw Refusal.of("InvalidParameterValue", "MaxResults must be between 5 and " + LARGEST_PAGE);
        }
        return Integer.parseInt(text);
    }

    /** An instance is in a reservation, here of its own. */
    private static ObjectNode wrapped(Kind kind, ObjectNode each) {
        return kind.member().equals("reservationSet") ? Ec2Machines.reservation(each) : each;
    }
}
