/**
 * A strict subset of YAML 1.2 read into nodes that know their line and column, or one error. May import
 * {@code request}, for the edit distance.
 */
@NullMarked
package sallyport.yaml;

import org.jspecify.annotations.NullMarked;
