package sallyport.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import sallyport.policy.Capability;
import sallyport.policy.CapabilityAsk;
import sallyport.policy.CommandAsk;
import sallyport.policy.Policy;
import sallyport.request.Argv;
import sallyport.request.ChannelId;
import tools.jackson.databind.json.JsonMapper;

@Command(
        name = "explain",
        description =
                "Say what a policy file makes of a command or a capability, and why. Exit status 1 if it is denied.",
        mixinStandardHelpOptions = true)
final class PolicyExplainCommand implements Callable<Integer> {
    private static final String UNDONE = "Nothing was explained.";

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before call
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "FILE", description = "The policy file.")
    @SuppressWarnings("NullAway.Init") // picocli sets required parameters
    private Path file;

    @Parameters(
            index = "1..*",
            arity = "0..*",
            paramLabel = "COMMAND",
            description = "The command as one quoted line, or behind -- argument by argument.")
    private List<String> command = new ArrayList<>();

    @Option(
            names = "--capability",
            paramLabel = "NAME",
            description = "Instead of a command: what is asked for, such as shell or logs.")
    private @Nullable String capability;

    @Option(names = "--person", required = true, paramLabel = "U…", description = "Who asks, by member id.")
    @SuppressWarnings("NullAway.Init") // picocli sets required options
    private String person;

    @Option(
            names = "--groups",
            split = ",",
            paramLabel = "GROUP",
            description =
                    "The groups they are in, those of Slack too; with --config those of the configuration if left out.")
    private @Nullable Set<String> groups;

    @Option(
            names = "--target",
            required = true,
            paramLabel = "TARGET",
            description = "An alias, cluster/service, or alias=cluster/service.")
    @SuppressWarnings("NullAway.Init") // picocli sets required options
    private String target;

    @Option(names = "--channel", required = true, paramLabel = "C…", description = "Where it is asked, by channel id.")
    @SuppressWarnings("NullAway.Init") // picocli sets required options
    private String channel;

    @Option(names = "--container", paramLabel = "NAME", description = "The container that is named.")
    private @Nullable String container;

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "When it is asked, such as 2026-01-31T08:00:00Z; now, if left out.")
    private @Nullable OffsetDateTime at;

    @Option(names = "--breakglass", description = "As in an emergency.")
    private boolean breaksGlass;

    @Option(names = "--config", paramLabel = "SALLYPORT.yml", description = "Where people and targets are defined.")
    private @Nullable Path configuration;

    @Option(names = "--json", description = "Answer in JSON.")
    private boolean json;

    @Override
    public Integer call() {
        var err = spec.commandLine().getErr();
        var organization = OrganizationReader.read(Optional.ofNullable(configuration), err, UNDONE);
        return organization
                .flatMap(known -> PolicySource.policyOr(file, err, UNDONE).map(policy -> explain(policy, known)))
                .orElse(ExitStatus.USAGE);
    }

    private int explain(Policy policy, Organization organization) {
        var explanation = explanation(policy, organization);
        var out = spec.commandLine().getOut();
        if (json) {
            out.println(JsonMapper.shared().writeValueAsString(explanation.facts()));
        } else {
            explanation.lines().forEach(out::println);
        }
        return explanation.isAllowed() ? ExitStatus.GOOD : ExitStatus.NO;
    }

    private Instant asked() {
        return Optional.ofNullable(at).map(OffsetDateTime::toInstant).orElseGet(Instant::now);
    }

    private Explanation explanation(Policy policy, Organization organization) {
        if (command.isEmpty() == (capability == null)) {
            throw wrong("Name either a command or a --capability.");
        }
        var asker = organization
                .person(person)
                .orElseThrow(() -> wrong(person + " is not a member's id such as U0123ABCD."));
        var alias = organization.target(target).orElseThrow(() -> wrong(organization.unknownTarget(target)));
        if (channel.isBlank()) {
            throw wrong("--channel is empty.");
        }
        var moment = asked();
        var memberships = groups == null ? organization.groupsAt(moment).of(asker) : groups;
        var place = new ChannelId(channel);
        var named = Optional.ofNullable(container);
        return capability == null
                ? new CommandExplanation(
                        policy,
                        new CommandAsk(asker, memberships, place, alias, named, argv(), moment, breaksGlass),
                        organization)
                : new CapabilityExplanation(
                        policy,
                        new CapabilityAsk(asker, memberships, place, alias, named, known(capability), moment),
                        organization);
    }

    private Capability known(String word) {
        if (breaksGlass) {
            throw wrong("--breakglass is for commands.");
        }
        return Optional.ofNullable(Capability.BY_WORD.get(word))
                .orElseThrow(() -> wrong(word + " is not one of "
                        + String.join(", ", new TreeSet<>(Capability.BY_WORD.keySet())) + "."));
    }

    private Argv argv() {
        return switch (TypedCommand.of(command)) {
            case TypedCommand.Read(var argv) -> argv;
            case TypedCommand.Refused(var sentence) -> throw wrong(sentence);
        };
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence + " " + UNDONE);
    }
}
