package sallyport.sandbox.slack.blocks;

import tools.jackson.databind.JsonNode;

/**
 * The undocumented budget for all text in one message's blocks: {@code & < >} count as the entities they become, and
 * every block costs something by itself. Reports put the line between 11,300 and 13,200 counted characters
 * (slackapi/bolt-js issues 2509 and 2867); we draw it at the low end.
 */
public final class TextTotal {
    /** Counted characters of one message. */
    public static final int LIMIT = 12_000;

    private static final int PER_BLOCK = 20;
    private static final int PER_HEADER = 100;

    private TextTotal() {}

    public static boolean isTooLong(JsonNode blocks) {
        return of(blocks) > LIMIT;
    }

    static int of(JsonNode blocks) {
        return blocks.valueStream()
                .mapToInt(block -> overhead(block) + textOf(block))
                .sum();
    }

    private static int overhead(JsonNode block) {
        return block.path("type").asString("").equals("header") ? PER_HEADER : PER_BLOCK;
    }

    private static int textOf(JsonNode node) {
        var own = node.isObject()
                ? node.path("text")
                        .stringValueOpt()
                        .map(TextTotal::escapedLength)
                        .orElse(0)
                : 0;
        return own
                + node.valueStream()
                        .filter(JsonNode::isContainer)
                        .mapToInt(TextTotal::textOf)
                        .sum();
    }

    private static int escapedLength(String text) {
        return text.chars()
                .map(c -> switch (c) {
                    case '&' -> "&amp;".length();
                    case '<', '>' -> "&lt;".length();
                    default -> 1;
                })
                .sum();
    }
}
