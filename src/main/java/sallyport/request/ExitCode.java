package sallyport.request;

/** What a rule says about learning the command's exit code, which ECS Exec itself does not carry. */
public enum ExitCode {
    /** The command must run under the reporting wrapper; without a shell in the image it is not started. */
    REQUIRED,
    /** The command runs under the wrapper; the end may still be unknown. */
    WANTED,
    /** The command runs bare and its exit code stays unknown; works in images without a shell. */
    NONE
}
