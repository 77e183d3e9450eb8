/** The far-side agent of one container: splits the command, runs it under a real pty and speaks the data channel. */
@NullMarked
package sallyport.sandbox.aws.agent;

import org.jspecify.annotations.NullMarked;
