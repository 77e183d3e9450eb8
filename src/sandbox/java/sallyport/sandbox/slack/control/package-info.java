/** The control API under {@code /control} for scripts and tests. */
@NullMarked
package sallyport.sandbox.slack.control;

import org.jspecify.annotations.NullMarked;
