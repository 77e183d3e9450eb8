package sallyport;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import sallyport.cli.SallyportCommand;

/** Entry point of the process. */
public final class App {
    private App() {}

    static void main(String[] arguments) {
        var out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int status = SallyportCommand.run(Serving::serve, Serving::open, Serving::examine, out, err, arguments);
        out.flush();
        System.exit(status);
    }
}
