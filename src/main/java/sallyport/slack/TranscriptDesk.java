package sallyport.slack;

import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.approval.MayRead;
import sallyport.approval.TranscriptReads;
import sallyport.audit.InstallationJournal.Noted;
import sallyport.output.Transcripts;
import sallyport.request.ChannelId;
import sallyport.request.MessageRef;
import sallyport.request.Person;
import sallyport.request.Request;
import sallyport.request.RequestId;

/**
 * Sends what a run printed to somebody who may read it, as a file in a direct message, after that is in the audit
 * trail. Calls block. Safe for use by many threads.
 */
public final class TranscriptDesk {
    private static final Logger LOG = LoggerFactory.getLogger(TranscriptDesk.class);

    private final SlackApi slack;
    private final TranscriptReads reads;
    private final Transcripts transcripts;
    private final Attachments attachments;

    public TranscriptDesk(SlackApi slack, TranscriptReads reads, Transcripts transcripts, Attachments attachments) {
        this.slack = slack;
        this.reads = reads;
        this.transcripts = transcripts;
        this.attachments = attachments;
    }

    /**
     * @param inSight whether the person sees the request's thread
     * @return what to tell the person, if nothing was sent
     */
    Optional<String> send(Asked asked, RequestId id, boolean inSight) {
        return switch (reads.judge(id, asked.person(), asked.channel(), inSight)) {
            case MayRead.Yes(var request) -> send(asked.person(), request);
            case MayRead.NotSeen _ -> Optional.of(Refusals.NOT_SEEN_FROM_HERE);
            case MayRead.Private _ ->
                Optional.of("What this request printed is for who asked for it alone, and for those whom the policy"
                        + " grants `read_transcript` on its target. Nothing was sent.");
            case MayRead.NotEnded _ ->
                Optional.of("This request has not ended, so its transcript is not complete. Nothing was sent; ask again"
                        + " when it has.");
            case MayRead.Barred(var reason) ->
                Optional.of("Nothing was sent, because " + SlackText.encode(reason) + ".");
            case MayRead.Unavailable(var cause) -> unavailable(cause);
        };
    }

    private Optional<String> send(Person reader, Request request) {
        return switch (recorded(request.id())) {
            case MISSING -> Optional.of("Nothing was recorded of this request, so there is nothing to send.");
            case UNREADABLE ->
                Optional.of("The transcript of this request cannot be read; the log says why. Nothing was sent.");
            case THERE ->
                switch (reads.note(request.id(), reader)) {
                    case Noted.Written _, Noted.Already _ -> deliver(reader, request);
                    case Noted.Unavailable(var cause) -> unavailable(cause);
                };
        };
    }

    private enum Recorded {
        THERE,
        MISSING,
        UNREADABLE
    }

    private Recorded recorded(RequestId id) {
        try {
            return transcripts.text(id).isPresent() ? Recorded.THERE : Recorded.MISSING;
        } catch (UncheckedIOException e) {
            LOG.atError().addKeyValue("request", id).setCause(e).log("transcript.unreadable");
            return Recorded.UNREADABLE;
        }
    }

    private Optional<String> deliver(Person reader, Request request) {
        return switch (slack.post(new ChannelId(reader.userId()), heading(request))) {
            case Called.Ok<MessageRef>(var message) -> {
                attachments.attachTranscript(request.id(), message);
                yield Optional.empty();
            }
            case Called.Refused<MessageRef> _, Called.RateLimited<MessageRef> _, Called.Unanswered<MessageRef> _ ->
                Optional.of("Slack did not take a direct message to you, so nothing was sent. Try again in a minute.");
        };
    }

    private static SlackMessage heading(Request request) {
        return new SlackMessage(
                "A transcript",
                List.of(
                        BlockKit.markup(
                                "transcript",
                                "The whole output of `" + request.id() + "` on "
                                        + BlockKit.code(request.selector().alias()) + ", asked by "
                                        + BlockKit.mention(request.requester()) + ", is in this thread."),
                        BlockKit.preformatted("command", request.argv().quoted()),
                        BlockKit.context("audited", "That you read it is in the audit trail.")));
    }

    private static Optional<String> unavailable(String cause) {
        return Optional.of("I could not find out or write down enough (" + SlackText.encode(cause)
                + "), so nothing was sent. Try again in a minute.");
    }
}
