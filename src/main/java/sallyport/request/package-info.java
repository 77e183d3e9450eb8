/** The nouns of a request and its pure state machine. Imports nothing of ours, and nothing but the JDK. */
@NullMarked
package sallyport.request;

import org.jspecify.annotations.NullMarked;
