package sallyport.yaml;

/**
 * Something wrong with a document.
 *
 * @param line from 1
 * @param column in code points from 1
 * @param message one sentence for people
 */
public record YamlProblem(int line, int column, String message) {
    @Override
    public String toString() {
        return "line " + line + ", column " + column + ": " + message;
    }
}
