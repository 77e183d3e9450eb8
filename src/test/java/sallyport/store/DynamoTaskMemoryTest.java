package sallyport.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sallyport.watch.KnownFrom;
import sallyport.watch.Past;
import sallyport.watch.StoppedTask;
import sallyport.watch.TaskMemory;
import sallyport.watch.TaskMemoryContract;

class DynamoTaskMemoryTest extends TaskMemoryContract {
    private final DynamoTable table = DynamoPeer.newTable();

    @Override
    protected TaskMemory open(InstantSource clock) {
        return DynamoTaskMemory.open(table, clock, DynamoLedgerTest.PATIENT);
    }

    @AfterEach
    void dropTable() {
        DynamoPeer.drop(table);
    }

    @Test
    void once_an_hour_what_is_too_old_is_deleted() {
        var now = new AtomicReference<>(Past.NOW);
        try (var memory = open(now::get)) {
            memory.keep(IntStream.range(1, 4).mapToObj(i -> task(i, i)).toList());
            now.set(Past.NOW.plus(TaskMemory.KEPT).plus(Duration.ofMinutes(5)));
            memory.keep(List.of(task(9, -43_100)));
        }
        assertThat(DynamoPeer.client()
                        .scan(request -> request.tableName(table.name()))
                        .count())
                .isEqualTo(1);
    }

    private static StoppedTask task(int number, int minutesAgo) {
        return new StoppedTask(Past.WEB, Past.known(Past.exited(number, minutesAgo, 1), new KnownFrom.Look(Past.NOW)));
    }
}
