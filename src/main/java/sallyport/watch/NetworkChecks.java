package sallyport.watch;

import static sallyport.watch.CheckId.D20;
import static sallyport.watch.CheckId.D21;
import static sallyport.watch.CheckId.D22;
import static sallyport.watch.CheckId.D23;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import sallyport.watch.NetworkFacts.AclEntry;
import sallyport.watch.NetworkFacts.Endpoint;
import sallyport.watch.NetworkFacts.Route;
import sallyport.watch.NetworkFacts.Rule;

/**
 * The way from the task to AWS's ssmmessages. An interface endpoint with private DNS takes the name over in its whole
 * VPC, so where there is one it is the way, whatever routes there are besides.
 */
final class NetworkChecks {
    private static final String SSMMESSAGES = "ssmmessages";
    private static final int HTTPS = 443;
    /** The ports that answers come back to. Source: VPC guide, ephemeral ports. */
    private static final int EPHEMERAL = 32_768;

    private NetworkChecks() {}

    static Check path(ExecFacts facts) {
        return Check.of(
                D20,
                facts.network(),
                network -> Check.of(
                        D20,
                        network.endpoints(),
                        endpoints -> NetworkFacts.endpoint(endpoints, SSMMESSAGES)
                                .filter(Endpoint::privateDns)
                                .map(endpoint -> byEndpoint(facts, network, endpoint))
                                .orElseGet(() -> Check.of(
                                        D20, network.routes(), routes -> byRoute(facts, network, routes, endpoints)))));
    }

    private static Check byEndpoint(ExecFacts facts, NetworkFacts network, Endpoint endpoint) {
        var evidence = evidence(endpoint);
        if (!endpoint.isAvailable()) {
            return Check.blocks(
                    D20,
                    "The VPC endpoint of ssmmessages is " + endpoint.state() + ".",
                    Remedies.endpoint(facts.target(), network, SSMMESSAGES),
                    evidence);
        }
        return Check.of(D20, network.rules(), rules -> {
            if (!letsIn(network, endpoint, rules)) {
                return Check.blocks(
                        D20,
                        "The security groups of the ssmmessages endpoint do not let the task in on port 443.",
                        Remedies.letIn(endpoint, network),
                        evidence);
            }
            if (!endpoint.policyAllowsAll()) {
                return Check.couldNotCheck(
                        D20, "the ssmmessages endpoint has a policy of its own, which is not judged here.", evidence);
            }
            return endpoint.subnetZones().contains(network.subnet().zone())
                    ? Check.fine(D20, "The task reaches ssmmessages through the VPC endpoint.", evidence)
                    : Check.advice(
                            D20,
                            "The ssmmessages endpoint is not in the task's availability zone: when its own zones fail,"
                                    + " the task cannot be reached either.",
                            Remedy.of("Add a subnet of " + network.subnet().zone() + " to the endpoint."),
                            evidence);
        });
    }

    private static Evidence[] evidence(Endpoint endpoint) {
        return new Evidence[] {
            Evidence.of("vpcEndpoint.id", endpoint.id()),
            Evidence.of("vpcEndpoint.state", endpoint.state()),
            Evidence.of("vpcEndpoint.privateDnsEnabled", endpoint.privateDns()),
            Evidence.of("vpcEndpoint.zones", String.join(",", endpoint.subnetZones()))
        };
    }

    /** Whether any rule of its groups may fit the task; a CIDR or prefix list is taken to fit. */
    private static boolean letsIn(NetworkFacts network, Endpoint endpoint, List<Rule> rules) {
        return rules.stream()
                .filter(rule -> !rule.egress() && endpoint.groups().contains(rule.group()) && rule.covers(HTTPS))
                .anyMatch(rule ->
                        network.groups().contains(rule.peer()) || !rule.peer().startsWith("sg-"));
    }

    private static Check byRoute(ExecFacts facts, NetworkFacts network, List<Route> routes, List<Endpoint> endpoints) {
        var ways = routes.stream().filter(Route::isDefault).toList();
        var evidence = ways.isEmpty()
                ? new Evidence[] {Evidence.of("routes[0.0.0.0/0]", "(none)")}
                : ways.stream()
                        .map(way -> Evidence.of(
                                "routes[" + way.destination() + "]",
                                way.target() + (way.usable() ? "" : " (unusable)")))
                        .toArray(Evidence[]::new);
        if (ways.stream().anyMatch(way -> reachesInternet(network, way))) {
            return Check.fine(D20, "The task reaches ssmmessages over the internet.", evidence);
        }
        if (ways.stream().anyMatch(way -> way.usable() && leadsElsewhere(way))) {
            return Check.couldNotCheck(
                    D20, "the task's way out leads where this account does not show what comes next.", evidence);
        }
        return Check.blocks(
                D20,
                noWay(network, ways, endpoints),
                Remedies.endpoint(facts.target(), network, SSMMESSAGES),
                evidence);
    }

    private static boolean reachesInternet(NetworkFacts network, Route way) {
        return way.usable()
                && way.destination().equals("0.0.0.0/0")
                && (way.leadsTo("nat") || (way.leadsTo("igw") && network.publicAddress()));
    }

    private static boolean leadsElsewhere(Route way) {
        return !way.leadsTo("nat") && !way.leadsTo("igw");
    }

    private static String noWay(NetworkFacts network, List<Route> ways, List<Endpoint> endpoints) {
        if (NetworkFacts.endpoint(endpoints, SSMMESSAGES).isPresent()) {
            return "The VPC endpoint of ssmmessages has no private DNS, so the exec agent does not find it, and there is"
                    + " no way to the internet.";
        }
        return ways.stream().anyMatch(way -> way.usable() && way.leadsTo("igw")) && !network.publicAddress()
                ? "The task's way out is an internet gateway, and the task has no public address."
                : "The task has no way to ssmmessages: neither to the internet nor to a VPC endpoint.";
    }

    static Check moreEndpoints(ExecFacts facts) {
        return Check.of(
                D21,
                facts.network(),
                network -> Check.of(
                        D21,
                        network.routes(),
                        routes -> Check.of(
                                D21,
                                network.endpoints(),
                                endpoints -> Check.of(D21, facts.cluster(), cluster -> {
                                    boolean open = routes.stream().anyMatch(way -> way.isDefault() && way.usable());
                                    if (open) {
                                        return Check.notApplicable(D21, "the task's subnet has a way out.");
                                    }
                                    var lacking = needed(cluster).stream()
                                            .filter(service -> NetworkFacts.endpoint(endpoints, service)
                                                    .filter(Endpoint::isAvailable)
                                                    .isEmpty())
                                            .toList();
                                    return lacking.isEmpty()
                                            ? Check.fine(D21, "The closed VPC has the endpoints that sessions need.")
                                            : Check.advice(
                                                    D21,
                                                    "The VPC is closed and lacks endpoints for "
                                                            + String.join(", ", lacking)
                                                            + ", which sessions of this cluster need.",
                                                    Remedies.endpoint(facts.target(), network, lacking.getFirst()),
                                                    Evidence.of("vpcEndpoints.missing", String.join(",", lacking)));
                                }))));
    }

    private static List<String> needed(ClusterFacts cluster) {
        var services = new ArrayList<String>();
        cluster.kmsKey().ifPresent(key -> services.add("kms"));
        cluster.logGroup().ifPresent(group -> services.add("logs"));
        cluster.bucket().ifPresent(bucket -> services.add("s3"));
        return services;
    }

    static Check owner(ExecFacts facts) {
        return Check.of(D22, facts.network(), network -> {
            var subnet = network.subnet();
            var evidence = Evidence.of("subnet.ownerId", subnet.owner());
            return subnet.owner().equals(facts.target().account())
                    ? Check.fine(D22, "The subnet belongs to the target's account.", evidence)
                    : Check.couldNotCheck(
                            D22,
                            "subnet " + subnet.id() + " is shared by account " + subnet.owner()
                                    + ", whose routes and endpoints may not be seen from here. Ask its owner.",
                            evidence);
        });
    }

    static Check letOut(ExecFacts facts) {
        return Check.of(
                D23,
                facts.network(),
                network -> Check.of(D23, network.rules(), rules -> {
                    var out = rules.stream()
                            .filter(rule ->
                                    rule.egress() && network.groups().contains(rule.group()) && rule.covers(HTTPS))
                            .toList();
                    var evidence = new Evidence[] {
                        Evidence.of("task.securityGroups", String.join(",", network.groups())),
                        Evidence.of(
                                "egress[443]",
                                String.join(",", out.stream().map(Rule::peer).toList()))
                    };
                    if (out.isEmpty()) {
                        return Check.blocks(
                                D23,
                                "The task's security groups let nothing out on port 443.",
                                Remedies.letOut(network),
                                evidence);
                    }
                    return Check.of(D23, network.acl(), acl -> acl(acl, out, evidence));
                }));
    }

    private static Check acl(List<AclEntry> acl, List<Rule> out, Evidence[] evidence) {
        if (!passes(acl, true, HTTPS) || !passes(acl, false, EPHEMERAL)) {
            return Check.advice(
                    D23,
                    "By the subnet's network ACL port 443 outward or the ports of its answers look blocked.",
                    Remedy.of("Allow TCP 443 outward and TCP 1024-65535 inward in the network ACL."),
                    evidence);
        }
        return out.stream().anyMatch(rule -> rule.peer().equals("0.0.0.0/0"))
                ? Check.fine(D23, "Security groups and network ACL let the exec agent out.", evidence)
                : Check.couldNotCheck(
                        D23,
                        "the task's security groups let port 443 out to some places only; whether ssmmessages is among"
                                + " them is not judged.",
                        evidence);
    }

    /** What the first entry for everywhere that covers the port says; a list without one says no. */
    private static boolean passes(List<AclEntry> acl, boolean egress, int port) {
        Optional<AclEntry> first = acl.stream()
                .filter(entry -> entry.egress() == egress && entry.covers(port))
                .filter(entry -> entry.allows() || entry.cidr().equals("0.0.0.0/0"))
                .min(Comparator.comparingInt(AclEntry::number));
        return first.map(AclEntry::allows).orElse(false);
    }
}
