package sallyport.request;

/** Who sees what a command prints while it runs. From the wider to the narrower. */
public enum Audience {
    /** Whoever can read the thread of its card. */
    THREAD,
    /** The requester alone, in a direct message; the thread tells how it ended. */
    REQUESTER
}
