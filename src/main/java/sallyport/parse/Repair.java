package sallyport.parse;

/**
 * Something a phone's keyboard put where it acts as syntax, read as what was meant. Whoever answers shows the command
 * as it was read whenever there is a repair.
 *
 * @param what a phrase for people, such as {@code — read as --}
 * @param column where it was typed, in code points from 1
 */
public record Repair(String what, int column) {}
