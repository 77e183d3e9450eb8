package sallyport.cli;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest; outside a jar there is none. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"sallyport " + text()};
    }

    static String text() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("(not built as a jar)");
    }
}
