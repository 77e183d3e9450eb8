package sallyport;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import sallyport.audit.Signer;
import sallyport.audit.SigningKeyFile;
import sallyport.aws.KmsSigner;
import sallyport.store.LedgerPlace;

/** Finds the key that checkpoints are signed with, where the configuration says it is. */
final class SealingKey {
    /** What looking for the key gives. */
    sealed interface Answer {
        /** The key, or that none is configured. */
        record Found(Optional<Signer> signer) implements Answer {}

        /** @param sentence for people: why the configured key cannot be used */
        record Refused(String sentence) implements Answer {}
    }

    private SealingKey() {}

    static Answer of(Settings settings) {
        var audit = settings.audit();
        return audit.signingKey()
                .map(file -> file(file, dataDirectories(settings)))
                .or(() -> audit.kmsKey().map(arn -> kms(settings, arn)))
                .orElseGet(() -> new Answer.Found(Optional.empty()));
    }

    private static Answer kms(Settings settings, String arn) {
        return switch (KmsSigner.connect(settings.aws(), arn)) {
            case KmsSigner.Answer.Key(var signer) -> new Answer.Found(Optional.of(signer));
            case KmsSigner.Answer.Refused(var sentence) -> new Answer.Refused(sentence);
        };
    }

    private static Answer file(Path file, List<Path> dataDirectories) {
        return switch (SigningKeyFile.read(file, dataDirectories)) {
            case SigningKeyFile.Answer.Key(var key) -> new Answer.Found(Optional.of(key));
            case SigningKeyFile.Answer.Refused(var sentence) -> new Answer.Refused(sentence);
        };
    }

    private static List<Path> dataDirectories(Settings settings) {
        var ledger = settings.store() instanceof LedgerPlace.Sqlite(var file)
                ? Stream.ofNullable(file.toAbsolutePath().getParent())
                : Stream.<Path>empty();
        return Stream.concat(ledger, Stream.of(settings.transcripts())).toList();
    }
}
