package sallyport.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
        name = "manifest",
        description = "Print the Slack app's manifest for an installation.",
        mixinStandardHelpOptions = true)
final class ManifestCommand implements Runnable {
    /** The placeholder host in {@code manifest.yml}. */
    private static final String PLACEHOLDER = "https://sallyport.example.com";

    /** Slack's rule for a command's name: a slash and up to 31 characters. */
    private static final Pattern COMMAND = Pattern.compile("/[a-z0-9_-]{1,31}");

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it before run
    private CommandSpec spec;

    @Option(names = "--url", required = true, description = "Where Slack reaches this installation, https://HOST.")
    @SuppressWarnings("NullAway.Init") // picocli sets required options
    private URI url;

    @Option(names = "--command", description = "The slash command; /ecs by default.")
    private String command = "/ecs";

    @Override
    public void run() {
        if (!"https".equals(url.getScheme()) || url.getHost() == null) {
            throw refused("--url must be https://HOST.");
        }
        if (hasMoreThanOrigin()) {
            throw refused("--url takes no more than https://HOST or https://HOST:PORT: the paths are Sallyport's own, "
                    + "and a name, a query or a fragment would be lost.");
        }
        if (!COMMAND.matcher(command).matches()) {
            throw refused("--command must be a slash and up to 31 lower-case letters, digits, _ or -.");
        }
        var base = url.toString().replaceAll("/+$", "");
        spec.commandLine()
                .getOut()
                .print(template().replace(PLACEHOLDER, base).replace("command: /ecs\n", "command: " + command + "\n"));
    }

    private boolean hasMoreThanOrigin() {
        return url.getRawUserInfo() != null
                || url.getRawQuery() != null
                || url.getRawFragment() != null
                || !url.getRawPath().matches("/*");
    }

    private ParameterException refused(String why) {
        return new ParameterException(spec.commandLine(), why + " Nothing was printed.");
    }

    private static String template() {
        try (InputStream in = ManifestCommand.class.getResourceAsStream("/manifest.yml")) {
            if (in == null) {
                throw new IllegalStateException("missing from the jar: manifest.yml");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("reading manifest.yml", e);
        }
    }
}
