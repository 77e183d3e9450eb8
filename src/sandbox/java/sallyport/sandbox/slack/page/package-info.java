/** The page: the workspace as server-rendered HTML that follows along by server-sent events. */
@NullMarked
package sallyport.sandbox.slack.page;

import org.jspecify.annotations.NullMarked;
