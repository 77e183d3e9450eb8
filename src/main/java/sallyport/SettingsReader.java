package sallyport;

import java.net.ProxySelector;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sallyport.aws.AwsOptions;
import sallyport.aws.AwsTarget;
import sallyport.aws.QueueUrl;
import sallyport.http.ListenOn;
import sallyport.policy.Groups;
import sallyport.request.ChannelId;
import sallyport.request.Person;
import sallyport.run.Windows;
import sallyport.slack.Secret;
import sallyport.slack.SlackOptions;
import sallyport.store.DynamoTable;
import sallyport.store.LedgerPlace;
import sallyport.yaml.Yaml;
import sallyport.yaml.YamlFields;
import sallyport.yaml.YamlNode;
import sallyport.yaml.YamlProblem;
import sallyport.yaml.YamlReading;

/**
 * Reads {@code sallyport.yml}, finding all of its problems in one pass. {@code ${NAME}} inside a text is replaced by
 * the environment variable of that name, once and only there. Paths are relative to the file's directory. Used once.
 */
public final class SettingsReader {
    private static final int DEFAULT_PORT = 3002;
    private static final int DEFAULT_MANAGEMENT_PORT = 9464;
    private static final int HIGHEST_PORT = 65_535;
    /** Source: DynamoDB's naming rules. */
    private static final Pattern TABLE = Pattern.compile("[A-Za-z0-9_.-]{3,255}");

    private static final Pattern KMS_KEY = Pattern.compile("arn:aws[a-z-]*:kms:[a-z0-9-]+:[0-9]{12}:key/[A-Za-z0-9-]+");

    private final Path directory;
    private final Variables variables;
    private final List<YamlProblem> problems = new ArrayList<>();

    private SettingsReader(Path directory, Map<String, String> environment) {
        this.directory = directory;
        this.variables = new Variables(environment);
    }

    /**
     * Reads a configuration.
     *
     * @param directory what its paths are relative to
     */
    public static SettingsReading read(String text, Path directory, Map<String, String> environment) {
        return switch (Yaml.read(text)) {
            case YamlReading.Broken(var problem) -> new SettingsReading.Broken(List.of(problem));
            case YamlReading.Read(var root) -> new SettingsReader(directory, environment).settings(root);
        };
    }

    private SettingsReading settings(YamlNode root) {
        var settings = YamlFields.of(root, problems).flatMap(this::settings);
        return settings.isPresent() && problems.isEmpty()
                ? new SettingsReading.Read(settings.get())
                : new SettingsReading.Broken(problems);
    }

    private Optional<Settings> settings(YamlFields file) {
        file.require("slack", "targets");
        var testing = file.fields("testing");
        boolean overrides =
                testing.flatMap(t -> t.bool("allow_endpoint_overrides")).orElse(false);
        var windows = testing.flatMap(fields -> fields.fields("windows"))
                .map(SettingsReader::windows)
                .orElse(Windows.DEFAULT);
        var groupsPace = testing.flatMap(SlackGroups::pace).orElse(UserGroupPace.DEFAULT);
        var awsEndpoint = testing.flatMap(fields -> override(fields, "aws_endpoint", overrides));
        testing.ifPresent(YamlFields::refuseOthers);
        var targets = targets(file);
        var aws = new AwsSettings(file, variables).options(awsEndpoint, targets);
        var slack = file.fields("slack").flatMap(fields -> slack(fields, overrides, aws.proxies()));
        var http = file.fields("http");
        var host = http.flatMap(fields -> variables.text(fields, "host")).orElse("0.0.0.0");
        var port =
                http.flatMap(fields -> fields.integer("port", 0, HIGHEST_PORT)).orElse(DEFAULT_PORT);
        var management = http.flatMap(fields -> fields.integer("management_port", 0, HIGHEST_PORT))
                .orElse(DEFAULT_MANAGEMENT_PORT);
        http.ifPresent(YamlFields::refuseOthers);
        var people = file.fields("people");
        var groups = groups(people, slack);
        var slackGroups = people.map(fields -> SlackGroups.ids(fields, groups.names()));
        var onCall = people.flatMap(fields -> path(fields, "on_call"));
        people.ifPresent(YamlFields::refuseOthers);
        var policy = path(file, "policy");
        var store = file.fields("store").flatMap(fields -> store(fields, aws));
        var transcripts = file.fields("transcripts").flatMap(fields -> onlyPath(fields, "directory"));
        var audit = file.fields("audit").map(this::audit);
        var events = file.fields("events").flatMap(this::events);
        file.refuseOthers();
        return slack.map(options -> new Settings(
                options,
                new ListenOn(host, port),
                ListenOn.loopback(management),
                groups,
                new SlackGroups(slackGroups.orElse(Map.of()), groupsPace),
                onCall,
                targets,
                aws,
                policy,
                store.orElse(new LedgerPlace.Sqlite(directory.resolve("sallyport.db"))),
                transcripts.orElse(directory.resolve("transcripts")),
                audit.orElse(AuditSettings.NONE),
                events,
                windows));
    }

    private static Windows windows(YamlFields fields) {
        var usual = Windows.DEFAULT;
        var windows = new Windows(
                millis(fields, "sweep_ms", usual.sweep()),
                millis(fields, "beat_ms", usual.beat()),
                millis(fields, "silence_ms", usual.silence()),
                millis(fields, "start_closed_ms", usual.startClosed()));
        fields.refuseOthers();
        return windows;
    }

    private static Duration millis(YamlFields fields, String key, Duration usual) {
        return fields.integer(key, 1, Math.toIntExact(usual.toMillis()))
                .map(Duration::ofMillis)
                .orElse(usual);
    }

    /** One of the two stores; the table is where all of AWS is. */
    private Optional<LedgerPlace> store(YamlFields fields, AwsOptions aws) {
        Optional<LedgerPlace> sqlite = path(fields, "sqlite").map(LedgerPlace.Sqlite::new);
        Optional<LedgerPlace> dynamo =
                fields.fields("dynamodb").flatMap(table -> table(table, aws)).map(LedgerPlace.Dynamo::new);
        fields.refuseOthers();
        if (fields.node("sqlite").isPresent() == fields.node("dynamodb").isPresent()) {
            fields.problem(fields.place(), "store must have one of the keys sqlite and dynamodb.");
        }
        return sqlite.or(() -> dynamo);
    }

    private Optional<DynamoTable> table(YamlFields fields, AwsOptions aws) {
        fields.require("table", "region");
        var name = variables.matching(fields, "table", TABLE, "3 to 255 letters, digits and any of _ . -");
        var region = variables.text(fields, "region");
        fields.refuseOthers();
        return name.flatMap(table -> region.map(place -> dynamo(table, place, aws)));
    }

    private static DynamoTable dynamo(String table, String region, AwsOptions aws) {
        var variant = aws.variant();
        return new DynamoTable(
                table, region, aws.endpointOverride(), variant.fips(), variant.dualStack(), aws.proxies());
    }

    private AuditSettings audit(YamlFields fields) {
        var file = path(fields, "signing_key");
        var kms = variables.matching(fields, "kms_key", KMS_KEY, "the ARN of a KMS key");
        var channel = variables.text(fields, "checkpoints_channel").map(ChannelId::new);
        if (file.isPresent() && kms.isPresent()) {
            fields.problem(fields.place(), "Give signing_key or kms_key, not both: one key signs a checkpoint.");
        }
        if (channel.isPresent() && file.isEmpty() && kms.isEmpty()) {
            fields.problem(
                    fields.place(), "checkpoints_channel needs signing_key or kms_key: without one nothing is signed.");
        }
        var report = fields.bool("weekly_exec_report").orElse(AuditSettings.NONE.weeklyExecReport());
        fields.refuseOthers();
        return new AuditSettings(file, kms, channel, report);
    }

    private Optional<QueueUrl> events(YamlFields fields) {
        fields.require("queue");
        var scalar = fields.scalar("queue");
        var text = variables.text(fields, "queue");
        fields.refuseOthers();
        var queue = text.flatMap(QueueUrl::of);
        if (text.isPresent() && queue.isEmpty()) {
            fields.problem(
                    scalar.orElseThrow(),
                    "queue must be the URL of a standard SQS queue, such as"
                            + " https://sqs.eu-central-1.amazonaws.com/123456789012/sallyport-tasks.");
        }
        return queue;
    }

    private Optional<SlackOptions> slack(YamlFields fields, boolean overrides, ProxySelector proxies) {
        fields.require("bot_token", "signing_secrets", "team_ids");
        var token = secret(fields, fields.scalar("bot_token"));
        var secrets = fields.scalars("signing_secrets").stream()
                .flatMap(scalar -> secret(fields, Optional.of(scalar)).stream())
                .toList();
        var teams = Set.copyOf(variables.texts(fields, "team_ids"));
        var app = variables.text(fields, "app_id");
        var api = override(fields, "api_url", overrides).orElse(SlackOptions.SLACK_API);
        var command = variables.text(fields, "command").orElse("/ecs");
        fields.refuseOthers();
        boolean complete = problems.isEmpty() && token.isPresent();
        return complete
                ? Optional.of(new SlackOptions(token.get(), secrets, teams, app, api, command, proxies))
                : Optional.empty();
    }

    private Optional<Secret> secret(YamlFields fields, Optional<YamlNode.Scalar> scalar) {
        return scalar.flatMap(place -> variables.expand(fields, place).flatMap(text -> {
            if (text.isBlank()) {
                fields.problem(place, "A secret is not empty. Nothing was started.");
                return Optional.empty();
            }
            return Optional.of(Secret.of(text));
        }));
    }

    /** An endpoint that is not AWS's or Slack's own: refused unless the configuration says that it is a test. */
    private Optional<URI> override(YamlFields fields, String key, boolean allowed) {
        var scalar = fields.scalar(key);
        if (scalar.isPresent() && !allowed) {
            fields.problem(scalar.get(), key + " needs testing.allow_endpoint_overrides: true.");
            return Optional.empty();
        }
        return scalar.flatMap(place -> variables.expand(fields, place).flatMap(text -> uri(fields, place, text)));
    }

    private static Optional<URI> uri(YamlFields fields, YamlNode place, String text) {
        try {
            return Optional.of(new URI(text));
        } catch (URISyntaxException e) {
            fields.problem(place, "This is not a URL: " + e.getReason() + ".");
            return Optional.empty();
        }
    }

    private Groups groups(Optional<YamlFields> section, Optional<SlackOptions> slack) {
        var teams = slack.map(SlackOptions::teamIds).orElse(Set.of());
        Map<String, Set<Person>> groups = new HashMap<>();
        section.ifPresent(people -> {
            people.fields("groups")
                    .ifPresent(named -> people.named("groups").forEach(group -> {
                        var members = named.texts(group.key()).stream()
                                .flatMap(user -> teams.stream().map(team -> new Person(team, user)))
                                .collect(Collectors.toSet());
                        groups.put(group.key(), members);
                    }));
            var admins = people.texts("admins").stream()
                    .flatMap(user -> teams.stream().map(team -> new Person(team, user)))
                    .collect(Collectors.toSet());
            groups.merge(
                    Groups.ADMINS,
                    admins,
                    (one, other) -> Stream.concat(one.stream(), other.stream()).collect(Collectors.toSet()));
        });
        return new Groups(groups);
    }

    private List<AwsTarget> targets(YamlFields file) {
        return file.named("targets").stream()
                .flatMap(entry -> YamlFields.of(entry.value(), problems)
                        .flatMap(fields -> new TargetReader(entry, fields, variables).read(problems))
                        .stream())
                .toList();
    }

    private Optional<Path> onlyPath(YamlFields fields, String key) {
        fields.require(key);
        var path = path(fields, key);
        fields.refuseOthers();
        return path;
    }

    private Optional<Path> path(YamlFields fields, String key) {
        return variables.text(fields, key).map(directory::resolve);
    }
}
