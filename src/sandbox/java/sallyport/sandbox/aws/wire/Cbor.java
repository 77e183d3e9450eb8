package sallyport.sandbox.aws.wire;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.POJONode;
import tools.jackson.dataformat.cbor.CBORFactory;
import tools.jackson.dataformat.cbor.CBORGenerator;
import tools.jackson.dataformat.cbor.CBORMapper;

/** Bodies of the protocol Smithy RPC v2 CBOR. */
public final class Cbor {
    public static final String CONTENT_TYPE = "application/cbor";

    private static final CBORMapper MAPPER =
            CBORMapper.builder(new CBORFactory()).build();
    /** Marks a number as seconds since 1970 (RFC 8949, 3.4.2). */
    private static final int EPOCH_TAG = 1;

    private Cbor() {}

    /** A request's members; times in it are seconds since 1970. */
    public static JsonNode read(ByteBuffer body) {
        try {
            var bytes = new byte[body.remaining()];
            body.duplicate().get(bytes);
            return bytes.length == 0 ? Json.object() : MAPPER.readTree(bytes);
        } catch (JacksonException e) {
            throw Refusal.of("SerializationException", "The request is not CBOR");
        }
    }

    public static ByteBuffer write(ObjectNode body) {
        var out = new ByteArrayOutputStream();
        try (var generator = (CBORGenerator) MAPPER.createGenerator(out)) {
            write(body, generator);
        }
        return ByteBuffer.wrap(out.toByteArray()).asReadOnlyBuffer();
    }

    private static void write(JsonNode node, CBORGenerator generator) {
        switch (node) {
            case ObjectNode object -> {
                generator.writeStartObject();
                object.properties().forEach(member -> {
                    generator.writeName(member.getKey());
                    write(member.getValue(), generator);
                });
                generator.writeEndObject();
            }
            case POJONode time
            when time.getPojo() instanceof Instant at -> {
                generator.writeTag(EPOCH_TAG);
                generator.writeNumber(at.toEpochMilli() / 1000.0);
            }
            default -> {
                if (node.isArray()) {
                    generator.writeStartArray();
                    node.forEach(element -> write(element, generator));
                    generator.writeEndArray();
                } else {
                    generator.writeTree(node);
                }
            }
        }
    }
}
