/** Policy documents and what they allow: roles, boundaries, service control policies and session policies. */
@NullMarked
package sallyport.sandbox.aws.iam;

import org.jspecify.annotations.NullMarked;
