package sallyport.policy;

/** What a command does to the container. */
public enum Effect {
    READ,
    WRITE,
    SECRET_REVEALING
}
