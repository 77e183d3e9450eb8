/**
 * Audit events, their hash chain, the {@code Ledger} port that writes a new phase and its event together or not at all,
 * and what seals, exports and verifies the chains. May import {@code request}.
 */
@NullMarked
package sallyport.audit;

import org.jspecify.annotations.NullMarked;
