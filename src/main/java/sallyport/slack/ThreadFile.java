package sallyport.slack;

/**
 * A file to be put into a thread.
 *
 * @param name with its ending
 * @param text redacted
 */
record ThreadFile(String name, String title, String text) {}
