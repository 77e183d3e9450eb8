package sallyport.sandbox.aws.world;

import sallyport.sandbox.aws.wire.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a document of somebody's (a task definition, a service) says beyond the usual: its members are laid over the
 * usual ones, null takes one away.
 *
 * @param json an object as text
 */
public record Overlay(String json) {
    public static final Overlay NONE = new Overlay("{}");

    /** Reads an object; apostrophes stand for quotation marks. */
    public static Overlay of(String json) {
        return new Overlay(json.replace('\'', '"'));
    }

    public Overlay and(Overlay more) {
        var both = members();
        both.setAll(more.members());
        return new Overlay(both.toString());
    }

    public ObjectNode members() {
        return (ObjectNode) Json.MAPPER.readTree(json);
    }

    /** Changes the document in place. */
    public void layOver(ObjectNode document) {
        if (this.equals(NONE)) {
            return;
        }
        members().properties().forEach(member -> {
            if (member.getValue().isNull()) {
                document.remove(member.getKey());
            } else {
                document.set(member.getKey(), member.getValue());
            }
        });
    }
}
