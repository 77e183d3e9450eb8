package sallyport.slack;

import java.util.Optional;
import sallyport.approval.Freezes;
import sallyport.approval.Frozen;
import sallyport.audit.Ledger;
import sallyport.request.ChannelId;
import sallyport.request.Freeze;
import sallyport.request.Person;

/** Freezes and thaws for those who may, and says so in the channel where it was asked: nobody should have to wonder. */
final class FreezeDesk {
    private static final String NO_REASON = "no reason given";

    private final SlackApi slack;
    private final Freezes freezes;
    private final Ledger ledger;

    FreezeDesk(SlackApi slack, Freezes freezes, Ledger ledger) {
        this.slack = slack;
        this.freezes = freezes;
        this.ledger = ledger;
    }

    /** @return what to tell the person, if the channel was not told */
    Optional<String> freeze(ChannelId channel, Person person, Optional<String> reason) {
        var words = reason.orElse(NO_REASON);
        return told(
                channel,
                freezes.freeze(person, channel, words),
                ":snowflake: " + BlockKit.mention(person) + " froze all starts: " + SlackText.encode(words)
                        + ". What runs runs on; `thaw` lets approved requests start again.",
                "All starts were frozen before you: ");
    }

    /** @return what to tell the person, if the channel was not told */
    Optional<String> thaw(ChannelId channel, Person person) {
        return told(
                channel,
                freezes.thaw(person, channel),
                ":sunny: " + BlockKit.mention(person) + " thawed the starts. Approved requests start now.",
                "Nothing was frozen.");
    }

    private Optional<String> told(ChannelId channel, Frozen frozen, String loud, String before) {
        return switch (frozen) {
            case Frozen.Done _ ->
                slack.post(channel, BlockKit.sentence(loud)) instanceof Called.Ok<?>
                        ? Optional.empty()
                        : Optional.of("It holds, but I could not tell this channel.");
            case Frozen.Already already ->
                Optional.of(before + already.freeze().map(FreezeDesk::words).orElse(""));
            case Frozen.Refused refused ->
                Optional.of("Nothing was changed, because " + SlackText.encode(refused.reason()) + ".");
            case Frozen.Unavailable unavailable ->
                Optional.of("I could not find out or write down enough (" + SlackText.encode(unavailable.cause())
                        + "). Try again in a minute; doing it twice does no harm.");
        };
    }

    /** Whether starts are frozen, as a sentence for those who wonder why theirs waits. */
    Optional<String> standing() {
        return ledger.installation().freeze().map(freeze -> ":snowflake: All starts are frozen by " + words(freeze));
    }

    private static String words(Freeze freeze) {
        return BlockKit.mention(freeze.by()) + " since " + BlockKit.moment(freeze.at()) + " ("
                + SlackText.encode(freeze.reason()) + ").";
    }
}
