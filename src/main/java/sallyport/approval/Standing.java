package sallyport.approval;

import java.util.Set;

/** Whether a person may take part at all, and in which groups. */
public sealed interface Standing {
    /** A full member of the workspace. */
    record Member(Set<String> groups) implements Standing {
        public Member {
            groups = Set.copyOf(groups);
        }
    }

    /**
     * A guest, a bot, a deactivated account, somebody of another workspace.
     *
     * @param reason half a sentence that follows "because": {@code guests may not …}
     */
    record Barred(String reason) implements Standing {}

    /** Slack did not answer, so nobody can vouch for the person; treat as barred, and say so. */
    record Unverifiable(String cause) implements Standing {}
}
