/** What benchmarks need of the door to AWS that nobody else may have. */
@NullMarked
package sallyport.aws;

import org.jspecify.annotations.NullMarked;
