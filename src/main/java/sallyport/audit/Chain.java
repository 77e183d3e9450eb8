package sallyport.audit;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import sallyport.request.Actor;
import sallyport.request.Event;
import sallyport.request.Phase;
import sallyport.request.Request;
import sallyport.request.RequestId;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Makes the links of a run's audit chain. Pure. */
final class Chain {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

    private Chain() {}

    /** The first link: it carries the whole request. */
    static AuditEvent created(Request request, Phase phase) {
        var facts = facts(Actor.human(request.requester()), phase);
        facts.put("request", LedgerFormat.tree(request));
        return link(request.id(), ChainHead.empty(), request.askedAt(), "request.created", facts);
    }

    /** The link that a transition adds. */
    static AuditEvent moved(LedgerEntry before, Event cause, Phase to, String type) {
        return link(before.request().id(), before.head(), cause.at(), type, facts(cause.by(), to));
    }

    /** What an event's hash is: SHA-256 over a zero byte and its canonical text, in lower-case hexadecimal. */
    static String hash(String canonical) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((byte) 0);
            return HexFormat.of().formatHex(digest.digest(canonical.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static Map<String, Object> facts(Actor actor, Phase phase) {
        Map<String, Object> facts = new TreeMap<>();
        facts.put("actor", LedgerFormat.tree(actor));
        facts.put("phase", LedgerFormat.tree(phase));
        return facts;
    }

    /** Adds where in the chain and when; sorted keys at every depth make the text canonical. */
    private static AuditEvent link(RequestId run, ChainHead head, Instant at, String type, Map<String, Object> facts) {
        long sequence = head.sequence() + 1;
        facts.put("at", at.toString());
        facts.put("previous", head.hash());
        facts.put("run", run.value());
        facts.put("sequence", sequence);
        facts.put("type", type);
        facts.put("version", LedgerFormat.VERSION);
        String canonical = JSON.writeValueAsString(facts);
        return new AuditEvent(run, sequence, head.hash(), hash(canonical), at, type, canonical);
    }
}
