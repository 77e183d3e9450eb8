/**
 * Text of a slash command or thread reply to a {@code SlashCommand}, or a usage error with its column. May import
 * {@code request}.
 */
@NullMarked
package sallyport.parse;

import org.jspecify.annotations.NullMarked;
