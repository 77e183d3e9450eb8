/** Entry point, hand-written composition root and typed settings. May import every other package. */
@NullMarked
package sallyport;

import org.jspecify.annotations.NullMarked;
