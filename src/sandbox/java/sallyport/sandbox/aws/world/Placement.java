package sallyport.sandbox.aws.world;

import java.util.List;

/** Where in the network the tasks of a service are put. */
public record Placement(List<String> subnets, List<String> securityGroups, boolean assignPublicIp) {
    public static final String SUBNET_A = "subnet-0a1b2c3d4e5f60718";
    public static final String SUBNET_B = "subnet-0b1c2d3e4f5a60729";
    public static final String GROUP = "sg-0f1e2d3c4b5a69788";

    /** Two private subnets behind a NAT gateway, a group that lets everything out. */
    public static final Placement STANDARD = new Placement(List.of(SUBNET_A, SUBNET_B), List.of(GROUP), false);
}
