/** Simulated AWS: the JSON protocols, the data channel and a far-side agent whose containers are local processes. */
@NullMarked
package sallyport.sandbox.aws;

import org.jspecify.annotations.NullMarked;
