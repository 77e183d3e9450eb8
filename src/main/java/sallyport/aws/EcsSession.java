package sallyport.aws;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sallyport.run.Session;
import sallyport.ssm.Accepted;
import sallyport.ssm.DataChannel;

/** A session that ECS opened. */
final class EcsSession implements Session {
    private static final Logger LOG = LoggerFactory.getLogger(EcsSession.class);

    /** What a terminal sends for Ctrl-C; its line discipline makes SIGINT of it. */
    private static final byte END_OF_TEXT = 0x03;

    private final String id;
    private final Optional<DataChannel> channel;
    private final BooleanSupplier termination;

    /**
     * @param channel empty when none could be opened; such a session can only be terminated
     * @param termination asks AWS to end it, and says whether AWS confirmed
     */
    EcsSession(String id, Optional<DataChannel> channel, BooleanSupplier termination) {
        this.id = id;
        this.channel = channel;
        this.termination = termination;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public void interrupt() {
        var taken = channel.map(open -> open.send(ByteBuffer.wrap(new byte[] {END_OF_TEXT})))
                .orElse(Accepted.CLOSED);
        if (taken != Accepted.QUEUED) {
            LOG.atInfo().addKeyValue("session", id).log("session.interrupt.not-sent: " + taken);
        }
    }

    @Override
    public boolean terminate() {
        return termination.getAsBoolean();
    }
}
