/** What exists in the simulated account: the cluster, its services and tasks, their folders and their log lines. */
@NullMarked
package sallyport.sandbox.aws.world;

import org.jspecify.annotations.NullMarked;
