package sallyport.sandbox.slack.control;

/** A request to the control API that nobody can carry out; the message is the one sentence its sender reads. */
final class BadField extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadField(String sentence) {
        super(sentence);
    }

    String sentence() {
        return String.valueOf(getMessage());
    }
}
