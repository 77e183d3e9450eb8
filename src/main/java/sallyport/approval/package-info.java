/**
 * Submit, review, cancel, expire, revoke: who may say yes, to exactly what. May import {@code request}, {@code policy}
 * and {@code audit}.
 */
@NullMarked
package sallyport.approval;

import org.jspecify.annotations.NullMarked;
