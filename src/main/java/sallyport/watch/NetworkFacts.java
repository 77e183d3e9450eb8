package sallyport.watch;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The network around a task: its subnet and what stands between it and the outside.
 *
 * @param publicAddress whether the task's network interface has a public IPv4 address
 * @param groups the security groups of the task's interface
 */
public record NetworkFacts(
        Subnet subnet,
        boolean publicAddress,
        List<String> groups,
        Fact<List<Route>> routes,
        Fact<List<Endpoint>> endpoints,
        Fact<List<Rule>> rules,
        Fact<List<AclEntry>> acl) {
    public NetworkFacts {
        groups = List.copyOf(groups);
    }

    /** @param owner the account the subnet belongs to */
    public record Subnet(String id, String vpc, String zone, String owner, String cidr) {}

    /**
     * A route.
     *
     * @param target the id of what it leads to, such as {@code nat-0123} or {@code local}
     * @param usable whether it is active, and a NAT gateway it leads to is available
     */
    public record Route(String destination, String target, boolean usable) {
        boolean isDefault() {
            return destination.equals("0.0.0.0/0") || destination.equals("::/0");
        }

        boolean leadsTo(String kind) {
            return target.startsWith(kind + "-");
        }
    }

    /**
     * A VPC endpoint.
     *
     * @param service the last part of its service's name: {@code ssmmessages}, {@code kms}, {@code logs}, {@code s3}
     * @param policyAllowsAll whether its policy is the one that allows everything
     */
    public record Endpoint(
            String id,
            String service,
            String type,
            String state,
            boolean privateDns,
            boolean policyAllowsAll,
            List<String> subnetZones,
            List<String> groups) {
        public Endpoint {
            subnetZones = List.copyOf(subnetZones);
            groups = List.copyOf(groups);
        }

        boolean isAvailable() {
            return state.equalsIgnoreCase("available");
        }
    }

    /**
     * A rule of a security group; both of the task's groups and of its endpoints'.
     *
     * @param protocol {@code tcp}, {@code -1} for all, …
     * @param peer a CIDR, a group's id or a prefix list's id
     */
    public record Rule(String group, boolean egress, String protocol, int fromPort, int toPort, String peer) {
        boolean covers(int port) {
            return protocol.equals("-1") || (protocol.equals("tcp") && fromPort <= port && port <= toPort);
        }
    }

    /** An entry of the subnet's network ACL, numbered; the lowest number that fits decides. */
    public record AclEntry(
            int number, boolean egress, boolean allows, String protocol, int fromPort, int toPort, String cidr) {
        boolean covers(int port) {
            return protocol.equals("-1") || (protocol.equals("6") && fromPort <= port && port <= toPort);
        }
    }

    static Optional<Endpoint> endpoint(List<Endpoint> endpoints, String service) {
        return all(endpoints, service).findFirst();
    }

    private static Stream<Endpoint> all(List<Endpoint> endpoints, String service) {
        return endpoints.stream()
                .filter(endpoint -> endpoint.service().equals(service))
                .sorted((one, other) -> Boolean.compare(other.isAvailable(), one.isAvailable()));
    }
}
