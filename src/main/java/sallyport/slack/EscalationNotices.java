package sallyport.slack;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.audit.Journal;
import sallyport.audit.Ledger;
import sallyport.audit.LedgerEntry;
import sallyport.audit.LedgerUnavailable;
import sallyport.request.Escalation;
import sallyport.request.MessageRef;
import sallyport.request.Person;
import sallyport.request.Phase;
import sallyport.request.RequestId;

/**
 * Calls those who may stand in, in the thread of the request's card, once: an edit of the card would ring nobody's
 * bell. The replica that recorded the escalation calls; if it dies just then nobody is called, and the card says the
 * same. Safe for use by many threads.
 */
public final class EscalationNotices implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EscalationNotices.class);
    private static final Duration RETRY = Duration.ofSeconds(2);

    /** People named in one message; a group that is larger hears of it by its name. */
    private static final int MOST_NAMED = 10;

    private final SlackApi slack;
    private final Ledger ledger;
    private final Journal journal;
    private final Function<String, Set<Person>> members;
    private final Lanes<RequestId> lanes = new Lanes<>(this::call);

    /** @param members who is in a group now */
    public EscalationNotices(SlackApi slack, Ledger ledger, Journal journal, Function<String, Set<Person>> members) {
        this.slack = slack;
        this.ledger = ledger;
        this.journal = journal;
        this.members = members;
    }

    /** Begins to listen. */
    public void start() {
        journal.observe(this::changed);
    }

    @Override
    public void close() {
        lanes.close();
    }

    private void changed(LedgerEntry entry) {
        if (entry.phase() instanceof Phase.Pending pending && pending.escalated()) {
            lanes.ask(entry.request().id());
        }
    }

    /** What came after the escalation, such as an approval, calls nobody again. */
    private Optional<Duration> call(RequestId id) {
        try {
            boolean justEscalated = ledger.events(id).getLast().type().equals("request.escalated");
            return justEscalated ? ledger.find(id).flatMap(this::call) : Optional.empty();
        } catch (LedgerUnavailable e) {
            LOG.atWarn().addKeyValue("request", id).log("escalation.waits: {}", e.explanation());
            return Optional.of(RETRY);
        }
    }

    private Optional<Duration> call(LedgerEntry entry) {
        var escalation = entry.request().conditions().escalation();
        return escalation.flatMap(to -> entry.card().flatMap(card -> call(entry, to, card)));
    }

    private Optional<Duration> call(LedgerEntry entry, Escalation to, MessageRef card) {
        return switch (slack.reply(card, message(entry, to))) {
            case Called.Ok<MessageRef> _ -> Optional.empty();
            case Called.RateLimited<MessageRef>(var pause) -> Optional.of(pause);
            case Called.Refused<MessageRef>(var error) -> nobodyCalled(entry, error);
            case Called.Unanswered<MessageRef>(var cause) -> nobodyCalled(entry, cause);
        };
    }

    private static Optional<Duration> nobodyCalled(LedgerEntry entry, String cause) {
        LOG.atWarn().addKeyValue("request", entry.request().id()).log("escalation.nobody-called: {}", cause);
        return Optional.empty();
    }

    private SlackMessage message(LedgerEntry entry, Escalation to) {
        return BlockKit.sentence(":bell: Not enough people have agreed for " + Words.duration(to.after())
                + ". Members of " + BlockKit.code(to.group()) + " may agree as well now" + named(entry, to) + ".");
    }

    private String named(LedgerEntry entry, Escalation to) {
        var others = members.apply(to.group()).stream()
                .filter(person -> !person.equals(entry.request().requester()))
                .sorted(Comparator.comparing(Person::userId))
                .map(BlockKit::mention)
                .toList();
        return others.isEmpty() || others.size() > MOST_NAMED
                ? ""
                : others.stream().collect(Collectors.joining(", ", ": ", ""));
    }
}
