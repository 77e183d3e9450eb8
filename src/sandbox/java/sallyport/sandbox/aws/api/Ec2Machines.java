package sallyport.sandbox.aws.api;

import static sallyport.sandbox.aws.api.EcsJson.array;

import java.util.List;
import java.util.stream.Stream;
import sallyport.sandbox.aws.network.Subnet;
import sallyport.sandbox.aws.wire.Json;
import sallyport.sandbox.aws.world.Account;
import sallyport.sandbox.aws.world.ContainerInstance;
import sallyport.sandbox.aws.world.Task;
import sallyport.sandbox.aws.world.TaskStatus;
import sallyport.sandbox.aws.world.World;
import tools.jackson.databind.node.ObjectNode;

/** The network interfaces of running Fargate tasks, and the instances that are registered in clusters. */
final class Ec2Machines {
    private static final String LAUNCHED = "2026-10-01T09:00:00.000Z";

    private Ec2Machines() {}

    static Stream<ObjectNode> networkInterfaces(World world) {
        return world.clusters().stream()
                .flatMap(cluster -> cluster.tasks().stream())
                .filter(task -> task.status() == TaskStatus.RUNNING
                        && task.service().compute().isFargate())
                .map(task -> networkInterface(world, task));
    }

    private static ObjectNode networkInterface(World world, Task task) {
        var vpc = world.network().subnets().stream()
                .filter(subnet -> subnet.id().equals(task.subnetId()))
                .map(Subnet::vpcId)
                .findFirst()
                .orElse(Account.VPC);
        var address = task.containers().getFirst().privateIp();
        var json = Json.object()
                .put("networkInterfaceId", task.networkInterfaceId())
                .put("subnetId", task.subnetId())
                .put("vpcId", vpc)
                .put("availabilityZone", task.availabilityZone())
                .put("description", "arn:aws:ecs:" + Account.REGION + ":" + Account.ID + ":attachment/" + task.id())
                .put("ownerId", Account.ID)
                .put("requesterManaged", true)
                .put("status", "in-use")
                .put("interfaceType", "interface")
                .put("privateIpAddress", address)
                .put("sourceDestCheck", true);
        json.set("groupSet", Ec2Xml.groupSet(task.service().placement().securityGroups()));
        if (task.service().placement().assignPublicIp()) {
            json.putObject("association")
                    .put("publicIp", "203.0.113." + address.substring(address.lastIndexOf('.') + 1))
                    .put("ipOwnerId", "amazon");
        }
        return json;
    }

    static Stream<ObjectNode> instances(World world) {
        return world.clusters().stream()
                .flatMap(cluster -> cluster.instances().stream())
                .filter(instance -> instance.machineId().startsWith("i-"))
                .map(Ec2Machines::instance);
    }

    private static ObjectNode instance(ContainerInstance instance) {
        var json = Json.object()
                .put("instanceId", instance.machineId())
                .put("imageId", "ami-0a1b2c3d4e5f60718")
                .put("instanceType", "m7i.large")
                .put("launchTime", LAUNCHED)
                .put("privateIpAddress", "10.0.1.20")
                .put("subnetId", instance.subnetId())
                .put("vpcId", Account.VPC);
        json.putObject("instanceState").put("code", 16).put("name", "running");
        json.putObject("iamInstanceProfile")
                .put("arn", Account.instanceProfile("ecsInstanceProfile"))
                .put("id", "AIPASANDBOX0000000001");
        json.set("groupSet", Ec2Xml.groupSet(List.of("sg-0f1e2d3c4b5a69788")));
        return json;
    }

    static ObjectNode reservation(ObjectNode instance) {
        var json = Json.object()
                .put(
                        "reservationId",
                        "r-" + instance.path("instanceId").asString("").substring(2))
                .put("ownerId", Account.ID);
        json.set("instancesSet", array(List.of(instance)));
        return json;
    }
}
