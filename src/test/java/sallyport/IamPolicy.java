package sallyport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A policy in {@code deploy/iam}, as far as the tests ask. */
record IamPolicy(String file, List<Statement> statements) {
    static final Path FOLDER = Path.of("deploy/iam");

    /** @param conditions keys that a condition names, whatever its operator */
    record Statement(String sid, boolean allows, Set<String> actions, Set<String> resources, Set<String> conditions) {}

    static IamPolicy read(String file) {
        var root = JsonMapper.shared().readTree(text(FOLDER.resolve(file)));
        return new IamPolicy(
                file,
                root.path("Statement").valueStream().map(IamPolicy::statement).toList());
    }

    static List<IamPolicy> all() {
        try (var files = Files.list(FOLDER)) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".json"))
                    .sorted()
                    .map(IamPolicy::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What it allows. A deny takes away and counts for nothing here. */
    Set<String> allowed() {
        return statements.stream()
                .filter(Statement::allows)
                .flatMap(statement -> statement.actions().stream())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Statement statement(JsonNode node) {
        return new Statement(
                node.path("Sid").asString(),
                node.path("Effect").asString().equals("Allow"),
                texts(node.path("Action")),
                texts(node.path("Resource")),
                node.path("Condition")
                        .valueStream()
                        .flatMap(operator -> operator.propertyNames().stream())
                        .collect(Collectors.toSet()));
    }

    private static Set<String> texts(JsonNode oneOrMany) {
        var values = oneOrMany.isArray() ? oneOrMany.valueStream() : Stream.of(oneOrMany);
        return values.map(JsonNode::asString).collect(Collectors.toCollection(TreeSet::new));
    }
}
