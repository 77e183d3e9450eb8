package sallyport.watch;

import java.util.List;
import java.util.function.Function;

/** Says whether exec works on a target and, where it does not, why. Pure: the same facts give the same checks. */
public final class Examination {
    private static final List<Function<ExecFacts, Check>> CHECKS = List.of(
            PlaceChecks::entry,
            PlaceChecks::clusterAndService,
            TaskChecks::exists,
            TaskChecks::state,
            TaskChecks::connection,
            PlatformChecks::fargateVersion,
            PlatformChecks::operatingSystem,
            PlatformChecks::instanceAgent,
            PlatformChecks::capacity,
            TaskChecks::execOn,
            TaskChecks::olderThanSetting,
            TaskChecks::newerThanSetting,
            AgentChecks::running,
            AgentChecks::slow,
            RoleChecks::present,
            RoleChecks::messages,
            RoleChecks::bot,
            RoleChecks::trust,
            RecordChecks::key,
            RecordChecks::logging,
            NetworkChecks::path,
            NetworkChecks::moreEndpoints,
            NetworkChecks::owner,
            NetworkChecks::letOut,
            DefinitionChecks::writableRoot,
            DefinitionChecks::init,
            DefinitionChecks::processes,
            DefinitionChecks::variables,
            DefinitionChecks::user,
            PlaceChecks::load,
            DefinitionChecks::shell,
            ErrorChecks::plugin,
            DefinitionChecks::sidecars,
            PlatformChecks::placement,
            DefinitionChecks::sshServer,
            PlaceChecks::express,
            PlaceChecks::controller,
            RoleChecks::directSessions,
            ErrorChecks::session,
            PlaceChecks::restless,
            PlaceChecks::daemons);

    private Examination() {}

    /** All checks, the worst first. */
    public static List<Check> of(ExecFacts facts) {
        return CHECKS.stream()
                .map(check -> check.apply(facts))
                .sorted(Check.WORST_FIRST)
                .toList();
    }
}
