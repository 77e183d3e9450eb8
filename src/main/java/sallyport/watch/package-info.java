/**
 * What can be seen without starting anything: log lines, task states, findings, and the ports that fetch them. May
 * import {@code request}.
 */
@NullMarked
package sallyport.watch;

import org.jspecify.annotations.NullMarked;
