package sallyport.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a verb said to whoever typed it, and its exit status. */
record Terminal(int status, String out, String err) {
    /** Runs a verb that needs neither the application nor its records. */
    static Terminal run(String... arguments) {
        var out = new StringWriter();
        var err = new StringWriter();
        int status = SallyportCommand.run(
                (_, _) -> {
                    throw new AssertionError("nothing is to be served");
                },
                (_, _) -> {
                    throw new AssertionError("no records are to be opened");
                },
                _ -> {
                    throw new AssertionError("nothing is to be examined");
                },
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                arguments);
        return new Terminal(status, out.toString(), err.toString());
    }

    List<String> lines() {
        return out.lines().toList();
    }

    List<String> complaints() {
        return err.lines().toList();
    }

    JsonNode json() {
        return JsonMapper.shared().readTree(out);
    }
}
