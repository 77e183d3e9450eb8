package sallyport.policy;

/** Why one rule does not allow it. */
public record Reason(String rule, String explanation) {}
