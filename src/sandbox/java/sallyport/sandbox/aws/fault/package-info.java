/** Trouble on request: named faults that a test or a script injects a counted number of times. */
@NullMarked
package sallyport.sandbox.aws.fault;

import org.jspecify.annotations.NullMarked;
