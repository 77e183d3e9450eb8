package sallyport.store;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import software.amazon.awssdk.core.SdkBytes;

/**
 * A text in an item, compressed when it is long: an event that carries a whole policy can be larger than an item may
 * be.
 */
final class LongText {
    /** Source: DynamoDB's quotas, 400 KB for an item with all its names; the rest is for the other attributes. */
    static final int MAX_STORED_BYTES = 380 * 1024;

    /** Below it a person who looks into the table can read the text. */
    static final int MAX_READABLE_BYTES = 64 * 1024;

    private static final String COMPRESSED = "_gzip";

    private LongText() {}

    /** @throws IllegalArgumentException if it does not fit even when compressed */
    static DynamoItem put(DynamoItem item, String name, String text) {
        var plain = text.getBytes(StandardCharsets.UTF_8);
        if (plain.length <= MAX_READABLE_BYTES) {
            return item.with(name, text);
        }
        var bytes = compressed(plain);
        if (bytes.length > MAX_STORED_BYTES) {
            throw new IllegalArgumentException("a text of " + plain.length + " bytes (" + bytes.length
                    + " compressed) does not fit an item of DynamoDB, which holds 400 KB; nothing was written");
        }
        return item.with(name + COMPRESSED, SdkBytes.fromByteArray(bytes));
    }

    static String get(DynamoItem item, String name) {
        return item.bytes(name + COMPRESSED).map(LongText::expanded).orElseGet(() -> item.text(name));
    }

    private static byte[] compressed(byte[] plain) {
        try (var bytes = new ByteArrayOutputStream()) {
            try (var gzip = new GZIPOutputStream(bytes)) {
                gzip.write(plain);
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException("memory cannot fail", e);
        }
    }

    private static String expanded(SdkBytes bytes) {
        try (var gzip = new GZIPInputStream(bytes.asInputStream())) {
            return new String(gzip.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("a compressed text in the ledger's table cannot be read", e);
        }
    }
}
