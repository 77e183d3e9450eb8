package sallyport.sandbox.aws.iam;

import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import sallyport.sandbox.aws.wire.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** A policy document, as text and as its statements. */
public record PolicyDocument(String json, List<Statement> statements) {
    public static final PolicyDocument ALL =
            of("{'Version':'2012-10-17','Statement':[{'Effect':'Allow','Action':'*','Resource':'*'}]}");

    /** A document of our own; apostrophes stand for quotation marks. */
    public static PolicyDocument of(String json) {
        return parse(json.replace('\'', '"'));
    }

    /**
     * Reads a document.
     *
     * @throws IllegalArgumentException if it is none, or says what is not simulated
     */
    public static PolicyDocument parse(String json) {
        try {
            var statement = Json.MAPPER.readTree(json).path("Statement");
            if (!statement.isContainer()) {
                throw new IllegalArgumentException("The policy has no Statement");
            }
            Stream<JsonNode> each =
                    statement.isArray() ? StreamSupport.stream(statement.spliterator(), false) : Stream.of(statement);
            return new PolicyDocument(json, each.map(Statement::parse).toList());
        } catch (JacksonException e) {
            throw new IllegalArgumentException("The policy is not valid JSON", e);
        }
    }

    /** What this document alone says. */
    public Decision decide(String action, String resource, RequestContext context) {
        return decide(List.of(this), action, resource, context);
    }

    /** What several documents of one kind say together. */
    static Decision decide(List<PolicyDocument> documents, String action, String resource, RequestContext context) {
        var matching = documents.stream()
                .flatMap(document -> document.statements.stream())
                .filter(statement -> statement.isAbout(action, resource) && statement.holds(context))
                .toList();
        if (matching.stream().anyMatch(statement -> !statement.allow())) {
            return Decision.EXPLICIT_DENY;
        }
        return matching.isEmpty() ? Decision.IMPLICIT_DENY : Decision.ALLOWED;
    }

    /** What its statements about an action name as resources, patterns as they are. */
    public Stream<String> resources(String action) {
        return statements.stream()
                .flatMap(statement ->
                        statement.resources().stream().filter(resource -> statement.isAbout(action, resource)));
    }

    Stream<String> undecided(String action, String resource, RequestContext context) {
        return statements.stream()
                .filter(statement -> statement.isAbout(action, resource))
                .flatMap(statement -> statement.undecided(context));
    }

    /** Whether a role with this trust policy may be assumed by one of these principals. */
    public boolean trusts(List<String> principals, String action, RequestContext context) {
        var matching = statements.stream()
                .filter(statement ->
                        statement.names(principals) && statement.isAbout(action, "") && statement.holds(context))
                .toList();
        return !matching.isEmpty() && matching.stream().allMatch(Statement::allow);
    }
}
