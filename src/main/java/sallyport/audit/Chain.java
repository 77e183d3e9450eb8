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
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/** Makes the links of audit chains. Pure. */
final class Chain {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED).build();

    private Chain() {}

    /** The first link: it carries the whole request. */
    static AuditEvent created(Request request, Phase phase) {
        var facts = facts(Actor.human(request.requester()), phase);
        facts.put("request", LedgerFormat.tree(request));
        return link(request.id().value(), ChainHead.empty(), request.askedAt(), "request.created", facts);
    }

    /** The link that a transition adds. It carries its cause, so that the decision can be checked again offline. */
    static AuditEvent moved(LedgerEntry before, Event cause, Phase to, String type) {
        var facts = facts(cause.by(), to);
        facts.put("cause", LedgerFormat.tree(cause));
        return link(before.request().id().value(), before.head(), cause.at(), type, facts);
    }

    /** A link of the installation's own chain. */
    static AuditEvent noted(ChainHead head, Actor actor, Instant at, String type, Map<String, ?> details) {
        Map<String, Object> facts = new TreeMap<>(details);
        facts.put("actor", LedgerFormat.tree(actor));
        return link(Installation.CHAIN, head, at, type, facts);
    }

    /** What an event's hash is: SHA-256 over a zero byte and its canonical text, in lower-case hexadecimal. */
    static String hash(String canonical) {
        var utf8 = canonical.getBytes(StandardCharsets.UTF_8);
        return hash(utf8, 0, utf8.length);
    }

    /** {@link #hash(String)} of a text that stands in a part of an array. */
    static String hash(byte[] utf8, int offset, int length) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update((byte) 0);
            digest.update(utf8, offset, length);
            return HexFormat.of().formatHex(digest.digest());
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
    private static AuditEvent link(String chain, ChainHead head, Instant at, String type, Map<String, Object> facts) {
        long sequence = head.sequence() + 1;
        facts.put("at", at.toString());
        facts.put("previous", head.hash());
        facts.put("chain", chain);
        facts.put("sequence", sequence);
        facts.put("type", type);
        facts.put("version", LedgerFormat.VERSION);
        String canonical = JSON.writeValueAsString(facts);
        return new AuditEvent(chain, sequence, head.hash(), hash(canonical), at, type, canonical);
    }
}
