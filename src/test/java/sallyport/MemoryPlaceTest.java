package sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sallyport.store.LedgerPlace;
import sallyport.watch.Fact;
import sallyport.watch.KnownFrom;
import sallyport.watch.Past;
import sallyport.watch.StoppedTask;

class MemoryPlaceTest {
    private static final StoppedTask TASK =
            new StoppedTask(Past.WEB, Past.known(Past.exited(1, 5, 1), new KnownFrom.Look(Past.NOW)));

    @TempDir
    private Path folder;

    private LedgerPlace ledger() {
        return new LedgerPlace.Sqlite(folder.resolve("sallyport.db"));
    }

    @Test
    void it_is_beside_the_ledger() {
        try (var memory = MemoryPlace.open(ledger(), InstantSource.fixed(Past.NOW))) {
            assertThat(memory.keep(List.of(TASK))).isTrue();
        }
        assertThat(folder.resolve("sallyport-tasks.db")).exists();
    }

    @Test
    void one_that_is_spoilt_keeps_nobody_from_starting_and_is_said_where_it_is_asked() throws IOException {
        Files.writeString(
                folder.resolve("sallyport-tasks.db"), "this is no database, however long it may be. ".repeat(99));

        try (var memory = MemoryPlace.open(ledger(), InstantSource.fixed(Past.NOW))) {
            assertThat(memory.keep(List.of(TASK))).isFalse();
            assertThat(memory.of(Past.WEB)).isInstanceOf(Fact.Missing.class);
        }
    }
}
