/**
 * What people do (commands, clicks, submissions, messages), signed and sent to the application, and what its answers
 * change.
 */
@NullMarked
package sallyport.sandbox.slack.dispatch;

import org.jspecify.annotations.NullMarked;
