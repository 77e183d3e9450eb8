package sallyport.policy;

import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import sallyport.yaml.Yaml;
import sallyport.yaml.YamlNode;
import sallyport.yaml.YamlReading;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code docs/policy.schema.json}, as an editor uses it. */
final class PolicySchema {
    private static final Path FILE = Path.of("docs", "policy.schema.json");
    private static final String TEXT = text();
    private static final Schema SCHEMA = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(TEXT, InputFormat.JSON);

    private PolicySchema() {}

    private static String text() {
        try {
            return Files.readString(FILE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it says against a policy; empty if nothing, or if it is no YAML of ours, which no schema can tell. */
    static List<String> complaints(String policy) {
        return switch (Yaml.read(policy)) {
            case YamlReading.Broken _ -> List.of();
            case YamlReading.Read(var root) ->
                SCHEMA.validate(json(root)).stream().map(Error::toString).toList();
        };
    }

    private static JsonNode json(YamlNode node) {
        var factory = JsonNodeFactory.instance;
        return switch (node) {
            case YamlNode.Mapping mapping -> {
                var object = factory.objectNode();
                mapping.entries().forEach(entry -> object.set(entry.key(), json(entry.value())));
                yield object;
            }
            case YamlNode.Sequence sequence -> {
                var array = factory.arrayNode();
                sequence.items().forEach(item -> array.add(json(item)));
                yield array;
            }
            case YamlNode.Scalar scalar ->
                switch (scalar.kind()) {
                    case TEXT -> factory.stringNode(scalar.text());
                    case NUMBER, BOOLEAN -> JsonMapper.shared().readTree(scalar.text());
                    case NULL -> factory.nullNode();
                };
        };
    }

    /** Every object of the schema that lists keys, by JSON pointer, with those keys. */
    static Map<String, List<String>> objects() {
        var objects = new TreeMap<String, List<String>>();
        collect("", JsonMapper.shared().readTree(TEXT), objects);
        return objects;
    }

    private static void collect(String pointer, JsonNode node, Map<String, List<String>> objects) {
        if (node.has("additionalProperties") && node.has("properties")) {
            objects.put(pointer, List.copyOf(node.path("properties").propertyNames()));
        }
        node.propertyStream().forEach(child -> collect(pointer + "/" + child.getKey(), child.getValue(), objects));
    }

    /** The words that a property may hold. */
    static List<String> words(String pointer) {
        return JsonMapper.shared()
                .readTree(TEXT)
                .at(pointer)
                .valueStream()
                .map(JsonNode::asString)
                .toList();
    }
}
