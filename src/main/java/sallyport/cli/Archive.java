package sallyport.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import sallyport.audit.Ledger;
import sallyport.audit.Signer;

/** Opens the records of an installation for a look, whether it runs or not. */
@FunctionalInterface
public interface Archive {
    /**
     * Opens what a configuration names.
     *
     * @param configuration the configuration file
     * @param err where to say why it cannot be opened
     */
    Optional<Opened> open(Path configuration, PrintWriter err);

    /** @param signer signs checkpoints, if a key is configured */
    record Opened(Ledger ledger, Optional<Signer> signer) implements AutoCloseable {
        @Override
        public void close() {
            ledger.close();
        }
    }
}
