/**
 * The only door to AWS: implements the ports of {@code run} and {@code watch}. May import {@code request}, {@code run},
 * {@code watch} and {@code ssm}.
 */
@NullMarked
package sallyport.aws;

import org.jspecify.annotations.NullMarked;
