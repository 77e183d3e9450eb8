/** The network of the account, as EC2 describes it. */
@NullMarked
package sallyport.sandbox.aws.network;

import org.jspecify.annotations.NullMarked;
