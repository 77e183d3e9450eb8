/** The service between a client and an agent: sessions, single-use tokens, sockets and what can go wrong on the way. */
@NullMarked
package sallyport.sandbox.aws.channel;

import org.jspecify.annotations.NullMarked;
