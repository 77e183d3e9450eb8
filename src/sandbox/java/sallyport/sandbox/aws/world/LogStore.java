package sallyport.sandbox.aws.world;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/** The log groups of the account, by name. Thread-safe. */
public final class LogStore {
    private final ConcurrentSkipListMap<String, LogGroup> groups = new ConcurrentSkipListMap<>();

    /** The group of that name, made with the Standard class if there is none. */
    public LogGroup create(String name, Instant createdAt) {
        return create(name, LogClass.STANDARD, createdAt);
    }

    /** The group of that name, made with this class if there is none. */
    public LogGroup create(String name, LogClass logClass, Instant createdAt) {
        return groups.computeIfAbsent(name, made -> new LogGroup(made, logClass, createdAt));
    }

    public Optional<LogGroup> group(String name) {
        return Optional.ofNullable(groups.get(name));
    }

    public List<LogGroup> groups() {
        return List.copyOf(groups.values());
    }
}
