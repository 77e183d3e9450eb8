package sallyport.sandbox;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import sallyport.sandbox.SandboxOptions.Part;

/** The flags of the sandbox. Filled by picocli once, then only read. */
final class SandboxFlags {

    /** The one side that {@code --only} leaves. */
    enum Side {
        AWS,
        SLACK;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Option(names = "--port", paramLabel = "PORT", description = "Slack page, Web API and control API (default 3000)")
    private int port = 3000;

    @Option(names = "--aws-port", paramLabel = "PORT", description = "simulated AWS (default 3001)")
    private int awsPort = 3001;

    @Option(names = "--app-port", paramLabel = "PORT", description = "the application (default 3002)")
    private int appPort = 3002;

    @Option(names = "--only", paramLabel = "aws|slack", description = "start this side and nothing else")
    private @Nullable Side only;

    @Option(names = "--no-app", description = "start both sides, but leave the application to you")
    private boolean noApp;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "where the application keeps its data (default: a fresh one)")
    private @Nullable Path data;

    @Option(names = "--seed", paramLabel = "N", description = "makes generated ids repeatable (default 0)")
    private long seed;

    int port() {
        return port;
    }

    int awsPort() {
        return awsPort;
    }

    int appPort() {
        return appPort;
    }

    /** Absent means a directory that is gone afterwards. */
    Optional<Path> data() {
        return Optional.ofNullable(data);
    }

    long seed() {
        return seed;
    }

    Set<Part> parts() {
        if (only != null) {
            return only == Side.AWS ? Set.of(Part.AWS) : Set.of(Part.SLACK);
        }
        return noApp ? Set.of(Part.SLACK, Part.AWS) : Set.of(Part.SLACK, Part.AWS, Part.APP);
    }
}
