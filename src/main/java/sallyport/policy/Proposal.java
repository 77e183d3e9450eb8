package sallyport.policy;

import java.util.List;

/**
 * What a policy would have to say besides, so that a refused ask is allowed: with somebody's approval, unless it is a
 * capability that takes none.
 */
public sealed interface Proposal {
    /**
     * Rules that allow just this ask, and whoever else is in its group to ask the same. They were put into the policy's
     * text and tried: it can be read, and it allows the ask, with approval if that is what it takes.
     *
     * @param yaml lines for the policy file, with comments that say where they belong
     * @param notes what to think about before they are taken over, in sentences
     * @param refusal the rules that came nearest, nearest first
     */
    record Draft(String yaml, List<String> notes, List<Reason> refusal) implements Proposal {
        public Draft {
            notes = List.copyOf(notes);
            refusal = List.copyOf(refusal);
        }
    }

    /** It is allowed as it is. */
    record Needless() implements Proposal {}

    /**
     * Nothing can be proposed.
     *
     * @param reason half a sentence that follows "because", said to whoever asks
     */
    record Impossible(String reason) implements Proposal {}
}
