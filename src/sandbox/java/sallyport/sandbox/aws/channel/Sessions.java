package sallyport.sandbox.aws.channel;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import sallyport.sandbox.aws.agent.AgentPace;
import sallyport.sandbox.aws.agent.AgentSession;
import sallyport.sandbox.aws.agent.SessionSlots;
import sallyport.sandbox.aws.fault.FaultName;
import sallyport.sandbox.aws.fault.Faults;
import sallyport.sandbox.aws.wire.CallLog;
import sallyport.sandbox.aws.world.Ticker;

/** All sessions since the start or the last reset, and the tokens that open them. Thread-safe. */
public final class Sessions implements AutoCloseable {
    private static final String ID_PREFIX = "ecs-execute-command-";
    private static final int ID_LENGTH = 17;
    private static final int TOKEN_BYTES = 120;

    /** A killed command is gone in milliseconds; whatever takes longer than this is left to itself. */
    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final Faults faults;
    private final CallLog log;
    private final AgentPace pace;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, SessionRelay> relays = new ConcurrentHashMap<>();
    private final Map<String, String> tokens = new ConcurrentHashMap<>();
    private final Ticker ticker;
    private volatile SessionSlots slots = new SessionSlots();

    public Sessions(Faults faults, CallLog log, AgentPace pace, InstantSource clock) {
        this.faults = faults;
        this.log = log;
        this.pace = pace;
        this.clock = clock;
        this.ticker = Ticker.start(
                "agent-ticks", AgentSession.TICK, () -> relays.values().forEach(SessionRelay::tick));
    }

    /** Starts the command, whether or not a client ever comes. */
    public SessionToken start(SessionTarget target, String command, String owner) {
        var id = ID_PREFIX + randomId();
        var relay = new SessionRelay(id, target, owner, faults, log, clock);
        relays.put(id, relay);
        if (!faults.take(FaultName.NEVER_READY)) {
            relay.join(new AgentSession(
                    id, command, target.container(), slots.of(target.runtimeId()), relay, pace, clock));
        }
        return new SessionToken(id, newToken(id));
    }

    /** A new token for a session; empty if there is no such session. */
    public Optional<SessionToken> resume(String sessionId) {
        return view(sessionId).map(view -> new SessionToken(sessionId, view.active() ? newToken(sessionId) : ""));
    }

    /** Whether there is, or was, such a session. */
    public boolean terminate(String sessionId) {
        var relay = Optional.ofNullable(relays.get(sessionId));
        relay.ifPresent(SessionRelay::terminate);
        return relay.isPresent();
    }

    /**
     * Opens the data channel of a session for a client. The token is used up.
     *
     * @throws IllegalArgumentException if the session does not exist, the message is not understood, or the token is
     *     not, or no longer, good for this session
     */
    public SessionRelay open(String sessionId, String openMessage, ClientSocket socket) {
        var message = OpenDataChannel.parse(openMessage);
        var relay = relays.get(sessionId);
        if (relay == null) {
            throw new IllegalArgumentException("there is no session " + sessionId);
        }
        if (!tokens.remove(message.tokenValue(), sessionId)) {
            throw new IllegalArgumentException("the token does not open session " + sessionId);
        }
        relay.attach(socket);
        return relay;
    }

    public Optional<SessionView> view(String sessionId) {
        return Optional.ofNullable(relays.get(sessionId)).map(SessionRelay::view);
    }

    public List<SessionView> all() {
        return relays.values().stream().map(SessionRelay::view).toList();
    }

    /** Ends all sessions, waits for their commands to be gone, and forgets them. */
    public void reset() {
        relays.values().forEach(SessionRelay::terminate);
        try {
            for (var relay : relays.values()) {
                relay.awaitEnd(LONGEST_END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        relays.clear();
        tokens.clear();
        slots = new SessionSlots();
    }

    @Override
    public void close() {
        reset();
        ticker.close();
    }

    private String newToken(String sessionId) {
        var bytes = new byte[TOKEN_BYTES];
        random.nextBytes(bytes);
        var token = "AAEAA" + Base64.getEncoder().encodeToString(bytes);
        tokens.put(token, sessionId);
        return token;
    }

    private String randomId() {
        return random.ints(ID_LENGTH, 0, 36)
                .collect(
                        StringBuilder::new,
                        (id, digit) -> id.append(Character.forDigit(digit, 36)),
                        StringBuilder::append)
                .toString();
    }
}
