package sallyport;

import java.util.Collection;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import sallyport.aws.AccountAccess;
import sallyport.aws.AwsTarget;
import sallyport.aws.RoleArn;
import sallyport.aws.RunAttribution;
import sallyport.request.Alias;
import sallyport.request.ChannelId;
import sallyport.yaml.YamlFields;
import sallyport.yaml.YamlNode;
import sallyport.yaml.YamlProblem;

/** Reads one entry of {@code targets}. Used once. */
final class TargetReader {
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_./-]{0,62}");
    /** Source: STS API reference. */
    private static final Pattern EXTERNAL_ID = Pattern.compile("[\\w+=,.@:/-]{2,1224}");

    private static final String ROLE = "the ARN of a role";

    private final YamlNode.Entry entry;
    private final YamlFields fields;
    private final Variables variables;

    TargetReader(YamlNode.Entry entry, YamlFields fields, Variables variables) {
        this.entry = entry;
        this.fields = fields;
        this.variables = variables;
    }

    Optional<AwsTarget> read(Collection<? super YamlProblem> problems) {
        if (!NAME.matcher(entry.key()).matches()) {
            problems.add(new YamlProblem(
                    entry.line(), entry.column(), "A target's name is letters, digits and any of _ . / - ."));
        }
        fields.require("account", "region", "cluster", "service");
        var alias = alias();
        var access = access(alias);
        fields.refuseOthers();
        return alias.map(place -> new AwsTarget(place, access));
    }

    private Optional<Alias> alias() {
        var account = variables.matching(fields, "account", ACCOUNT, "twelve digits in quotes");
        var region = variables.text(fields, "region");
        var cluster = variables.text(fields, "cluster");
        var service = variables.text(fields, "service");
        var container = variables.text(fields, "container");
        var owner = variables.text(fields, "owner_channel").map(ChannelId::new);
        boolean complete = Stream.of(account, region, cluster, service).allMatch(Optional::isPresent);
        return complete
                ? Optional.of(new Alias(
                        entry.key(), account.get(), region.get(), cluster.get(), service.get(), container, owner))
                : Optional.empty();
    }

    /** One role for both, two roles, one that reads, or none. */
    private AccountAccess access(Optional<Alias> place) {
        var both = role("role", place);
        var reading = role("read_role", place);
        var running = role("exec_role", place);
        boolean split = has("read_role") || has("exec_role");
        if (has("role") && split) {
            fields.problem(fields.place(), "Give role, or read_role and exec_role, not both: role reads and runs.");
        }
        if (has("exec_role") && !has("read_role")) {
            fields.problem(fields.place(), "exec_role needs read_role: what it runs in is looked up without it.");
        }
        var externalId = variables.matching(
                fields, "external_id", EXTERNAL_ID, "2 to 1,224 letters, digits and any of _+=,.@:/-");
        var attribution = attribution();
        return both.or(() -> reading)
                .<AccountAccess>map(
                        reads -> new AccountAccess.Roles(reads, split ? running : both, externalId, attribution))
                .orElseGet(AccountAccess.Own::new);
    }

    private Optional<RoleArn> role(String key, Optional<Alias> place) {
        var role = variables.parsed(fields, key, RoleArn::parse, ROLE);
        role.ifPresent(arn -> place.ifPresent(alias -> check(key, arn, alias)));
        return role;
    }

    private void check(String key, RoleArn role, Alias place) {
        var at = fields.node(key).orElse(fields.place());
        if (!role.account().equals(place.account())) {
            fields.problem(
                    at,
                    key + " is in account " + role.account() + ", and the target in " + place.account()
                            + ": give a role of the target's account.");
        }
        if (!role.isInPartitionOf(place.region())) {
            fields.problem(at, key + " is not in the partition of the Region " + place.region() + ".");
        }
    }

    /** What only a run with a role can say of itself. */
    private RunAttribution attribution() {
        boolean runs = has("role") || has("exec_role");
        Stream.of("source_identity", "session_tags")
                .forEach(key -> fields.node(key)
                        .filter(at -> !runs)
                        .ifPresent(at ->
                                fields.problem(at, key + " needs role or exec_role: it is told when one is assumed.")));
        return new RunAttribution(
                fields.bool("source_identity").orElse(false),
                fields.bool("session_tags").orElse(false));
    }

    private boolean has(String key) {
        return fields.node(key).isPresent();
    }
}
