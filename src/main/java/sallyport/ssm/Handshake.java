package sallyport.ssm;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides from the first stream message whether the agent wants a handshake, goes through it, and from then on tells
 * terminal output from the rest. An ECS Exec agent asks for one only if the cluster has a KMS key; otherwise its first
 * message is output. Each question is answered once: a second answer would block the agent's reader for good. Takes the
 * stream messages in order. Not thread-safe.
 *
 * @see <a href="https://github.com/aws/amazon-ssm-agent/blob/1c217c89b42d/agent/session/datachannel/datachannel.go">the
 *     agent's side, read at 1c217c8</a>
 */
final class Handshake {
    private enum State {
        UNDECIDED,
        KEY_REQUESTED,
        ANSWERED,
        CHALLENGED,
        REFUSED,
        DONE
    }

    /** What one stream message calls for. */
    sealed interface Step {
        /** Terminal output, decrypted. */
        record Output(ByteBuffer bytes) implements Step {}

        record Reply(PayloadType type, ByteBuffer payload) implements Step {}

        record RequestKey(String keyId, Map<String, String> encryptionContext) implements Step {}

        /** The session starts; {@code message} is for people and may be empty. */
        record Complete(String message) implements Step {}

        /** A kind of payload that ECS Exec does not use. */
        record Ignored() implements Step {}

        record Violated(String reason) implements Step {}
    }

    private final String clientVersion;
    private final Map<String, String> encryptionContext;
    private final SecureRandom nonces;

    private State state = State.UNDECIDED;
    private HandshakeRequest request = new HandshakeRequest(List.of());
    private Optional<SessionCipher> cipher = Optional.empty();
    private Optional<String> refusal = Optional.empty();

    Handshake(String clientVersion, String sessionId, String targetId, SecureRandom nonces) {
        this.clientVersion = clientVersion;
        this.encryptionContext = Map.of("aws:ssm:SessionId", sessionId, "aws:ssm:TargetId", targetId);
        this.nonces = nonces;
    }

    boolean undecided() {
        return state == State.UNDECIDED;
    }

    /** Input and size may be sent: what arrives at the agent earlier is acknowledged and thrown away. */
    boolean done() {
        return state == State.DONE;
    }

    boolean underWay() {
        return !undecided() && !done();
    }

    /** Why we could not do what the agent asked; it is going to cancel the session. */
    Optional<String> refusal() {
        return refusal;
    }

    Step take(AgentMessage message) {
        var type = message.payloadType().orElse(PayloadType.NONE);
        return switch (type) {
            case HANDSHAKE_REQUEST -> takeRequest(message.payload());
            case ENCRYPTION_CHALLENGE_REQUEST -> takeChallenge(message.payload());
            case HANDSHAKE_COMPLETE -> takeComplete(message.payload());
            case OUTPUT, STDERR -> takeOutput(message.payload());
            default -> takeOther();
        };
    }

    /** The answer to {@link Step.RequestKey}. */
    Step takeKey(DataKeyAnswer answer) {
        if (state != State.KEY_REQUESTED) {
            throw new IllegalStateException("no data key was asked for");
        }
        if (answer instanceof DataKeyAnswer.Generated(var key)) {
            cipher = Optional.of(new SessionCipher(key, nonces));
        }
        return reply(answer);
    }

    /**
     * The agent acknowledged the terminal size before it said anything: its pty stands, so it asks for nothing more.
     */
    void skip() {
        state = State.DONE;
    }

    /** Terminal input as it has to be sent. */
    ByteBuffer seal(ByteBuffer input) {
        return cipher.map(key -> key.seal(input)).orElse(input);
    }

    private Step takeRequest(ByteBuffer payload) {
        if (!undecided()) {
            return new Step.Violated("a handshake request after the session had started");
        }
        var parsed = HandshakeRequest.parse(payload);
        if (parsed.isEmpty()) {
            return new Step.Violated("a handshake request that cannot be read");
        }
        request = parsed.get();
        var keyId = request.kmsKeyId();
        if (keyId.isEmpty()) {
            return reply(new DataKeyAnswer.Unsupported());
        }
        state = State.KEY_REQUESTED;
        return new Step.RequestKey(keyId.get(), encryptionContext);
    }

    private Step reply(DataKeyAnswer key) {
        var response = HandshakeResponse.to(request, key, clientVersion);
        refusal = response.refusal();
        state = refusal.isPresent() ? State.REFUSED : State.ANSWERED;
        return new Step.Reply(PayloadType.HANDSHAKE_RESPONSE, response.payload());
    }

    private Step takeChallenge(ByteBuffer payload) {
        if (state != State.ANSWERED || cipher.isEmpty()) {
            return new Step.Violated("an encryption challenge at the wrong time");
        }
        var key = cipher.get();
        var answer = challengeIn(payload).flatMap(key::open).map(key::seal);
        if (answer.isEmpty()) {
            return new Step.Violated("an encryption challenge that the session's key does not open");
        }
        state = State.CHALLENGED;
        var bytes = new byte[answer.get().remaining()];
        answer.get().get(bytes);
        return new Step.Reply(
                PayloadType.ENCRYPTION_CHALLENGE_RESPONSE,
                JsonPayload.write(JsonPayload.object()
                        .put("Challenge", Base64.getEncoder().encodeToString(bytes))));
    }

    private static Optional<ByteBuffer> challengeIn(ByteBuffer payload) {
        return JsonPayload.read(payload)
                .flatMap(json -> JsonPayload.text(json, "Challenge"))
                .flatMap(Handshake::base64);
    }

    private static Optional<ByteBuffer> base64(String text) {
        try {
            return Optional.of(ByteBuffer.wrap(Base64.getDecoder().decode(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private Step takeComplete(ByteBuffer payload) {
        if (state != State.ANSWERED && state != State.CHALLENGED) {
            return new Step.Violated("a handshake completed at the wrong time");
        }
        state = State.DONE;
        return new Step.Complete(JsonPayload.read(payload)
                .flatMap(json -> JsonPayload.text(json, "CustomerMessage"))
                .orElse(""));
    }

    private Step takeOutput(ByteBuffer payload) {
        if (underWay()) {
            return new Step.Violated("output before the handshake was complete");
        }
        state = State.DONE;
        if (cipher.isEmpty()) {
            return new Step.Output(payload);
        }
        return cipher.get()
                .open(payload)
                .<Step>map(Step.Output::new)
                .orElseGet(() -> new Step.Violated("output that the session's key does not open"));
    }

    private Step takeOther() {
        if (undecided()) {
            state = State.DONE;
        }
        return new Step.Ignored();
    }
}
