package sallyport.slack;

import com.slack.api.model.block.LayoutBlock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import sallyport.output.PlainLine;
import sallyport.watch.Explanation;
import sallyport.watch.TimelineEntry;

/**
 * An explanation: at most a dozen lines, the answer first; the whole time line in the thread. Pure. AWS's words are
 * redacted and shown to the letter.
 */
final class WhyMessage {
    /** Entries of the time line in the message itself; with what stands around them it has twelve lines. */
    static final int MAX_ENTRIES = 6;

    /** Sentences besides the answer in the message. */
    private static final int MAX_SENTENCES = 4;

    /** Characters of one line in the message; the thread has all of it. */
    private static final int MAX_LINE = 240;

    /** Characters of one line in the thread; ECS's longest reasons have 1,024. */
    private static final int MAX_DETAIL = 1_400;

    /** Characters of one message of the thread; Slack takes about 13,000 of a message's blocks together. */
    private static final int MAX_MESSAGE = 9_000;

    /** Characters of one block; Slack takes 3,000 of a text. */
    private static final int MAX_BLOCK = 2_900;

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

    private WhyMessage() {}

    static Threaded of(Explanation explanation) {
        var blocks = new ArrayList<LayoutBlock>();
        blocks.add(
                BlockKit.line("answer", mark(explanation.verdict()) + " " + shortened(explanation.answer(), MAX_LINE)));
        var sentences = sentences(explanation);
        if (!sentences.isEmpty()) {
            blocks.add(BlockKit.line(
                    "sentences",
                    sentences.stream()
                            .limit(MAX_SENTENCES)
                            .map(sentence -> shortened(sentence, MAX_LINE))
                            .collect(Collectors.joining("\n"))));
        }
        var newest = newest(explanation.timeline());
        if (!newest.isEmpty()) {
            blocks.add(BlockKit.preformatted("timeline", lines(newest, MAX_LINE)));
        }
        blocks.add(BlockKit.context("rest", rest(explanation, sentences.size())));
        return new Threaded(new SlackMessage("Why", blocks), replies(explanation, sentences));
    }

    /** Words behind a sign that needs no colour. */
    private static String mark(Explanation.Verdict verdict) {
        return switch (verdict) {
            case WRONG -> "[X]";
            case UNDER_WAY -> "[…]";
            case FINE -> "[ok]";
        };
    }

    private static List<String> sentences(Explanation explanation) {
        var sentences = new ArrayList<>(explanation.details());
        explanation.remedies().forEach(remedy -> sentences.add("To try: " + remedy));
        return sentences;
    }

    private static List<TimelineEntry> newest(List<TimelineEntry> timeline) {
        return timeline.subList(Math.max(timeline.size() - MAX_ENTRIES, 0), timeline.size());
    }

    private static String rest(Explanation explanation, int sentences) {
        int older =
                explanation.timeline().size() - newest(explanation.timeline()).size();
        var more = older == 0 && sentences <= MAX_SENTENCES
                ? ""
                : " The thread has "
                        + (older == 0 ? "all of it." : Words.count(older, "older entry.", "older entries."));
        return "Times are UTC." + more;
    }

    private static List<SlackMessage> replies(Explanation explanation, List<String> sentences) {
        boolean whole = explanation.timeline().size() <= MAX_ENTRIES
                && sentences.size() <= MAX_SENTENCES
                && sentences.stream().allMatch(sentence -> sentence.length() <= MAX_LINE)
                && explanation.timeline().stream()
                        .allMatch(entry -> entry.what().length() <= MAX_LINE / 2);
        if (whole) {
            return List.of();
        }
        var lines = new ArrayList<String>();
        sentences.forEach(sentence -> lines.add(shortened(sentence, MAX_DETAIL)));
        explanation.timeline().forEach(entry -> lines.add(line(entry, MAX_DETAIL)));
        return messages(lines);
    }

    private static List<SlackMessage> messages(List<String> lines) {
        var messages = new ArrayList<SlackMessage>();
        var blocks = new ArrayList<LayoutBlock>();
        for (var text : texts(lines)) {
            if (blocks.size() == MAX_MESSAGE / MAX_BLOCK) {
                messages.add(new SlackMessage("Time line", blocks));
                blocks.clear();
            }
            blocks.add(BlockKit.preformatted("timeline-" + blocks.size(), text));
        }
        messages.add(new SlackMessage("Time line", blocks));
        return messages;
    }

    /** Whole lines, as many together as a block takes. */
    private static List<String> texts(List<String> lines) {
        var texts = new ArrayList<String>();
        var text = new StringBuilder();
        for (var line : lines) {
            if (!text.isEmpty() && text.length() + line.length() >= MAX_BLOCK) {
                texts.add(text.toString());
                text.setLength(0);
            }
            text.append(text.isEmpty() ? "" : "\n").append(line);
        }
        texts.add(text.toString());
        return texts;
    }

    private static String lines(List<TimelineEntry> entries, int most) {
        return entries.stream().map(entry -> line(entry, most)).collect(Collectors.joining("\n"));
    }

    private static String line(TimelineEntry entry, int most) {
        return shortened(
                time(entry.at()) + "  " + String.format(Locale.ROOT, "%-8s", entry.who()) + "  " + entry.what(), most);
    }

    private static String time(Instant at) {
        return TIME.format(at);
    }

    /** One line without escapes and redacted, before it is cut. */
    private static String shortened(String words, int most) {
        var text = Printable.line(PlainLine.of(words));
        return text.codePointCount(0, text.length()) <= most
                ? text
                : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }
}
