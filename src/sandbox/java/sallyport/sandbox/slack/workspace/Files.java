package sallyport.sandbox.slack.workspace;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Files on their way into a conversation. Thread-safe. */
public final class Files {
    private final Map<String, StoredFile> byId = new ConcurrentHashMap<>();
    private final Ids ids;

    Files(Ids ids) {
        this.ids = ids;
    }

    void reset() {
        byId.clear();
    }

    public StoredFile expect(String name, long length) {
        var file = StoredFile.expected(ids.id("F"), ids.secret(), name, length);
        byId.put(file.id(), file);
        return file;
    }

    public Optional<StoredFile> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    public Optional<StoredFile> byUploadSecret(String secret) {
        return byId.values().stream()
                .filter(file -> file.uploadSecret().equals(secret))
                .findFirst();
    }

    public void put(StoredFile file) {
        byId.put(file.id(), file);
    }
}
