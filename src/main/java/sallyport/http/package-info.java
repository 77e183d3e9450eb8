/**
 * Javalin: mounts a raw-request port that it owns on {@code /slack/*}, health on the public port, readiness and metrics
 * on a management port. Imports nothing of ours.
 */
@NullMarked
package sallyport.http;

import org.jspecify.annotations.NullMarked;
