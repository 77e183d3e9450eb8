/** What the simulated services answer: ECS, CloudWatch Logs, SSM, STS, one class for each group of operations. */
@NullMarked
package sallyport.sandbox.aws.api;

import org.jspecify.annotations.NullMarked;
