package sallyport.sandbox.aws.api;

import java.util.Map;

/**
 * A service that speaks the query protocol.
 *
 * @param name as in a credential scope
 * @param version what its requests call Version, and by which it is told from the others on this one port
 */
record QueryService(String name, String version, QueryXml xml, Map<String, QueryOperation> operations) {}
