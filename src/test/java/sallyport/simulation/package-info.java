/**
 * Plays the real lifecycle, approval and run code of several replicas on one thread, in virtual time, against a store,
 * an ECS and people that fail, repeat and come late. One seed is one schedule, exactly.
 */
@NullMarked
package sallyport.simulation;

import org.jspecify.annotations.NullMarked;
