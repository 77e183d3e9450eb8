package sallyport.sandbox.aws.api;

import static sallyport.sandbox.aws.api.EcsJson.array;
import static sallyport.sandbox.aws.api.EcsJson.texts;

import java.util.List;
import java.util.stream.Stream;
import sallyport.sandbox.aws.network.NatGateway;
import sallyport.sandbox.aws.network.NetworkAcl;
import sallyport.sandbox.aws.network.RouteTable;
import sallyport.sandbox.aws.network.SecurityGroup;
import sallyport.sandbox.aws.network.SecurityGroup.Permission;
import sallyport.sandbox.aws.network.Subnet;
import sallyport.sandbox.aws.network.VpcEndpoint;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.world.Account;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Pieces of the network with the names that EC2's XML has for their members. */
final class Ec2Xml {
    private static final String CREATED = "2026-01-05T09:00:00.000Z";

    private Ec2Xml() {}

    static ObjectNode subnet(Subnet subnet) {
        return Json.object()
                .put("subnetId", subnet.id())
                .put("subnetArn", "arn:aws:ec2:" + Account.REGION + ":" + subnet.ownerId() + ":subnet/" + subnet.id())
                .put("state", "available")
                .put("vpcId", subnet.vpcId())
                .put("ownerId", subnet.ownerId())
                .put("cidrBlock", subnet.cidr())
                .put("availableIpAddressCount", 240)
                .put("availabilityZone", subnet.availabilityZone())
                .put("defaultForAz", false)
                .put("mapPublicIpOnLaunch", false);
    }

    static ObjectNode routeTable(RouteTable table) {
        var json = Json.object()
                .put("routeTableId", table.id())
                .put("vpcId", table.vpcId())
                .put("ownerId", Account.ID);
        json.set("routeSet", array(table.routes().stream().map(Ec2Xml::route).toList()));
        var associated = table.subnets().stream()
                .map(subnet -> association("routeTableAssociationId", "rtbassoc-", "routeTableId", table.id(), subnet)
                        .put("main", false));
        var main = table.main()
                ? Stream.of(Json.object()
                        .put("routeTableAssociationId", "rtbassoc-" + table.id().substring(4))
                        .put("routeTableId", table.id())
                        .put("main", true))
                : Stream.<ObjectNode>empty();
        json.set("associationSet", array(Stream.concat(main, associated).toList()));
        return json;
    }

    private static ObjectNode association(
            String idName, String prefix, String parentName, String parent, String subnet) {
        return Json.object()
                .put(idName, prefix + subnet.substring("subnet-".length()))
                .put(parentName, parent)
                .put("subnetId", subnet);
    }

    private static ObjectNode route(RouteTable.Route route) {
        return Json.object()
                .put("destinationCidrBlock", route.destination())
                .put(route.targetMember(), route.target())
                .put("state", route.state())
                .put("origin", route.target().equals("local") ? "CreateRouteTable" : "CreateRoute");
    }

    static ObjectNode endpoint(VpcEndpoint endpoint) {
        var json = Json.object()
                .put("vpcEndpointId", endpoint.id())
                .put("vpcEndpointType", "Interface")
                .put("vpcId", endpoint.vpcId())
                .put("serviceName", "com.amazonaws." + Account.REGION + "." + endpoint.service())
                .put("state", endpoint.state())
                .put("policyDocument", endpoint.policy())
                .put("privateDnsEnabled", endpoint.privateDns())
                .put("requesterManaged", false)
                .put("ipAddressType", "ipv4")
                .put("creationTimestamp", CREATED)
                .put("ownerId", Account.ID);
        json.set("subnetIdSet", texts(endpoint.subnets()));
        json.set("groupSet", groupSet(endpoint.groups()));
        return json;
    }

    static ArrayNode groupSet(List<String> groups) {
        return array(groups.stream()
                .map(group -> Json.object().put("groupId", group).put("groupName", group))
                .toList());
    }

    static ObjectNode group(SecurityGroup group) {
        var json = Json.object()
                .put("groupId", group.id())
                .put("groupName", group.name())
                .put("groupDescription", group.name())
                .put("vpcId", group.vpcId())
                .put("ownerId", Account.ID);
        json.set("ipPermissions", permissions(group.ingress()));
        json.set("ipPermissionsEgress", permissions(group.egress()));
        return json;
    }

    private static ArrayNode permissions(List<Permission> permissions) {
        return array(permissions.stream().map(Ec2Xml::permission).toList());
    }

    private static ObjectNode permission(Permission permission) {
        var json = Json.object().put("ipProtocol", permission.protocol());
        if (!permission.allProtocols()) {
            json.put("fromPort", permission.fromPort()).put("toPort", permission.toPort());
        }
        json.set("ipRanges", array(List.of(Json.object().put("cidrIp", permission.cidr()))));
        return json;
    }

    static ObjectNode natGateway(NatGateway gateway) {
        var json = Json.object()
                .put("natGatewayId", gateway.id())
                .put("vpcId", gateway.vpcId())
                .put("subnetId", gateway.subnetId())
                .put("state", gateway.state())
                .put("connectivityType", "public")
                .put("createTime", CREATED);
        if (gateway.state().equals("failed")) {
            json.put("failureCode", "Gateway.NotAttached")
                    .put("failureMessage", "Network vpc has no Internet gateway attached");
        }
        return json;
    }

    static ObjectNode acl(NetworkAcl acl) {
        var json = Json.object()
                .put("networkAclId", acl.id())
                .put("vpcId", acl.vpcId())
                .put("default", acl.isDefault())
                .put("ownerId", Account.ID);
        json.set(
                "entrySet",
                array(acl.entries().stream()
                        .map(entry -> Json.object()
                                .put("ruleNumber", entry.number())
                                .put("protocol", "-1")
                                .put("ruleAction", entry.action())
                                .put("egress", entry.egress())
                                .put("cidrBlock", entry.cidr()))
                        .toList()));
        json.set(
                "associationSet",
                array(acl.subnets().stream()
                        .map(subnet ->
                                association("networkAclAssociationId", "aclassoc-", "networkAclId", acl.id(), subnet))
                        .toList()));
        return json;
    }
}
