/**
 * Claims an approved request once, re-checks it, opens a session, pumps its bytes, ends it, keeps its timers. May
 * import {@code request}, {@code policy}, {@code audit} and {@code output}.
 */
@NullMarked
package sallyport.run;

import org.jspecify.annotations.NullMarked;
