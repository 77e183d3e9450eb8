/**
 * The only door to AWS: implements the ports of {@code run} and {@code watch}, and the {@code Signer} of {@code audit}.
 * May import {@code request}, {@code run}, {@code watch}, {@code audit} and {@code ssm}.
 */
@NullMarked
package sallyport.aws;

import org.jspecify.annotations.NullMarked;
