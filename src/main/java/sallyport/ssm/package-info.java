/**
 * The SSM data channel as a protocol library: frames, acknowledgement, ordering, handshake. Imports nothing of ours,
 * not even {@code request}.
 */
@NullMarked
package sallyport.ssm;

import org.jspecify.annotations.NullMarked;
