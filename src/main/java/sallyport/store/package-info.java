/**
 * The ledger and the memory of stopped tasks on SQLite and on DynamoDB, and transcripts on disk. May import
 * {@code request}, {@code audit}, {@code output} and {@code watch}.
 */
@NullMarked
package sallyport.store;

import org.jspecify.annotations.NullMarked;
