package sallyport.request;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/**
 * The name of one request: {@code r} and twelve characters of Crockford's base 32, 60 random bits. Short enough to type
 * on a phone, valid as an STS role session name, and of no meaning, so that it can be shown anywhere.
 */
public record RequestId(String value) {
    private static final String ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
    private static final int RANDOM_CHARACTERS = 12;
    private static final Pattern FORM = Pattern.compile("r[0-9a-hjkmnp-tv-z]{" + RANDOM_CHARACTERS + "}");

    public RequestId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a request id: " + value);
        }
    }

    /** Whether the text has the form of an id; it may still name no request. */
    public static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    public static RequestId random(RandomGenerator random) {
        var id = new StringBuilder("r");
        for (int i = 0; i < RANDOM_CHARACTERS; i++) {
            id.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return new RequestId(id.toString());
    }

    /**
     * The id of the request that this one makes for another task: always the same, so that whoever makes it again finds
     * it made.
     *
     * @param number of the task among all, from 2
     */
    public RequestId other(int number) {
        var hash = sha256("sallyport-fan-out-1 " + value + " " + number);
        var id = new StringBuilder("r");
        for (int i = 0; i < RANDOM_CHARACTERS; i++) {
            id.append(ALPHABET.charAt(hash[i] & (ALPHABET.length() - 1)));
        }
        return new RequestId(id.toString());
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
