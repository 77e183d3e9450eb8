package sallyport.store;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Assumptions;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeDefinition;
import software.amazon.awssdk.services.dynamodb.model.BillingMode;
import software.amazon.awssdk.services.dynamodb.model.KeySchemaElement;
import software.amazon.awssdk.services.dynamodb.model.KeyType;
import software.amazon.awssdk.services.dynamodb.model.ScalarAttributeType;

/**
 * A DynamoDB to test with: moto's, answering one request at a time, started once for all tests; or whatever listens at
 * the URL in the system property {@value #ENDPOINT}, such as DynamoDB Local. Where there is none its tests are skipped,
 * unless peers are required.
 */
public final class DynamoPeer {
    public static final String REGION = "eu-central-1";
    private static final boolean REQUIRED = "1".equals(System.getenv("SALLYPORT_REQUIRE_PEERS"));
    private static final String ENDPOINT = "sallyport.dynamodb.endpoint";

    private sealed interface Started {
        record At(URI endpoint) implements Started {}

        record Absent(String reason) implements Started {}
    }

    private DynamoPeer() {}

    /** Starts it on first use; the process ends with ours, whose end closes its standard input. */
    private static final class Holder {
        static final Started STARTED = Optional.ofNullable(System.getProperty(ENDPOINT))
                .<Started>map(url -> new Started.At(URI.create(url)))
                .orElseGet(Holder::moto);

        private static Started moto() {
            try {
                return startMoto();
            } catch (IOException e) {
                return absent(String.valueOf(e.getMessage()));
            }
        }

        /** Says so once for all the tests that are skipped. */
        private static Started absent(String reason) {
            var sentence = "Peer moto is not here, so the ledger on DynamoDB was not tried: " + reason;
            if (!REQUIRED) {
                System.err.println("SKIPPED: " + sentence);
            }
            return new Started.Absent(sentence);
        }

        private static Started startMoto() throws IOException {
            var errors = Files.createTempFile("moto", ".err");
            errors.toFile().deleteOnExit();
            var process = new ProcessBuilder("python3", "-c", script())
                    .redirectError(errors.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroy));
            var out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
            var port = out.readLine();
            return port == null
                    ? absent(Files.readString(errors).strip())
                    : new Started.At(URI.create("http://127.0.0.1:" + port));
        }

        private static String script() throws IOException {
            try (var in = DynamoPeer.class.getResourceAsStream("/peers/moto_dynamodb.py")) {
                if (in == null) {
                    throw new IOException("moto_dynamodb.py is not among the test resources");
                }
                return new String(in.readAllBytes(), StandardCharsets.UTF_8);
            }
        }
    }

    public static URI endpoint() {
        return switch (Holder.STARTED) {
            case Started.At(var endpoint) -> endpoint;
            case Started.Absent(var reason) -> skipped(reason);
        };
    }

    private static URI skipped(String sentence) {
        if (REQUIRED) {
            throw new AssertionError(sentence);
        }
        return Assumptions.abort(sentence);
    }

    /** The name of a table that is not there yet. */
    static DynamoTable newName() {
        return new DynamoTable("sallyport-" + UUID.randomUUID(), REGION, Optional.of(endpoint()));
    }

    /** A table of one's own; {@link #drop} it in the end, since moto copies all of a table for each transaction. */
    public static DynamoTable newTable() {
        var table = newName();
        create(table, "pk", "sk", ScalarAttributeType.S);
        return table;
    }

    static void create(DynamoTable table, String partition, String sort, ScalarAttributeType sortType) {
        var _ = client().createTable(request -> request.tableName(table.name())
                .billingMode(BillingMode.PAY_PER_REQUEST)
                .attributeDefinitions(attribute(partition, ScalarAttributeType.S), attribute(sort, sortType))
                .keySchema(key(partition, KeyType.HASH), key(sort, KeyType.RANGE)));
    }

    public static void drop(DynamoTable table) {
        var _ = client().deleteTable(request -> request.tableName(table.name()));
    }

    /** A client that has the time a slow simulation needs. */
    static DynamoDbClient client() {
        return Clients.ALL.repeating();
    }

    /** Open until the tests end. */
    private static final class Clients {
        static final DynamoClients ALL =
                new DynamoClients(new DynamoTable("any", REGION, Optional.of(endpoint())), DynamoLimits.OPENING);
    }

    private static AttributeDefinition attribute(String name, ScalarAttributeType type) {
        return AttributeDefinition.builder()
                .attributeName(name)
                .attributeType(type)
                .build();
    }

    private static KeySchemaElement key(String name, KeyType type) {
        return KeySchemaElement.builder().attributeName(name).keyType(type).build();
    }
}
