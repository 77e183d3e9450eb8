package sallyport;

/** Entry point. */
public final class App {
    private App() {}

    static void main(String[] args) {}
}
