package sallyport.sandbox.aws.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.POJONode;

/** The query protocol: form fields with dotted names in, XML out. */
public final class QueryProtocol {
    private static final Set<String> INTEGERS = Set.of("Period", "MaxDatapoints");
    private static final Set<String> BOOLEANS = Set.of("ReturnData", "IncludeLinkedAccounts");
    private static final Set<String> TIMES = Set.of("StartTime", "EndTime");

    private QueryProtocol() {}

    /** The fields of a form, in the order of their names. */
    public static Map<String, String> form(String body) {
        var fields = new TreeMap<String, String>();
        for (var pair : body.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                fields.put(decode(pair.substring(0, equals)), decode(pair.substring(equals + 1)));
            }
        }
        return fields;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    /** The members that form fields stand for, but the operation's name and version; times are seconds since 1970. */
    public static ObjectNode members(Map<String, String> form) {
        var root = Json.object();
        form.forEach((name, value) -> {
            if (!name.equals("Action") && !name.equals("Version")) {
                put(root, name.split("\\."), value);
            }
        });
        return lists(root) instanceof ObjectNode members ? members : root;
    }

    private static void put(ObjectNode root, String[] path, String value) {
        var node = root;
        for (int index = 0; index < path.length - 1; index++) {
            node = node.withObjectProperty(path[index]);
        }
        var name = path[path.length - 1];
        node.set(name, typed(name, value));
    }

    private static JsonNode typed(String name, String value) {
        var nodes = Json.MAPPER.getNodeFactory();
        try {
            if (INTEGERS.contains(name)) {
                return nodes.numberNode(Long.parseLong(value));
            }
            if (TIMES.contains(name)) {
                return nodes.numberNode(OffsetDateTime.parse(value).toInstant().toEpochMilli() / 1000.0);
            }
            return BOOLEANS.contains(name) ? nodes.booleanNode(value.equals("true")) : nodes.stringNode(value);
        } catch (NumberFormatException | DateTimeException e) {
            throw Refusal.of("InvalidParameterValueException", "The value " + value + " for " + name + " is invalid.");
        }
    }

    /** Objects that have nothing but {@code member} are lists, numbered from 1. */
    private static JsonNode lists(ObjectNode node) {
        if (node.size() == 1 && node.get("member") instanceof ObjectNode numbered) {
            var byNumber = new TreeMap<Integer, JsonNode>();
            numbered.properties()
                    .forEach(entry -> byNumber.put(Integer.valueOf(entry.getKey()), nested(entry.getValue())));
            var list = Json.MAPPER.createArrayNode();
            byNumber.values().forEach(list::add);
            return list;
        }
        var object = Json.object();
        node.properties().forEach(entry -> object.set(entry.getKey(), nested(entry.getValue())));
        return object;
    }

    private static JsonNode nested(JsonNode node) {
        return node instanceof ObjectNode object ? lists(object) : node;
    }

    /** An answer as XML. */
    public static String answer(String operation, String namespace, ObjectNode body, String requestId) {
        return """
            <%1$sResponse xmlns="%2$s"><%1$sResult>%3$s</%1$sResult>\
            <ResponseMetadata><RequestId>%4$s</RequestId></ResponseMetadata></%1$sResponse>
            """.formatted(operation, namespace, elements(body), requestId);
    }

    /** An error as XML. */
    public static String error(String namespace, String code, String message, String requestId) {
        return """
            <ErrorResponse xmlns="%s"><Error><Type>Sender</Type><Code>%s</Code><Message>%s</Message></Error>\
            <RequestId>%s</RequestId></ErrorResponse>
            """.formatted(namespace, code, escape(message), requestId);
    }

    private static String elements(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                var xml = new StringBuilder();
                object.properties().forEach(member -> xml.append(element(member.getKey(), member.getValue())));
                yield xml.toString();
            }
            case ArrayNode array -> {
                var xml = new StringBuilder();
                array.forEach(element -> xml.append(element("member", element)));
                yield xml.toString();
            }
            case POJONode time -> String.valueOf(time.getPojo());
            default -> escape(node.asString());
        };
    }

    private static String element(String name, JsonNode value) {
        return "<" + name + ">" + elements(value) + "</" + name + ">";
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** The same answer with its times, which are {@link Instant}s, in seconds since 1970 as JSON has them. */
    public static JsonNode withSeconds(JsonNode node) {
        return withTimes(node, at -> Json.MAPPER.getNodeFactory().numberNode(at.toEpochMilli() / 1000.0));
    }

    private static JsonNode withTimes(JsonNode node, Function<Instant, JsonNode> written) {
        return switch (node) {
            case ObjectNode object -> {
                var changed = Json.object();
                object.properties()
                        .forEach(member -> changed.set(member.getKey(), withTimes(member.getValue(), written)));
                yield changed;
            }
            case ArrayNode array -> {
                var changed = Json.MAPPER.createArrayNode();
                array.forEach(element -> changed.add(withTimes(element, written)));
                yield changed;
            }
            case POJONode time when time.getPojo() instanceof Instant at -> written.apply(at);
            default -> node;
        };
    }
}
