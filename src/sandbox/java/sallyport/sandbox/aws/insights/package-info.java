/** The query language of CloudWatch Logs Insights, as far as a product ships queries in it: text to rows. */
@NullMarked
package sallyport.sandbox.aws.insights;

import org.jspecify.annotations.NullMarked;
