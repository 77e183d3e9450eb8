package sallyport.slack;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import sallyport.request.ChannelId;
import sallyport.request.Person;

/**
 * Seals a line that a button carries, for one person, one channel and one use, so that a button somebody else posted
 * with the bot's token does nothing. The key is made of the signing secret, which every replica has and the bot's token
 * does not tell; during rotation seals of both secrets hold. Safe for use by many threads.
 */
final class ButtonSeal {
    /** Characters of a button's value; Slack refuses the message otherwise. */
    private static final int MAX_VALUE = 2_000;

    private static final String ALGORITHM = "HmacSHA256";
    private static final Pattern FORM = Pattern.compile("([A-Za-z0-9_-]{43}) ([A-Za-z0-9_-]+) ([A-Za-z0-9_-]+)");

    private final List<SecretKeySpec> keys;

    ButtonSeal(List<Secret> secrets) {
        this.keys = secrets.stream()
                .map(secret ->
                        new SecretKeySpec(("button " + secret.reveal()).getBytes(StandardCharsets.UTF_8), ALGORITHM))
                .toList();
    }

    /**
     * What was sealed.
     *
     * @param mark names the use; the same one asks for the same thing once
     * @param line as it would be typed behind the slash command
     */
    record Sealed(String mark, String line) {}

    /**
     * The value of the button; empty if it would be longer than Slack takes.
     *
     * @param action what the button does, so that a seal of one button does not hold on another
     */
    Optional<String> value(Person person, ChannelId channel, String action, Sealed content) {
        var value = encoded(mac(keys.getFirst(), person, channel, action, content)) + " " + encoded(content.mark())
                + " " + encoded(content.line());
        return Optional.of(value).filter(text -> text.length() <= MAX_VALUE);
    }

    /** Empty unless it was sealed here for this person, in this channel, for this button. */
    Optional<Sealed> open(Person person, ChannelId channel, String action, String value) {
        var matcher = FORM.matcher(value);
        if (value.length() > MAX_VALUE || !matcher.matches()) {
            return Optional.empty();
        }
        try {
            var content = new Sealed(decoded(matcher.group(2)), decoded(matcher.group(3)));
            byte[] given = Base64.getUrlDecoder().decode(matcher.group(1));
            return holds(given, person, channel, action, content) ? Optional.of(content) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean holds(byte[] given, Person person, ChannelId channel, String action, Sealed content) {
        boolean any = false;
        for (var key : keys) {
            any |= MessageDigest.isEqual(mac(key, person, channel, action, content), given);
        }
        return any;
    }

    /** Each part with its length, so that no two seals are of the same bytes. */
    private static byte[] mac(SecretKeySpec key, Person person, ChannelId channel, String action, Sealed content) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            for (var part : List.of(
                    person.teamId(), person.userId(), channel.value(), action, content.mark(), content.line())) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                mac.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
                mac.update(bytes);
            }
            return mac.doFinal();
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String encoded(String text) {
        return encoded(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String decoded(String text) {
        return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
    }
}
