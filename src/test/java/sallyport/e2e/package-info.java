/** Walks through the whole product: the real application on the sandbox, over its real wires. */
@NullMarked
package sallyport.e2e;

import org.jspecify.annotations.NullMarked;
