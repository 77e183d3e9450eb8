/** A real browser for tests of the sandbox's page. */
@NullMarked
package sallyport.browser;

import org.jspecify.annotations.NullMarked;
