package sallyport.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sallyport.request.ExitStatus;

class ExportTest {
    @Test
    void more_chains_and_checkpoints_than_a_page_are_all_there() {
        var trail = new Trail(1);
        IntStream.range(0, 201).forEach(_ -> {
            trail.asked();
            trail.seal();
        });
        var verdict = Trail.verify(trail.export());
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.chains()).isEqualTo(201);
        assertThat(verdict.events()).isEqualTo(402);
        assertThat(verdict.checkpoints()).isEqualTo(201);
    }

    @Test
    void what_is_sealed_while_the_file_is_written_stays_out_of_it() throws IOException {
        var trail = new Trail(1);
        trail.run(new ExitStatus.Exited(0));
        trail.seal();
        var text = new StringWriter();
        var out = new Writer() {
            private boolean grown;

            @Override
            public void write(char[] buffer, int from, int count) {
                text.write(buffer, from, count);
                if (!grown) {
                    grown = true;
                    trail.denied();
                    trail.seal();
                }
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Export.write(trail.ledger, out);
        var verdict = Trail.verify(text.toString());
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.checkpoints()).isEqualTo(1);
        assertThat(verdict.unsealedEvents()).isEqualTo(4);
    }

    @Test
    void a_file_of_version_1_still_reads() throws IOException {
        var key = VerificationKey.read(new String(golden("/audit/version-1.pem"), StandardCharsets.UTF_8))
                .orElseThrow();
        var verdict = Trail.verify(
                golden("/audit/version-1.jsonl"), new Evidence(List.of(key), Optional.empty(), Optional.empty()));
        assertThat(verdict.findings()).isEmpty();
        assertThat(verdict.events()).isEqualTo(22);
        assertThat(verdict.checkpoints()).isEqualTo(2);
        assertThat(verdict.unsealedEvents()).isEqualTo(8);
    }

    private static byte[] golden(String name) throws IOException {
        try (InputStream in =
                Optional.ofNullable(ExportTest.class.getResourceAsStream(name)).orElseThrow()) {
            return in.readAllBytes();
        }
    }
}
