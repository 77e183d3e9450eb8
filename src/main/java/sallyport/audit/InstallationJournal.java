package sallyport.audit;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import sallyport.request.Actor;
import sallyport.request.Freeze;
import tools.jackson.databind.json.JsonMapper;

/**
 * The only way to change what holds for the installation as a whole, each change with its event on the installation's
 * own chain. Decides again when somebody else was first. Safe for use by many threads.
 */
public final class InstallationJournal {
    static final String FROZEN = "installation.frozen";
    static final String THAWED = "installation.thawed";
    static final String POLICY_LOADED = "policy.loaded";

    /** How often one change is decided again after somebody else was first, before the caller hears of it. */
    static final int ATTEMPTS = 10;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Ledger ledger;

    public InstallationJournal(Ledger ledger) {
        this.ledger = ledger;
    }

    /** What became of a change. */
    public sealed interface Noted {
        /** It holds, durably. */
        record Written() implements Noted {}

        /** It held before; nothing was written. */
        record Already(Optional<Freeze> freeze) implements Noted {}

        /** The ledger did not answer; whether it holds is not known, and asking again is harmless. */
        record Unavailable(String cause) implements Noted {}
    }

    private record Change(Optional<Freeze> freeze, String type, Map<String, String> details) {}

    /** Lets nothing start until somebody thaws; {@link Noted.Already} names who froze before. */
    public Noted freeze(Actor by, String reason, Instant at) {
        return note(
                by,
                at,
                installation -> installation.freeze().isPresent()
                        ? Optional.empty()
                        : Optional.of(
                                new Change(Optional.of(new Freeze(by, reason, at)), FROZEN, Map.of("reason", reason))));
    }

    /** Lets approved requests start again; {@link Noted.Already} if nothing is frozen. */
    public Noted thaw(Actor by, Instant at) {
        return note(
                by,
                at,
                installation -> installation.freeze().isEmpty()
                        ? Optional.empty()
                        : Optional.of(new Change(Optional.empty(), THAWED, Map.of())));
    }

    /** Keeps the whole text of a policy that came into force, unless it is the one that is in force already. */
    public Noted policyLoaded(Actor by, String version, String text, Instant at) {
        return note(
                by,
                at,
                installation -> policyInForce().equals(Optional.of(version))
                        ? Optional.empty()
                        : Optional.of(new Change(
                                installation.freeze(), POLICY_LOADED, Map.of("policyVersion", version, "text", text))));
    }

    private Optional<String> policyInForce() {
        return ledger.events(Installation.CHAIN).reversed().stream()
                .filter(event -> event.type().equals(POLICY_LOADED))
                .findFirst()
                .map(event ->
                        JSON.readTree(event.canonical()).path("policyVersion").asString());
    }

    private Noted note(Actor by, Instant at, Function<Installation, Optional<Change>> decide) {
        try {
            for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
                var installation = ledger.installation();
                var change = decide.apply(installation);
                if (change.isEmpty()) {
                    return new Noted.Already(installation.freeze());
                }
                var event = Chain.noted(
                        installation.head(),
                        by,
                        at,
                        change.get().type(),
                        change.get().details());
                if (ledger.note(installation, change.get().freeze(), event)) {
                    return new Noted.Written();
                }
            }
            return new Noted.Unavailable("others keep changing the installation at the same time");
        } catch (LedgerUnavailable e) {
            return new Noted.Unavailable(e.explanation());
        }
    }
}
