package sallyport.request;

/**
 * One requirement of a quorum: so many people out of a group.
 *
 * @param group the group's name in the policy
 * @param count how many distinct people, at least 1
 */
public record Slot(String group, int count) {
    public Slot {
        if (count < 1) {
            throw new IllegalArgumentException("a slot needs at least one person");
        }
    }
}
