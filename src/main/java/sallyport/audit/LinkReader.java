package sallyport.audit;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import sallyport.request.Actor;
import sallyport.request.Event;
import sallyport.request.Phase;
import sallyport.request.Request;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.ObjectReader;

/** Reads canonical texts in one pass, without a tree in between, because verifying reads millions. Used once. */
final class LinkReader {
    private static final Map<String, ObjectReader> FORMS = Map.ofEntries(
            Map.entry("actor", LedgerFormat.part(Actor.class)),
            Map.entry("at", LedgerFormat.part(Instant.class)),
            Map.entry("cause", LedgerFormat.part(Event.class)),
            Map.entry("chain", LedgerFormat.part(String.class)),
            Map.entry("phase", LedgerFormat.part(Phase.class)),
            Map.entry("previous", LedgerFormat.part(String.class)),
            Map.entry("request", LedgerFormat.part(Request.class)),
            Map.entry("sequence", LedgerFormat.part(Long.class)),
            Map.entry("type", LedgerFormat.part(String.class)),
            Map.entry("version", LedgerFormat.part(Integer.class)));

    private final Map<String, Object> values = new HashMap<>();
    private final Set<String> others = new HashSet<>();

    private LinkReader() {}

    /**
     * Reads a part of an array.
     *
     * @throws RuntimeException of some kind if that is no event: the JSON reader and the nouns' constructors each have
     *     theirs
     */
    static Link read(byte[] utf8, int offset, int length) {
        try (var json = LedgerFormat.parser(utf8, offset, length)) {
            return new LinkReader().read(json);
        }
    }

    private Link read(JsonParser json) {
        expect(json.nextToken() == JsonToken.START_OBJECT, "is no JSON object");
        while (json.nextToken() == JsonToken.PROPERTY_NAME) {
            var name = json.currentName();
            json.nextToken();
            readValue(name, json);
        }
        expect(json.nextToken() == null, "has something after its end");
        return link();
    }

    private void readValue(String name, JsonParser json) {
        var form = FORMS.get(name);
        if (form == null) {
            expect(others.add(name), "has the key " + name + " twice");
            json.skipChildren();
        } else {
            expect(json.currentToken() != JsonToken.VALUE_NULL, "has nothing under " + name);
            expect(values.put(name, form.readValue(json)) == null, "has the key " + name + " twice");
        }
    }

    private Link link() {
        return new Link(
                required("actor", Actor.class),
                required("at", Instant.class),
                optional("cause", Event.class),
                required("chain", String.class),
                optional("phase", Phase.class),
                required("previous", String.class),
                optional("request", Request.class),
                required("sequence", Long.class),
                required("type", String.class),
                required("version", Integer.class),
                others);
    }

    private <T> T required(String name, Class<T> form) {
        return optional(name, form).orElseThrow(() -> new IllegalArgumentException("lacks the key " + name));
    }

    private <T> Optional<T> optional(String name, Class<T> form) {
        return Optional.ofNullable(values.get(name)).map(form::cast);
    }

    private static void expect(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalArgumentException(otherwise);
        }
    }
}
