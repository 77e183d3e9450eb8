/**
 * The ledger on SQLite and on DynamoDB, and transcripts on disk. May import {@code request}, {@code audit} and
 * {@code output}.
 */
@NullMarked
package sallyport.store;

import org.jspecify.annotations.NullMarked;
