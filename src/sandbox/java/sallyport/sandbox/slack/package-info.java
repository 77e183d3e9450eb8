/** Simulated Slack: the Web API subset, the page, the control API and the signed dispatch to the application. */
@NullMarked
package sallyport.sandbox.slack;

import org.jspecify.annotations.NullMarked;
