/** Load drivers and benchmarks; figures go to docs/benchmarks.md. */
@NullMarked
package sallyport.bench;

import org.jspecify.annotations.NullMarked;
