package sallyport.slack;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import sallyport.output.LivePage;
import sallyport.output.Outlet;
import sallyport.output.Page;
import sallyport.output.Pages;
import sallyport.output.Shown;
import sallyport.request.MessageRef;
import sallyport.request.Person;
import sallyport.request.RequestId;
import sallyport.watch.FollowEnd;
import sallyport.watch.LogFollows.Following;
import sallyport.watch.LogLine;
import sallyport.watch.LogSink;

/**
 * One follow in its thread: a message that grows, and its end. Lines come from one thread, pages are shown by another.
 */
final class FollowThread implements LogSink, Outlet {
    private final SlackApi slack;
    private final ThreadFiles files;
    private final RequestId id;
    private final Person asker;
    private final BooleanSupplier mayRead;
    private final String heading;
    private final String name;
    private final MessageRef root;
    private final LogText text;
    private final Runnable whenEnded;
    private final LivePage page;
    private final StringBuilder all = new StringBuilder();
    private int bytes;
    private long leftOut;
    private volatile Optional<MessageRef> message = Optional.empty();
    private volatile boolean someLinesAreSkipped;
    private volatile Optional<Following> following = Optional.empty();
    private volatile Optional<String> stopped = Optional.empty();

    /**
     * @param name of whose logs, for a file
     * @param open opens the page that this shows
     * @param whenEnded run once the end is told
     */
    FollowThread(
            SlackApi slack,
            ThreadFiles files,
            RequestId id,
            Person asker,
            String heading,
            String name,
            MessageRef root,
            LogText text,
            Function<Outlet, LivePage> open,
            BooleanSupplier mayRead,
            Runnable whenEnded) {
        this.mayRead = mayRead;
        this.slack = slack;
        this.files = files;
        this.id = id;
        this.asker = asker;
        this.heading = heading;
        this.name = name;
        this.root = root;
        this.text = text;
        this.whenEnded = whenEnded;
        this.page = open.apply(this);
    }

    Person asker() {
        return asker;
    }

    void follows(Following now) {
        following = Optional.of(now);
        if (stopped.isPresent()) {
            now.stop();
        }
    }

    /** @param why a sentence, in Slack's markup; the first one counts */
    void stop(String why) {
        stopped = stopped.or(() -> Optional.of(why));
        following.ifPresent(Following::stop);
    }

    @Override
    public void lines(List<LogLine> lines) {
        if (!mayRead.getAsBoolean()) {
            stop("The policy no longer lets " + BlockKit.mention(asker) + " read these logs from here.");
            return;
        }
        text.of(lines).forEach(line -> append(line + "\n"));
    }

    /** A line of a container begins with its tag or is indented, so none can look like this. */
    @Override
    public void note(String sentence) {
        append("-- " + sentence + "\n");
    }

    private void append(String line) {
        page.append(line);
        bytes += line.getBytes(StandardCharsets.UTF_8).length;
        if (bytes <= LogsMessage.MAX_FILE_BYTES) {
            all.append(line);
        } else {
            leftOut++;
        }
    }

    @Override
    public Shown show(RequestId run, Page now) {
        someLinesAreSkipped = now.skippedLines() > 0;
        var shown = FollowMessage.lines(now);
        var called = message.map(posted -> slack.update(posted, shown)).orElseGet(() -> slack.reply(root, shown));
        if (called instanceof Called.Ok<MessageRef>(var posted)) {
            message = Optional.of(posted);
        }
        return SlackThreads.shown(called);
    }

    @Override
    public void ended(FollowEnd end) {
        Thread.interrupted();
        try {
            page.finish();
            tellEnd(sentence(end));
            if (someLinesAreSkipped || all.length() > Pages.MAX_CHARACTERS) {
                attach();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            whenEnded.run();
        }
    }

    private void attach() throws InterruptedException {
        var file = new ThreadFile(name + "-logs-" + id + ".txt", "Logs of " + name, all.toString());
        if (!files.share(file, root)) {
            slack.reply(
                    root, BlockKit.sentence(":warning: The file with all the lines could not be attached. Ask again."));
        }
    }

    private void tellEnd(String sentence) {
        var more = leftOut == 0
                ? ""
                : " The file holds " + Words.count(LogsMessage.MAX_FILE_BYTES) + " bytes; "
                        + Words.count(leftOut, "line is", "lines are") + " not in it.";
        slack.update(root, FollowMessage.ended(heading, sentence + more));
    }

    private String sentence(FollowEnd end) {
        return switch (end) {
            case FollowEnd.Stopped _ -> stopped.orElse("It was stopped.");
            case FollowEnd.TooManyLines(var most) ->
                "It ended after " + Words.count(most) + " lines. Ask again, with `--grep` or `--filter` for fewer.";
            case FollowEnd.TimeIsUp(var longest) ->
                "It ended after " + Words.duration(longest) + ". Ask again to go on.";
            case FollowEnd.TaskStopped(var why) -> SlackText.encode(why);
            case FollowEnd.BrokenOff(var why) -> "It has ended early. " + SlackText.encode(why);
            case FollowEnd.NotReadable(var explanation) -> "Not readable from here. " + SlackText.encode(explanation);
        };
    }
}
