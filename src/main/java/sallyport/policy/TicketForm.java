package sallyport.policy;

import com.google.re2j.Pattern;

/**
 * The form of a ticket's name, matched as a whole; linear in its length, by RE2.
 *
 * @param text the pattern as the policy has it
 */
public record TicketForm(String text) implements Comparable<TicketForm> {
    /** Characters of a ticket's name. */
    public static final int LONGEST = 64;

    public boolean matches(String ticket) {
        return ticket.length() <= LONGEST && Pattern.matches(text, ticket);
    }

    @Override
    public int compareTo(TicketForm other) {
        return text.compareTo(other.text);
    }

    @Override
    public String toString() {
        return text;
    }
}
