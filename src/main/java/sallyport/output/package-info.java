/**
 * Bytes to text that people can read: escapes, UTF-8 seams, redaction, pages, pace; and the ports the text leaves by.
 * May import {@code request}.
 */
@NullMarked
package sallyport.output;

import org.jspecify.annotations.NullMarked;
