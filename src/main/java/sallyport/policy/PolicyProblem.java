package sallyport.policy;

/**
 * Something wrong with a policy file.
 *
 * @param line from 1
 * @param column in code points from 1
 * @param message one sentence for people
 */
public record PolicyProblem(int line, int column, String message) {
    @Override
    public String toString() {
        return "line " + line + ", column " + column + ": " + message;
    }
}
