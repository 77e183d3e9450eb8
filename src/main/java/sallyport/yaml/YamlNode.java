package sallyport.yaml;

import java.util.List;

/** A node of a document and where it begins: lines and columns count from 1, columns in code points. Immutable. */
public sealed interface YamlNode {
    int line();

    int column();

    /** Unordered in meaning, here in the order written. No key occurs twice. */
    record Mapping(int line, int column, List<Entry> entries) implements YamlNode {
        public Mapping {
            entries = List.copyOf(entries);
        }
    }

    record Sequence(int line, int column, List<YamlNode> items) implements YamlNode {
        public Sequence {
            items = List.copyOf(items);
        }
    }

    /** A scalar; what kind it is follows from how it is written, by YAML's core schema. */
    record Scalar(int line, int column, String text, Kind kind) implements YamlNode {
        /** The kinds of the core schema. Whatever is quoted is text. */
        public enum Kind {
            TEXT,
            NUMBER,
            BOOLEAN,
            NULL
        }
    }

    /** A key with its place, and its value. */
    record Entry(int line, int column, String key, YamlNode value) {}
}
