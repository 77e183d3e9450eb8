/**
 * Audit events, their hash chain, and the {@code Ledger} port that writes a new phase and its event together or not at
 * all. May import {@code request}.
 */
@NullMarked
package sallyport.audit;

import org.jspecify.annotations.NullMarked;
