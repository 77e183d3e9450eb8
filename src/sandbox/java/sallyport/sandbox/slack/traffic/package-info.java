/**
 * What crosses the wire between the simulated Slack and the application: the log, the rehearsed faults and the rate
 * budgets.
 */
@NullMarked
package sallyport.sandbox.slack.traffic;

import org.jspecify.annotations.NullMarked;
