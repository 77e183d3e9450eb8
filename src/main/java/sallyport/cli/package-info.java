/** The verbs of the command line, on picocli. May import every other package. */
@NullMarked
package sallyport.cli;

import org.jspecify.annotations.NullMarked;
