package sallyport.request;

/** What of the place an approval is bound to; if it changes before the start, the approval is void. */
public enum Binding {
    /** The task definition's revision and the container's image: any task of them will do. */
    REVISION,
    /** The very task that was shown. */
    TASK
}
