package sallyport.sandbox.slack.workspace;

import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A file somebody announced, and its bytes once they came. Immutable. */
public final class StoredFile {
    private final String id;
    private final String uploadSecret;
    private final String name;
    private final String title;
    private final long announcedLength;
    private final Optional<byte[]> content;

    private StoredFile(
            String id, String uploadSecret, String name, String title, long announcedLength, Optional<byte[]> content) {
        this.id = id;
        this.uploadSecret = uploadSecret;
        this.name = name;
        this.title = title;
        this.announcedLength = announcedLength;
        this.content = content;
    }

    static StoredFile expected(String id, String uploadSecret, String name, long announcedLength) {
        return new StoredFile(id, uploadSecret, name, name, announcedLength, Optional.empty());
    }

    public StoredFile with(byte[] bytes) {
        var copy = Arrays.copyOf(bytes, bytes.length);
        return new StoredFile(id, uploadSecret, name, title, announcedLength, Optional.of(copy));
    }

    public StoredFile titled(String newTitle) {
        return new StoredFile(id, uploadSecret, name, newTitle, announcedLength, content);
    }

    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    String uploadSecret() {
        return uploadSecret;
    }

    public String uploadPath() {
        return "/upload/v1/" + uploadSecret;
    }

    public long announcedLength() {
        return announcedLength;
    }

    public Optional<byte[]> content() {
        return content.map(byte[]::clone);
    }

    /** Slack's file object, with addresses under {@code endpoint}. */
    public ObjectNode toJson(URI endpoint) {
        var address = endpoint.resolve("/files/" + id).toString();
        return Json.object()
                .put("id", id)
                .put("name", name)
                .put("title", title)
                .put("size", content.map(bytes -> bytes.length).orElse(0))
                .put("mimetype", "text/plain")
                .put("url_private", address)
                .put("url_private_download", address)
                .put("permalink", address);
    }
}
