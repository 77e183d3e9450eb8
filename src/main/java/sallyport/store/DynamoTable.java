package sallyport.store;

import java.net.URI;
import java.util.Optional;

/**
 * A DynamoDB table.
 *
 * @param endpointOverride where DynamoDB is instead of AWS; for tests only. Calls that go there carry made-up
 *     credentials, never real ones
 */
public record DynamoTable(String name, String region, Optional<URI> endpointOverride) {}
