package sallyport.sandbox.aws.api;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import sallyport.sandbox.aws.wire.Refusal;

/**
 * One page of a list. Its token is opaque to clients and says where the next page begins and in which list; a token of
 * another list is refused.
 *
 * @param next token of the next page, empty on the last
 */
record Pages<T>(List<T> items, Optional<String> next) {

    /** Cuts a page. The list is named by what was asked for, so that a token cannot be used for another question. */
    static <T> Pages<T> cut(List<T> all, String list, Optional<String> token, int size, Supplier<Refusal> badToken) {
        int from = token.map(text -> start(text, list, all.size(), badToken)).orElse(0);
        int to = Math.min(all.size(), from + size);
        var next = to < all.size() ? Optional.of(token(list, to)) : Optional.<String>empty();
        return new Pages<>(all.subList(from, to), next);
    }

    private static int start(String token, String list, int size, Supplier<Refusal> badToken) {
        try {
            var text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
            var prefix = prefix(list);
            if (!text.startsWith(prefix)) {
                throw badToken.get();
            }
            int from = Integer.parseInt(text.substring(prefix.length()));
            if (from < 0 || from > size) {
                throw badToken.get();
            }
            return from;
        } catch (IllegalArgumentException notOurs) {
            throw badToken.get();
        }
    }

    private static String token(String list, int from) {
        return Base64.getUrlEncoder().encodeToString((prefix(list) + from).getBytes(StandardCharsets.UTF_8));
    }

    private static String prefix(String list) {
        return Integer.toHexString(list.hashCode()) + ":";
    }
}
