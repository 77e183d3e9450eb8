/** The Web API under {@code /api/} and the upload address it hands out. */
@NullMarked
package sallyport.sandbox.slack.api;

import org.jspecify.annotations.NullMarked;
