package sallyport.policy;

import java.util.Comparator;

/**
 * Somebody may do something somewhere, as a grant says it.
 *
 * @param who a group, or {@code member} and a member's id
 * @param what {@code run} and a command's name, {@code see} and what can be seen, or {@code use} and another capability
 * @param where a target's glob as written
 */
public record Permission(String who, String what, String where) implements Comparable<Permission> {
    private static final Comparator<Permission> ORDER = Comparator.comparing(Permission::who)
            .thenComparing(Permission::what)
            .thenComparing(Permission::where);

    @Override
    public int compareTo(Permission other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return who + " may " + what + " on " + where;
    }
}
