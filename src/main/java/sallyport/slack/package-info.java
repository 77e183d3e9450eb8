/**
 * The only door to Slack: requests in, cards, modals and threads out. May import everything but {@code aws},
 * {@code store}, {@code ssm}, {@code cli} and the composition root.
 */
@NullMarked
package sallyport.slack;

import org.jspecify.annotations.NullMarked;
