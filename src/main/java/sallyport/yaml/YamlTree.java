package sallyport.yaml;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import sallyport.yaml.YamlNode.Scalar.Kind;

/**
 * Builds the tree from the library's events, the level at which anchors, tags and directives can still be seen. Reports
 * what it refuses as the library does, by {@link ParserException}; {@link Yaml} makes an answer of both.
 */
final class YamlTree {
    private static final Map<Tag, Kind> KINDS = Map.of(
            Tag.INT, Kind.NUMBER,
            Tag.FLOAT, Kind.NUMBER,
            Tag.BOOL, Kind.BOOLEAN,
            Tag.NULL, Kind.NULL);

    private final Iterator<Event> events;
    private final ScalarResolver core = new CoreScalarResolver(false);

    YamlTree(Iterator<Event> events) {
        this.events = events;
    }

    YamlNode document() {
        events.next();
        if (!(events.next() instanceof DocumentStartEvent start)) {
            throw new ParserException("The document is empty.", Optional.empty());
        }
        if (start.getSpecVersion().isPresent() || !start.getTags().isEmpty()) {
            throw refusal("Directives are not supported.", start);
        }
        var root = node(events.next(), 0);
        events.next();
        if (events.next() instanceof DocumentStartEvent further) {
            throw refusal("There is a second document.", further);
        }
        return root;
    }

    private YamlNode node(Event event, int depth) {
        if (event instanceof AliasEvent) {
            throw refusal("Aliases are not supported; a text that begins with * needs quotes.", event);
        }
        if (event instanceof NodeEvent node && node.getAnchor().isPresent()) {
            throw refusal("Anchors are not supported; a text that begins with & needs quotes.", event);
        }
        return switch (event) {
            case ScalarEvent scalar -> scalar(scalar);
            case CollectionStartEvent collection -> collection(collection, depth + 1);
            default -> throw new IllegalStateException("no node begins with " + event);
        };
    }

    private YamlNode.Scalar scalar(ScalarEvent event) {
        refuseTag(event.getTag(), event);
        var kind = event.isPlain() ? KINDS.getOrDefault(core.resolve(event.getValue(), true), Kind.TEXT) : Kind.TEXT;
        return new YamlNode.Scalar(line(event), column(event), event.getValue(), kind);
    }

    private YamlNode collection(CollectionStartEvent event, int depth) {
        refuseTag(event.getTag(), event);
        if (depth > Yaml.MAX_DEPTH) {
            throw refusal("The document is nested deeper than " + Yaml.MAX_DEPTH + " levels.", event);
        }
        return event instanceof MappingStartEvent ? mapping(event, depth) : sequence(event, depth);
    }

    private YamlNode sequence(Event start, int depth) {
        var items = new ArrayList<YamlNode>();
        for (var event = events.next(); !isCollectionEnd(event); event = events.next()) {
            items.add(node(event, depth));
        }
        return new YamlNode.Sequence(line(start), column(start), items);
    }

    private YamlNode mapping(Event start, int depth) {
        var entries = new ArrayList<YamlNode.Entry>();
        var lines = new HashMap<String, Integer>();
        for (var event = events.next(); !isCollectionEnd(event); event = events.next()) {
            var key = key(event, depth);
            var earlier = lines.putIfAbsent(key, line(event));
            if (earlier != null) {
                throw refusal("The key " + key + " is already on line " + earlier + ".", event);
            }
            entries.add(new YamlNode.Entry(line(event), column(event), key, node(events.next(), depth)));
        }
        return new YamlNode.Mapping(line(start), column(start), entries);
    }

    private String key(Event event, int depth) {
        if (!(node(event, depth) instanceof YamlNode.Scalar key) || key.kind() != Kind.TEXT) {
            throw refusal("A key must be text.", event);
        }
        if (event instanceof ScalarEvent scalar
                && scalar.isPlain()
                && key.text().equals("<<")) {
            throw refusal("Merges are not supported.", event);
        }
        return key.text();
    }

    private static boolean isCollectionEnd(Event event) {
        return switch (event.getEventId()) {
            case MappingEnd, SequenceEnd -> true;
            default -> false;
        };
    }

    private static void refuseTag(Optional<String> tag, Event event) {
        if (tag.isPresent()) {
            throw refusal("Tags are not supported; a text that begins with ! needs quotes.", event);
        }
    }

    private static ParserException refusal(String sentence, Event event) {
        return new ParserException(sentence, event.getStartMark());
    }

    private static int line(Event event) {
        return event.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    private static int column(Event event) {
        return event.getStartMark().map(Mark::getColumn).orElse(0) + 1;
    }
}
