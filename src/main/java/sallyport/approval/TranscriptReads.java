package sallyport.approval;

import java.time.InstantSource;
import java.util.Set;
import java.util.function.Supplier;
import sallyport.audit.InstallationJournal;
import sallyport.audit.InstallationJournal.Noted;
import sallyport.audit.Ledger;
import sallyport.audit.LedgerUnavailable;
import sallyport.policy.Capability;
import sallyport.policy.Policy;
import sallyport.request.Actor;
import sallyport.request.Aliases;
import sallyport.request.Audience;
import sallyport.request.ChannelId;
import sallyport.request.Person;
import sallyport.request.Phase;
import sallyport.request.Request;
import sallyport.request.RequestId;

/**
 * Who may read the transcript of a run: who asked for it; who sees its thread, if that shows what it printed; and
 * whoever the policy grants it on the target. Safe for use by many threads.
 */
public final class TranscriptReads {
    private final Capabilities capabilities;
    private final Directory directory;
    private final Ledger ledger;
    private final InstallationJournal installation;
    private final InstantSource clock;

    public TranscriptReads(
            Supplier<Policy> policy,
            Aliases aliases,
            Directory directory,
            Ledger ledger,
            InstallationJournal installation,
            InstantSource clock) {
        this.capabilities = new Capabilities(policy, aliases, clock);
        this.directory = directory;
        this.ledger = ledger;
        this.installation = installation;
        this.clock = clock;
    }

    /**
     * Judges and changes nothing. Asks the directory.
     *
     * @param channel where it is asked
     * @param inSight whether the person sees the request's thread
     */
    public MayRead judge(RequestId id, Person person, ChannelId channel, boolean inSight) {
        try {
            return switch (directory.lookUp(person)) {
                case Standing.Barred(var reason) -> new MayRead.Barred(reason);
                case Standing.Unverifiable(var cause) -> new MayRead.Unavailable(cause);
                case Standing.Member(var groups) ->
                    ledger.find(id)
                            .map(entry -> isOpenTo(person, groups, channel, entry.request())
                                    ? ended(entry.request(), entry.phase())
                                    : seen(inSight, entry.request(), entry.phase()))
                            .orElseGet(MayRead.NotSeen::new);
            };
        } catch (LedgerUnavailable e) {
            return new MayRead.Unavailable(e.explanation());
        }
    }

    /** Whoever they are where, they may. */
    private boolean isOpenTo(Person person, Set<String> groups, ChannelId channel, Request request) {
        return person.equals(request.requester())
                || capabilities.has(person, groups, channel, Capability.READ_TRANSCRIPT, request);
    }

    private static MayRead seen(boolean inSight, Request request, Phase phase) {
        if (!inSight) {
            return new MayRead.NotSeen();
        }
        return request.conditions().audience() == Audience.THREAD ? ended(request, phase) : new MayRead.Private();
    }

    private static MayRead ended(Request request, Phase phase) {
        return phase instanceof Phase.Ended ? new MayRead.Yes(request) : new MayRead.NotEnded();
    }

    /** Writes down that somebody reads it. What cannot be written down must not be read. */
    public Noted note(RequestId id, Person person) {
        return installation.transcriptRead(id, Actor.human(person), clock.instant());
    }
}
