package sallyport.yaml;

import java.nio.charset.StandardCharsets;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;

/**
 * Reads the part of YAML 1.2 that means what it looks like: one document of mappings, sequences and scalars. Refuses
 * anchors, aliases, merges, tags, directives, duplicate keys, keys that are not text, further documents, and an empty
 * one. Nothing is expanded, so the tree is never larger than the text.
 */
public final class Yaml {
    /** Bytes of a document in UTF-8. */
    public static final int MAX_BYTES = 1 << 20;

    /** Levels of mappings and sequences inside one another. */
    public static final int MAX_DEPTH = 32;

    private Yaml() {}

    public static YamlReading read(String text) {
        if (text.length() > MAX_BYTES || text.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return broken(1, 1, "The document is larger than " + MAX_BYTES + " bytes.");
        }
        var settings = LoadSettings.builder().setCodePointLimit(MAX_BYTES + 1).build();
        try {
            return new YamlReading.Read(
                    new YamlTree(new Parse(settings).parseString(text).iterator()).document());
        } catch (MarkedYamlEngineException e) {
            var mark = e.getProblemMark().or(e::getContextMark);
            return broken(
                    mark.map(Mark::getLine).orElse(0) + 1,
                    mark.map(Mark::getColumn).orElse(0) + 1,
                    sentence(e));
        } catch (ReaderException e) {
            return unreadable(text, e);
        }
    }

    /** The library tells what it was doing ("while scanning an alias") and what it met. */
    private static String sentence(MarkedYamlEngineException e) {
        var context = e.getContext() == null ? "" : " " + e.getContext();
        var problem = e.getProblem() + context;
        var capital = Character.toUpperCase(problem.charAt(0)) + problem.substring(1);
        return capital.endsWith(".") ? capital : capital + ".";
    }

    private static YamlReading unreadable(String text, ReaderException e) {
        var before = text.substring(0, text.offsetByCodePoints(0, e.getPosition()));
        int lineStart = before.lastIndexOf('\n') + 1;
        return broken(
                (int) before.chars().filter(c -> c == '\n').count() + 1,
                before.codePointCount(lineStart, before.length()) + 1,
                "YAML cannot hold U+%04X %s.".formatted(e.getCodePoint(), Character.getName(e.getCodePoint())));
    }

    private static YamlReading broken(int line, int column, String message) {
        return new YamlReading.Broken(new YamlProblem(line, column, message));
    }
}
