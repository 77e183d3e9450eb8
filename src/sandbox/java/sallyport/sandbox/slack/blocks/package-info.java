/**
 * Block Kit as Slack judges it: which fields a block may have, how long they may be, and what people have filled in.
 */
@NullMarked
package sallyport.sandbox.slack.blocks;

import org.jspecify.annotations.NullMarked;
