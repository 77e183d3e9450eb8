/**
 * Policy file to {@code Policy}; {@code Policy} and a request to a {@code Decision}: pure, immutable, explainable. May
 * import {@code request} and {@code yaml}.
 */
@NullMarked
package sallyport.policy;

import org.jspecify.annotations.NullMarked;
