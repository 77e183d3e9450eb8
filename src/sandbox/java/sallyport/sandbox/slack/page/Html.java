package sallyport.sandbox.slack.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import sallyport.sandbox.slack.workspace.Json;
import tools.jackson.databind.JsonNode;

/**
 * A piece of HTML under construction. There is no way to put markup in as text: whatever comes from people or from the
 * application is escaped because everything is.
 */
final class Html {
    private static final Set<String> VOID = Set.of("input", "img", "br", "hr", "link", "meta");
    private static final String FRAGMENT = "";

    private final String tag;
    private final Map<String, String> attributes = new LinkedHashMap<>();
    private final List<Object> children = new ArrayList<>();

    private Html(String tag) {
        this.tag = tag;
    }

    static Html el(String tag) {
        return new Html(tag);
    }

    /** An element with a class and children. */
    static Html el(String tag, String cssClass, Html... children) {
        return new Html(tag).attr("class", cssClass).add(children);
    }

    /** An element with a class and text. */
    static Html el(String tag, String cssClass, String text) {
        return new Html(tag).attr("class", cssClass).text(text);
    }

    static Html fragment(Html... children) {
        return new Html(FRAGMENT).add(children);
    }

    static Html textOf(String text) {
        return new Html(FRAGMENT).text(text);
    }

    Html attr(String name, String value) {
        attributes.put(name, value);
        return this;
    }

    Html attr(String name, JsonNode value) {
        return attr(name, Json.write(value));
    }

    /** An attribute without a value, when {@code wanted}. */
    Html flag(String name, boolean wanted) {
        return wanted ? attr(name, "") : this;
    }

    Html testId(String id) {
        return attr("data-testid", id);
    }

    Html text(String text) {
        children.add(text);
        return this;
    }

    Html add(Html... more) {
        children.addAll(List.of(more));
        return this;
    }

    Html addAll(Stream<Html> more) {
        more.forEach(children::add);
        return this;
    }

    @Override
    public String toString() {
        var out = new StringBuilder();
        write(out);
        return out.toString();
    }

    private void write(StringBuilder out) {
        if (!tag.equals(FRAGMENT)) {
            out.append('<').append(tag);
            attributes.forEach((name, value) -> out.append(' ')
                    .append(name)
                    .append("=\"")
                    .append(escape(value))
                    .append('"'));
            out.append('>');
        }
        for (var child : children) {
            if (child instanceof Html html) {
                html.write(out);
            } else {
                out.append(escape(child.toString()));
            }
        }
        if (!tag.equals(FRAGMENT) && !VOID.contains(tag)) {
            out.append("</").append(tag).append('>');
        }
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
