package sallyport.policy;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import sallyport.request.Alias;

/**
 * A target's name, or many. Without a slash it is compared with the alias, with one slash with {@code cluster/service};
 * always the whole name. A place in a whole cluster has that target's alias, and a family's name stands for a service.
 * A {@code *} stands for any characters but a slash. Taken apart once, when it is read, and compared in time linear in
 * the name: the leftmost place for each piece is as good as any other. Immutable.
 */
final class TargetGlob {
    private static final Pattern FORM = Pattern.compile("[A-Za-z0-9_.*-]+(/[A-Za-z0-9_.*-]+)?");

    private final String text;
    /** Of the alias, or of cluster and service: the pieces between the stars. */
    private final List<List<String>> names;

    TargetGlob(String text) {
        this.text = text;
        this.names = Arrays.stream(text.split("/", -1))
                .map(name -> List.of(name.split("\\*", -1)))
                .toList();
    }

    static boolean isValid(String text) {
        return FORM.matcher(text).matches();
    }

    String text() {
        return text;
    }

    /** Whether it names one target and no other. */
    boolean isExact() {
        return text.indexOf('*') < 0;
    }

    /** What every name begins with that it matches. */
    String beginning() {
        return isExact() ? text : text.substring(0, text.indexOf('*'));
    }

    boolean matches(Alias alias) {
        return names.size() == 1
                ? matches(names.getFirst(), alias.configured())
                : matches(names.getFirst(), alias.cluster()) && matches(names.getLast(), alias.nameInCluster());
    }

    private static boolean matches(List<String> pieces, String name) {
        var last = pieces.getLast();
        if (pieces.size() == 1) {
            return name.equals(last);
        }
        int from = pieces.getFirst().length();
        if (!name.startsWith(pieces.getFirst()) || name.indexOf('/') >= 0) {
            return false;
        }
        for (var piece : pieces.subList(1, pieces.size() - 1)) {
            int at = name.indexOf(piece, from);
            if (at < 0) {
                return false;
            }
            from = at + piece.length();
        }
        return name.endsWith(last) && name.length() - last.length() >= from;
    }

    @Override
    public String toString() {
        return text;
    }
}
