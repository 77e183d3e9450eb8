package sallyport.policy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import sallyport.yaml.YamlNode;
import sallyport.yaml.YamlNode.Entry;
import sallyport.yaml.YamlNode.Mapping;

/**
 * A part of a policy file that takes entries, each in lines of their own.
 *
 * @param key its key, such as {@code grants}
 * @param line where its first entry begins, or the line behind the last one if it is not there yet
 * @param indent blanks before an entry
 * @param header the line that has to come first if it is not there yet
 */
record Section(String key, int line, int indent, Optional<String> header) {
    private static final int USUAL_INDENT = 2;

    /** What is added to a section. */
    record Addition(Section section, List<String> entry) {
        Addition {
            entry = List.copyOf(entry);
        }

        private Stream<String> lines() {
            var pad = " ".repeat(section.indent());
            return Stream.concat(section.header().stream(), entry.stream().map(line -> pad + line));
        }

        /** For people who do it by hand. */
        String yaml() {
            var where = section.header().isPresent() ? "# At the end of the file:" : "# Under " + section.key() + ":";
            return Stream.concat(Stream.of(where), lines()).reduce("", (all, line) -> all + line + "\n");
        }
    }

    /** Where entries go, or empty if the file writes them in brackets, between which no lines can be put. */
    static Optional<Section> of(String key, Mapping root, String text) {
        if (isBracketed(root, text)) {
            return Optional.empty();
        }
        var value = root.entries().stream()
                .filter(entry -> entry.key().equals(key))
                .map(Entry::value)
                .findFirst();
        if (value.isEmpty()) {
            int indent = root.column() - 1;
            var header = " ".repeat(indent) + key + ":";
            int end = (int) text.lines().count() + 1;
            return Optional.of(new Section(key, end, indent + USUAL_INDENT, Optional.of(header)));
        }
        return value.filter(node -> !isBracketed(node, text))
                .map(node -> new Section(key, node.line(), node.column() - 1, Optional.empty()));
    }

    private static boolean isBracketed(YamlNode node, String text) {
        var line = text.lines().skip(node.line() - 1L).findFirst().orElseThrow();
        int first = line.codePointAt(line.offsetByCodePoints(0, node.column() - 1));
        return first == '{' || first == '[';
    }

    /** The text with the additions in it. */
    static String with(List<Addition> additions, String text) {
        var lines = new ArrayList<>(text.lines().toList());
        // From the end on, so that the places before stay where they are.
        additions.stream()
                .sorted(Comparator.comparingInt(
                                (Addition addition) -> addition.section().line())
                        .reversed())
                .forEach(addition -> lines.addAll(
                        addition.section().line() - 1, addition.lines().toList()));
        return String.join("\n", lines) + "\n";
    }
}
