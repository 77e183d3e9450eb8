package sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class LauncherTest {
    /** Class file version of Java 11. */
    private static final int JAVA_11 = 55;

    @Test
    void an_older_java_can_read_it_to_be_told_that_it_is_too_old() throws IOException {
        try (var in = Launcher.class.getResourceAsStream("Launcher.class")) {
            assertThat(in).isNotNull();
            var header = new DataInputStream(in);
            header.readInt();
            header.readUnsignedShort();
            assertThat(header.readUnsignedShort()).isEqualTo(JAVA_11);
        }
    }
}
