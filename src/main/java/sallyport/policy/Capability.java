package sallyport.policy;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What can be granted besides commands. */
public enum Capability {
    LOGS("logs", Kind.LOOKING, "read log lines"),
    DESCRIBE("describe", Kind.LOOKING, "see the state of a service"),
    TASKS("tasks", Kind.LOOKING, "list the tasks of a service"),
    DOCTOR("doctor", Kind.LOOKING, "find out why nothing can be run there"),
    METRICS("metrics", Kind.LOOKING, "see how busy a service is"),
    READ_TRANSCRIPT("read_transcript", Kind.LOOKING, "read what the runs of others printed"),
    STOP("stop", Kind.STEERING, "stop the runs of others and take their requests back"),
    EXTEND("extend", Kind.STEERING, "let a run go on for longer"),
    FREEZE("freeze", Kind.STEERING, "let nothing start, and thaw it again"),
    ENABLE_EXEC("enable_exec", Kind.ACTING, "switch ECS Exec on for a service"),
    DISABLE_EXEC("disable_exec", Kind.ACTING, "switch ECS Exec off for a service"),
    RUN_TASK("run_task", Kind.ACTING, "start a task of its own for a command"),
    STOP_TASK("stop_task", Kind.ACTING, "stop a task"),
    HOST_EXEC("host_exec", Kind.ACTING, "run a command on the host of a container"),
    SHELL("shell", Kind.ACTING, "open a shell in a container");

    /** Each by its word in the policy file. */
    public static final Map<String, Capability> BY_WORD =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Capability::word, Function.identity()));

    /** Nothing asks for these in this version: there is no subcommand yet that uses them. */
    private static final Set<Capability> TO_COME =
            EnumSet.of(ENABLE_EXEC, DISABLE_EXEC, RUN_TASK, STOP_TASK, HOST_EXEC, SHELL);

    /** How somebody comes to use what was granted. */
    public enum Kind {
        /** Something is shown at once. */
        LOOKING,
        /** It acts on requests or on the installation, at once. */
        STEERING,
        /** It acts on a target, after others have agreed, on the same terms as a command. */
        ACTING;

        /** Whether somebody else has to agree each time, so that a grant says who. */
        public boolean needsAgreement() {
            return this == ACTING;
        }
    }

    private final String word;
    private final Kind kind;
    private final String summary;

    Capability(String word, Kind kind, String summary) {
        this.word = word;
        this.kind = kind;
        this.summary = summary;
    }

    /** The word in the policy file. */
    public String word() {
        return word;
    }

    public Kind kind() {
        return kind;
    }

    /**
     * Whether these groups bring it without any rule, and whatever a deny says: somebody can always stop what runs and
     * keep more from starting.
     *
     * @param groups the groups a person is in now
     */
    public boolean comesWith(Set<String> groups) {
        return groups.contains(Groups.ADMINS) && isOfAdmins();
    }

    private boolean isOfAdmins() {
        return switch (this) {
            case STOP, FREEZE -> true;
            case LOGS, DESCRIBE, TASKS, DOCTOR, METRICS, READ_TRANSCRIPT, EXTEND -> false;
            case ENABLE_EXEC, DISABLE_EXEC, RUN_TASK, STOP_TASK, HOST_EXEC, SHELL -> false;
        };
    }

    /** That a grant of it has no effect yet, as a sentence; empty for what can be used. */
    public Optional<String> toCome() {
        return TO_COME.contains(this)
                ? Optional.of("Nothing asks for " + word + " yet, so a grant of it has no effect in this version.")
                : Optional.empty();
    }

    /** What it lets somebody do, without a full stop. */
    public String summary() {
        return summary;
    }

    /** Completes "somebody may", such as {@code see logs} or {@code use shell}. */
    String deed() {
        return switch (kind) {
            case LOOKING -> "see " + noun();
            case STEERING, ACTING -> "use " + noun();
        };
    }

    /** What stands for it in a sentence. */
    String noun() {
        return this == READ_TRANSCRIPT ? "transcripts" : word;
    }
}
