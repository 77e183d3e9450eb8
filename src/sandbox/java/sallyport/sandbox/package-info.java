/** The sandbox: simulated AWS and simulated Slack on loopback, and the real application wired to both. */
@NullMarked
package sallyport.sandbox;

import org.jspecify.annotations.NullMarked;
