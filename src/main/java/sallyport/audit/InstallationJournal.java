package sallyport.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import sallyport.request.Actor;
import sallyport.request.AfterReview;
import sallyport.request.Freeze;
import sallyport.request.RequestId;
import tools.jackson.databind.json.JsonMapper;

/**
 * The only way to change what holds for the installation as a whole, each change with its event on the installation's
 * own chain. Decides again when somebody else was first. Safe for use by many threads.
 */
public final class InstallationJournal {
    static final String FROZEN = "installation.frozen";
    static final String THAWED = "installation.thawed";
    static final String POLICY_LOADED = "policy.loaded";
    static final String PEOPLE_LOADED = "people.loaded";
    static final String USER_GROUPS_LOADED = "user-groups.loaded";
    static final String ON_CALL_LOADED = "on-call.loaded";
    static final String GLASS_BROKEN = "glass.broken";
    static final String GLASS_REVIEWED = "glass.reviewed";
    static final String NOTICE_TOLD = "notice.told";
    static final String TRANSCRIPT_READ = "transcript.read";

    static final String REQUEST = "request";

    /** How often one change is decided again after somebody else was first, before the caller hears of it. */
    static final int ATTEMPTS = 10;

    private static final JsonMapper JSON = JsonMapper.shared();

    private final Ledger ledger;
    private final InstallationRecord record;

    public InstallationJournal(Ledger ledger) {
        this.ledger = ledger;
        this.record = new InstallationRecord(ledger);
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

    /**
     * A text that came into force.
     *
     * @param sequence its event's place in the installation's chain
     */
    public record Loaded(long sequence, Instant at, String version, String text) {}

    /**
     * A request that broke the glass. It was noted before the request was stored, so there may be none.
     *
     * @param group who has to look at it afterwards
     * @param due until when
     */
    public record BrokenGlass(RequestId request, String group, Instant due, boolean reviewed) {
        BrokenGlass andReviewed() {
            return new BrokenGlass(request, group, due, true);
        }
    }

    /**
     * That people were told something about a request in its thread.
     *
     * @param notice what, such as {@code escalation}
     */
    public record ToldNotice(RequestId request, String notice) {}

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
        return loaded(POLICY_LOADED, "policyVersion", by, version, text, at);
    }

    /** Keeps who is in which group, unless that is what was kept last. */
    public Noted peopleLoaded(Actor by, String version, String text, Instant at) {
        return loaded(PEOPLE_LOADED, "peopleVersion", by, version, text, at);
    }

    /** Keeps who is in which user group of Slack, unless that is what was kept last. */
    public Noted userGroupsLoaded(Actor by, String version, String text, Instant at) {
        return loaded(USER_GROUPS_LOADED, "userGroupsVersion", by, version, text, at);
    }

    /** Keeps the whole text of the schedules that came into force, unless they are in force already. */
    public Noted onCallLoaded(Actor by, String version, String text, Instant at) {
        return loaded(ON_CALL_LOADED, "onCallVersion", by, version, text, at);
    }

    /** The policies that came into force, in order. */
    public List<Loaded> policies() {
        return loaded(POLICY_LOADED, "policyVersion");
    }

    /** The groups that came into force, in order. */
    public List<Loaded> people() {
        return loaded(PEOPLE_LOADED, "peopleVersion");
    }

    /** The members of Slack's user groups that came into force, in order. */
    public List<Loaded> userGroups() {
        return loaded(USER_GROUPS_LOADED, "userGroupsVersion");
    }

    /** The schedules that came into force, in order. */
    public List<Loaded> onCall() {
        return loaded(ON_CALL_LOADED, "onCallVersion");
    }

    /** Notes that a request is about to break the glass, and who has to look at it afterwards. */
    public Noted glassBroken(RequestId request, Actor by, AfterReview review, Instant at) {
        var details = Map.of(
                REQUEST,
                request.value(),
                "group",
                review.group(),
                "due",
                at.plus(review.within()).toString());
        return note(by, at, installation -> Optional.of(new Change(installation.freeze(), GLASS_BROKEN, details)));
    }

    /** Notes that somebody looked at what broke the glass; {@link Noted.Already} if somebody did before. */
    public Noted glassReviewed(RequestId request, Actor by, String remark, Instant at) {
        return note(
                by,
                at,
                installation -> record.isReviewed(request)
                        ? Optional.empty()
                        : Optional.of(new Change(
                                installation.freeze(),
                                GLASS_REVIEWED,
                                Map.of(REQUEST, request.value(), "remark", remark))));
    }

    /** Notes that somebody is about to read what a run printed, each time. */
    public Noted transcriptRead(RequestId request, Actor by, Instant at) {
        return note(
                by,
                at,
                installation -> Optional.of(
                        new Change(installation.freeze(), TRANSCRIPT_READ, Map.of(REQUEST, request.value()))));
    }

    /**
     * Every request that broke the glass, in order. Reads what was added to the installation's chain since it was read.
     */
    public List<BrokenGlass> brokenGlass() {
        return record.brokenGlass();
    }

    /** Notes that people were told; {@link Noted.Already} if they were before. */
    public Noted told(ToldNotice told, Actor by, Instant at) {
        return note(
                by,
                at,
                installation -> isTold(told)
                        ? Optional.empty()
                        : Optional.of(new Change(
                                installation.freeze(),
                                NOTICE_TOLD,
                                Map.of(REQUEST, told.request().value(), "notice", told.notice()))));
    }

    /** Whether people were told, by whichever replica. Reads what was added since, likewise. */
    public boolean isTold(ToldNotice told) {
        return record.isTold(told);
    }

    private Noted loaded(String type, String versionKey, Actor by, String version, String text, Instant at) {
        return note(by, at, installation -> {
            var inForce = loaded(type, versionKey);
            return !inForce.isEmpty() && inForce.getLast().version().equals(version)
                    ? Optional.empty()
                    : Optional.of(new Change(installation.freeze(), type, Map.of(versionKey, version, "text", text)));
        });
    }

    private List<Loaded> loaded(String type, String versionKey) {
        return ledger.events(Installation.CHAIN).stream()
                .filter(event -> event.type().equals(type))
                .map(event -> loaded(event, versionKey))
                .toList();
    }

    private static Loaded loaded(AuditEvent event, String versionKey) {
        var json = JSON.readTree(event.canonical());
        return new Loaded(
                event.sequence(),
                event.at(),
                json.path(versionKey).asString(),
                json.path("text").asString());
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
