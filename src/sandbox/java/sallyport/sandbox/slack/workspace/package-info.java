/**
 * What the simulated workspace remembers: people, channels, messages, views, files, and the short-lived permissions
 * (triggers, response URLs). Every store is thread-safe by itself.
 */
@NullMarked
package sallyport.sandbox.slack.workspace;

import org.jspecify.annotations.NullMarked;
