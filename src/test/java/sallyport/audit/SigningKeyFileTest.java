package sallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class SigningKeyFileTest {
    @TempDir
    private Path directory;

    private Path data;
    private Path file;

    @BeforeEach
    void name() throws IOException {
        data = Files.createDirectory(directory.resolve("data"));
        file = directory.resolve("audit.key");
    }

    private String refused(Path where) {
        return SigningKeyFile.read(where, List.of(directory.resolve("nowhere"), data))
                        instanceof SigningKeyFile.Answer.Refused(var sentence)
                ? sentence
                : "";
    }

    @Test
    void a_new_key_is_its_owners_only_and_can_be_read_back() throws IOException {
        var made = (SigningKeyFile.Answer.Key) SigningKeyFile.create(file);
        var read = (SigningKeyFile.Answer.Key) SigningKeyFile.read(file, List.of(data));
        assertThat(read.key().keyId()).isEqualTo(made.key().keyId());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void an_existing_file_is_left_as_it_is() throws IOException {
        Files.writeString(file, "precious");
        assertThat(SigningKeyFile.create(file))
                .isEqualTo(new SigningKeyFile.Answer.Refused(
                        file + " exists and was left as it is. Name a file that does not."));
        assertThat(file).hasContent("precious");
    }

    @Test
    void a_place_that_is_not_there_takes_no_key() {
        assertThat(SigningKeyFile.create(directory.resolve("no/such/place")))
                .isInstanceOfSatisfying(
                        SigningKeyFile.Answer.Refused.class,
                        refused -> assertThat(refused.sentence()).startsWith("No key was made: "));
    }

    @Test
    void a_key_in_the_data_directory_is_refused_even_through_a_link() throws IOException {
        SigningKeyFile.create(data.resolve("audit.key"));
        Files.createSymbolicLink(file, data.resolve("audit.key"));
        assertThat(refused(data.resolve("audit.key")))
                .contains("lies in the data directory")
                .contains("Move the key");
        assertThat(refused(file)).contains("lies in the data directory");
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void a_key_that_others_can_read_is_refused() throws IOException {
        SigningKeyFile.create(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        assertThat(refused(file)).contains("by others than its owner").contains("chmod 600");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--------"));
        assertThat(refused(file)).isEmpty();
    }

    @Test
    void a_file_without_a_pair_is_refused() throws IOException {
        SigningKeyFile.create(file);
        Files.writeString(file, SigningKey.generate().verification().pem());
        assertThat(refused(file)).contains("two PEM blocks").contains("sallyport audit key");
    }

    @Test
    void a_missing_file_is_refused() {
        assertThat(refused(file)).contains("cannot be read");
    }
}
