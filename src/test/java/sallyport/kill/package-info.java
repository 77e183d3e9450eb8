/** Kills real processes of the application at every crash point, and looks at what became of the requests. */
@NullMarked
package sallyport.kill;

import org.jspecify.annotations.NullMarked;
