/**
 * What crosses the wire: data-channel frames, the JSON 1.1 and query protocols, the guard at the door and the log of
 * calls.
 */
@NullMarked
package sallyport.sandbox.aws.wire;

import org.jspecify.annotations.NullMarked;
