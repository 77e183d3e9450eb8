package sallyport;

import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import sallyport.aws.AwsOptions;
import sallyport.aws.AwsTarget;
import sallyport.aws.EndpointVariant;
import sallyport.aws.Partitions;
import sallyport.yaml.YamlFields;

/** Reads what {@code sallyport.yml} says under {@code aws} and {@code proxy}. Used once. */
final class AwsSettings {
    private static final String ADDRESS = "http://HOST:PORT, without a name and password";

    private final YamlFields file;
    private final Variables variables;

    AwsSettings(YamlFields file, Variables variables) {
        this.file = file;
        this.variables = variables;
    }

    /** @param override where all of AWS is in a test */
    AwsOptions options(Optional<URI> override, List<AwsTarget> targets) {
        var aws = file.fields("aws");
        var variant = new EndpointVariant(
                flag(aws, "fips", "AWS_USE_FIPS_ENDPOINT"), flag(aws, "dual_stack", "AWS_USE_DUALSTACK_ENDPOINT"));
        var regions = targets.stream().map(target -> target.alias().region()).collect(Collectors.toSet());
        var streams = aws.map(fields -> streams(fields, regions)).orElse(Map.of());
        aws.ifPresent(YamlFields::refuseOthers);
        onePartition(regions);
        return new AwsOptions(override, variant, streams, proxies());
    }

    private boolean flag(Optional<YamlFields> aws, String key, String variable) {
        return aws.flatMap(fields -> fields.bool(key))
                .orElseGet(() ->
                        variables.firstOf(variable).map(Boolean::parseBoolean).orElse(false));
    }

    private Map<String, String> streams(YamlFields aws, Set<String> regions) {
        Map<String, String> streams = new HashMap<>();
        aws.fields("ssmmessages")
                .ifPresent(named -> aws.named("ssmmessages").forEach(entry -> {
                    var region = entry.key();
                    if (!regions.contains(region)) {
                        named.problem(entry, "No target is in the Region " + region + ".");
                        return;
                    }
                    variables
                            .parsed(
                                    named,
                                    region,
                                    host -> Optional.of(host)
                                            .filter(name -> Partitions.isVpcEndpoint(name, "ssmmessages", region)),
                                    "the name of a VPC endpoint such as vpce-0123456789abcdef0-abcdefgh.ssmmessages."
                                            + region + ".vpce.amazonaws.com")
                            .ifPresent(host -> streams.put(region, host));
                }));
        return streams;
    }

    /** Credentials of one partition mean nothing in another, so no single process can reach both. */
    private void onePartition(Set<String> regions) {
        var partitions =
                regions.stream().map(Partitions::id).sorted().distinct().toList();
        if (partitions.size() > 1) {
            file.problem(
                    file.node("targets").orElse(file.place()),
                    "The targets lie in the partitions " + String.join(" and ", partitions)
                            + ", and AWS credentials hold in one: run one Sallyport for each.");
        }
    }

    /** The section, or what the environment says in the usual variables; without either everything is direct. */
    private ProxySelector proxies() {
        var section = file.fields("proxy");
        Optional<ProxySelector> read = section.isPresent()
                ? section.flatMap(this::configured).map(proxy -> proxy)
                : variables.firstOf("HTTPS_PROXY", "https_proxy").flatMap(this::fromEnvironment);
        return read.orElse(HttpClient.Builder.NO_PROXY);
    }

    private Optional<EgressProxy> configured(YamlFields fields) {
        fields.require("url");
        var direct = fields.node("no_proxy").isPresent() ? variables.texts(fields, "no_proxy") : List.<String>of();
        var proxy = variables.parsed(fields, "url", address -> EgressProxy.parse(address, direct), ADDRESS);
        fields.refuseOthers();
        return proxy;
    }

    /** What it says is not repeated: it may hold a password. */
    private Optional<ProxySelector> fromEnvironment(String address) {
        var direct = variables
                .firstOf("NO_PROXY", "no_proxy")
                .map(EgressProxy::names)
                .orElse(List.of());
        var proxy = EgressProxy.parse(address, direct);
        if (proxy.isEmpty()) {
            file.problem(
                    file.place(),
                    "The environment variable HTTPS_PROXY must be " + ADDRESS + ". Unset it, or give the key proxy.");
        }
        return proxy.map(selector -> selector);
    }
}
