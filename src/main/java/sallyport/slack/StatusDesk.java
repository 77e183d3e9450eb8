package sallyport.slack;

import com.slack.api.model.block.LayoutBlock;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import sallyport.audit.FanOuts;
import sallyport.audit.Ledger;
import sallyport.audit.LedgerEntry;
import sallyport.policy.Groups;
import sallyport.request.Person;
import sallyport.request.Phase;
import sallyport.request.Request;
import sallyport.request.RequestId;

/** Tells where requests stand, to those who may see them. */
final class StatusDesk {
    /** How many of the latest requests are looked through for open ones. */
    private static final int SEARCHED = 200;

    private final Ledger ledger;
    private final FanOuts fanOuts;
    private final FreezeDesk freezes;
    private final GlassDesk glass;
    private final Supplier<? extends List<? extends Alarm>> alarms;
    private final Function<Person, Set<String>> groups;
    private final InstantSource clock;

    StatusDesk(
            Ledger ledger,
            FreezeDesk freezes,
            GlassDesk glass,
            Supplier<? extends List<? extends Alarm>> alarms,
            Function<Person, Set<String>> groups,
            InstantSource clock) {
        this.ledger = ledger;
        this.fanOuts = new FanOuts(ledger);
        this.freezes = freezes;
        this.glass = glass;
        this.alarms = alarms;
        this.groups = groups;
        this.clock = clock;
    }

    /** One request, also one that has ended; of several that were asked together, the first shows them all. */
    SlackMessage of(Asked asked, RequestId id) {
        return seen(asked, id)
                .map(entry -> entry.request().fansOut()
                        ? Answers.together(stories(fanOuts.together(entry)), standing(asked))
                        : answer(asked, List.of(entry)))
                .orElseGet(() -> BlockKit.sentence(":x: " + Refusals.NOT_SEEN_FROM_HERE));
    }

    /** Everything open. */
    SlackMessage ofAll(Asked asked) {
        return answer(
                asked,
                ledger.latest(SEARCHED).stream()
                        .filter(entry -> maySee(asked, entry.request()))
                        .filter(entry -> !(entry.phase() instanceof Phase.Ended))
                        .toList());
    }

    private SlackMessage answer(Asked asked, List<LedgerEntry> entries) {
        return Answers.status(stories(entries), standing(asked));
    }

    private List<Story> stories(List<LedgerEntry> entries) {
        var now = clock.instant();
        return entries.stream().map(entry -> Story.read(ledger, entry, now)).toList();
    }

    /** What holds for all requests: a freeze, reviews that are owed, a file that is not in force. */
    private List<LayoutBlock> standing(Asked asked) {
        var blocks = new ArrayList<LayoutBlock>();
        freezes.standing().ifPresent(sentence -> blocks.add(BlockKit.markup("standing", sentence)));
        blocks.addAll(glass.standing(clock.instant()));
        boolean admin = groups.apply(asked.person()).contains(Groups.ADMINS);
        alarms.get().forEach(sick -> blocks.addAll(Answers.alarm(sick, admin)));
        return blocks;
    }

    boolean maySee(Asked asked, RequestId id) {
        return seen(asked, id).isPresent();
    }

    private Optional<LedgerEntry> seen(Asked asked, RequestId id) {
        return ledger.find(id).filter(entry -> maySee(asked, entry.request()));
    }

    /** It is their own, or was asked in this channel, or broke the glass of those whose channel this is. */
    private boolean maySee(Asked asked, Request request) {
        return request.requester().equals(asked.person())
                || request.channel().equals(asked.channel())
                || glass.concerns(asked.channel(), request);
    }
}
