package sallyport.slack;

import sallyport.audit.Checkpoint;
import sallyport.audit.Notary;
import sallyport.request.ChannelId;

/** Posts the newest checkpoint of the audit trail to a channel, where its members' memory witnesses it. */
public final class CheckpointChannel implements Notary {
    private final SlackApi slack;
    private final ChannelId channel;

    public CheckpointChannel(SlackApi slack, ChannelId channel) {
        this.slack = slack;
        this.channel = channel;
    }

    @Override
    public boolean tell(Checkpoint newest) {
        var witness = newest.number() + ":" + newest.hash();
        var message = BlockKit.sentence("Audit trail, checkpoint " + newest.number()
                + ". To prove later that nothing before it was changed: `sallyport audit verify FILE --key PUBLIC.pem"
                + " --witness " + witness + "`");
        return slack.post(channel, message) instanceof Called.Ok<?>;
    }
}
