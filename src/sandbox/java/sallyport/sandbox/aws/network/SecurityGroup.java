package sallyport.sandbox.aws.network;

import java.util.List;

/** A security group. */
public record SecurityGroup(String id, String vpcId, String name, List<Permission> ingress, List<Permission> egress) {

    /**
     * What a group lets through.
     *
     * @param protocol tcp, udp, or -1 for all, which has no ports
     */
    public record Permission(String protocol, int fromPort, int toPort, String cidr) {
        public static final Permission ALL = new Permission("-1", -1, -1, "0.0.0.0/0");

        public static Permission tcp(int port, String cidr) {
            return new Permission("tcp", port, port, cidr);
        }

        public boolean allProtocols() {
            return protocol.equals("-1");
        }
    }
}
